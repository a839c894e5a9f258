/** Messages that are sent later. */

import type { ScheduledMessage } from "../../../pumble";
import { nextOccurrence, sendAtMax } from "../../../pumble/recurrence";
import type { Alarm } from "../clock";
import { invalid, notFound, Refusal } from "../failure";
import type { ScheduledRecord } from "../state/records";
import { writableChannel } from "./members";
import { checkContent, type MessageContent, postMessage } from "./messages";
import type { Actor, Workspace } from "./workspace";

export interface Schedule extends MessageContent {
  channelId: string;
  /** Epoch milliseconds. */
  sendAt: number;
  recurrence?: ScheduledMessage["recurrence"] | undefined;
  threadRootId?: string | undefined;
  alsoSendToChannel?: boolean | undefined;
}

export function createScheduled(workspace: Workspace, actor: Actor, schedule: Schedule): ScheduledRecord {
  check(workspace, actor, schedule);
  return workspace.change(() => {
    const record = workspace.db.scheduled.put({
      id: workspace.ids.next(),
      workspaceId: workspace.record.id,
      author: actor.userId,
      authorAppId: actor.isBot ? actor.appId : null,
      viaAppId: actor.appId,
      sentCount: 0,
      ...fieldsOf(workspace, schedule),
    });
    workspace.clock.rearm();
    return record;
  });
}

/** Replaces everything; another channel moves it. */
export function editScheduled(
  workspace: Workspace,
  actor: Actor,
  id: string,
  schedule: Schedule,
): ScheduledRecord {
  const before = ownScheduled(workspace, actor, id);
  check(workspace, actor, schedule);
  const { workspaceId, author, authorAppId, viaAppId = null, attachments } = before;
  return workspace.change(() => {
    const record = workspace.db.scheduled.put({
      ...{ id, workspaceId, author, authorAppId, viaAppId, sentCount: 0 },
      ...fieldsOf(workspace, { attachments: attachments ?? undefined, ...schedule }),
    });
    workspace.clock.rearm();
    return record;
  });
}

/** Another text or time for one that is otherwise left as it is. What a text was formatted as goes with it. */
export function changeScheduled(
  workspace: Workspace,
  actor: Actor,
  id: string,
  change: { text?: string | undefined; sendAt?: number | undefined; channelId?: string },
): ScheduledRecord {
  const before = ownScheduled(workspace, actor, id);
  const { channelId, sendAt, blocks, files, recurrence, threadRootId, alsoSendToChannel } = before;
  const text = change.text ?? before.text;
  return editScheduled(workspace, actor, id, {
    text,
    sendAt: change.sendAt ?? sendAt,
    channelId: change.channelId ?? channelId,
    blocks: text === before.text ? (blocks ?? undefined) : undefined,
    files: files ?? undefined,
    recurrence,
    threadRootId: threadRootId ?? undefined,
    alsoSendToChannel: alsoSendToChannel ?? undefined,
  });
}

export function deleteScheduled(workspace: Workspace, actor: Actor, id: string): void {
  ownScheduled(workspace, actor, id);
  workspace.change(() => workspace.db.scheduled.delete(id));
  workspace.clock.rearm();
}

/** One of the actor's own; 404 for anybody else's. */
export function ownScheduled(workspace: Workspace, actor: Actor, id: string): ScheduledRecord {
  const record = workspace.db.scheduled.get(id);
  if (record?.author !== actor.userId) throw notFound();
  return record;
}

/** The actor's own, earliest first. */
export function listScheduled(workspace: Workspace, actor: Actor, channelId?: string): ScheduledRecord[] {
  return workspace.db.scheduledByAuthor
    .of(actor.userId)
    .filter((record) => channelId === undefined || record.channelId === channelId)
    .sort((one, other) => one.sendAt - other.sendAt || (one.id < other.id ? -1 : 1));
}

/** Sends what is due, when it is due. */
export function scheduledAlarm(workspace: Workspace): Alarm {
  const due = () =>
    [...workspace.db.scheduled.values()].filter((record) => record.sendAt <= workspace.clock.now());
  return {
    nextAt() {
      let next: number | null = null;
      for (const { sendAt } of workspace.db.scheduled.values()) next = Math.min(next ?? sendAt, sendAt);
      return next;
    },
    fire() {
      for (const record of due().sort((one, other) => one.sendAt - other.sendAt)) send(workspace, record);
    },
  };
}

/** Posts it as its author, and puts off or removes it. One that can no longer be posted is dropped. */
function send(workspace: Workspace, record: ScheduledRecord): void {
  const actor: Actor = {
    userId: record.author,
    appId: record.viaAppId ?? record.authorAppId,
    isBot: record.authorAppId !== null,
  };
  const { channelId, text, blocks, attachments, files, threadRootId, alsoSendToChannel } = record;
  workspace.change(() => {
    const next = following(record, workspace.clock.now());
    if (next) workspace.db.scheduled.put(next);
    else workspace.db.scheduled.delete(record.id);
    try {
      // Nobody speaks for who was deactivated, nor for the bot of an app that is gone.
      if (workspace.db.users.get(record.author)?.status === "DEACTIVATED") throw notFound();
      postMessage(workspace, actor, {
        ...{ channelId, text, blocks: blocks ?? [], files: files ?? [] },
        ...(attachments?.length ? { attachments } : {}),
        threadRootId: threadRootId ?? undefined,
        alsoSendToChannel: alsoSendToChannel ?? false,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      workspace.db.scheduled.delete(record.id);
    }
  });
}

/** The record as it waits for its next occurrence after `now`, or null when that was the last. */
function following(record: ScheduledRecord, now: number): ScheduledRecord | null {
  const { recurrence } = record;
  if (!recurrence) return null;
  const sentCount = record.sentCount + 1;
  if (recurrence.endAfterOccurrences && sentCount >= recurrence.endAfterOccurrences) return null;
  let sendAt = nextOccurrence(recurrence.recurrenceType, record.sendAt);
  while (sendAt <= now) sendAt = nextOccurrence(recurrence.recurrenceType, sendAt);
  if (recurrence.endDate && sendAt > recurrence.endDate) return null;
  return { ...record, sendAt, sentCount };
}

function check(workspace: Workspace, actor: Actor, schedule: Schedule): void {
  writableChannel(workspace, actor, schedule.channelId);
  checkContent(schedule);
  if (schedule.sendAt <= workspace.clock.now()) throw invalid("sendAt must be in the future");
  if (schedule.sendAt > sendAtMax) throw invalid(`sendAt must be at most ${sendAtMax}`);
  const { channelId, threadRootId } = schedule;
  if (threadRootId && workspace.db.messages.get(threadRootId)?.channelId !== channelId) throw notFound();
}

function fieldsOf(workspace: Workspace, schedule: Schedule) {
  const { channelId, text, sendAt, blocks, attachments, files, recurrence, threadRootId } = schedule;
  return {
    channelId,
    text,
    sendAt,
    blocks: blocks ?? [],
    attachments: attachments ?? [],
    files: files ?? [],
    alsoSendToChannel: schedule.alsoSendToChannel ?? false,
    threadRootId: threadRootId ?? null,
    rootText: threadRootId ? (workspace.db.messages.get(threadRootId)?.text ?? "") : null,
    recurrence: recurrence ?? null,
  };
}
