/** How a list of messages falls into days and runs of one author. */
import type { Message } from "../../../pumble";
import { dayKey } from "./dates";

/** A message that only this member sees and that nothing stores. */
export interface Ephemeral {
  message: Message;
  appName: string | null;
  /** Id of the last message above it when it came, null when the channel was empty. */
  afterId: string | null;
}

/** One row of a message list. */
export type Row =
  | { kind: "day"; key: string; atMs: number }
  /** From here on the messages are new. */
  | { kind: "new"; key: string }
  | { kind: "message"; key: string; message: Message; continues: boolean }
  | { kind: "ephemeral"; key: string; message: Message; appName: string | null };

/** A run of one author's messages is broken after this pause. */
const runPauseMs = 5 * 60_000;

/** Whether the message was made by Pumble itself ("Ada joined"), not by its author. */
export function isSystem(message: Message): boolean {
  return Boolean(message.subtype);
}

function continues(previous: Message | undefined, message: Message): boolean {
  if (!previous || isSystem(previous) || isSystem(message)) return false;
  if (previous.author !== message.author || previous.deleted) return false;
  if (message.threadReplyInfo?.rootId !== previous.threadReplyInfo?.rootId) return false;
  return message.timestampMilli - previous.timestampMilli < runPauseMs;
}

/** Up to where the member had read, and who that is: one's own messages are not new. */
export interface Since {
  lastReadId: string;
  memberId: string;
}

function beginsNew(message: Message, since: Since | undefined): boolean {
  if (!since || isSystem(message)) return false;
  return message.id > since.lastReadId && message.author !== since.memberId;
}

/** Rows in order: a heading for each day, the messages, and each ephemeral message where it came in. */
export function rowsOf(messages: Message[], ephemerals: Ephemeral[], since?: Since): Row[] {
  const rows: Row[] = [];
  const waiting = [...ephemerals];
  const ids = new Set(messages.map((message) => message.id));
  let day = "";
  let isNew = false;
  let previous: Message | undefined;
  const startDay = (atMs: number) => {
    if (dayKey(atMs) === day) return;
    day = dayKey(atMs);
    rows.push({ kind: "day", key: `day-${day}`, atMs });
    previous = undefined;
  };
  const flush = (due: (ephemeral: Ephemeral) => boolean) => {
    for (let index = 0; index < waiting.length; ) {
      const ephemeral = waiting[index]!;
      if (!due(ephemeral)) {
        index++;
        continue;
      }
      waiting.splice(index, 1);
      const { message, appName } = ephemeral;
      startDay(message.timestampMilli);
      rows.push({ kind: "ephemeral", key: message.id, message, appName });
      previous = undefined;
    }
  };
  const lost = (ephemeral: Ephemeral) => ephemeral.afterId === null || !ids.has(ephemeral.afterId);
  for (const message of messages) {
    flush((item) => lost(item) && item.message.timestampMilli < message.timestampMilli);
    startDay(message.timestampMilli);
    if (!isNew && beginsNew(message, since)) {
      isNew = true;
      rows.push({ kind: "new", key: "new" });
      previous = undefined;
    }
    rows.push({ kind: "message", key: message.id, message, continues: continues(previous, message) });
    previous = message;
    flush((item) => item.afterId === message.id);
  }
  flush(() => true);
  return rows;
}
