/** What became of a message that is not scheduled any more: sent for the last time, or taken back by somebody. */
import type { Message } from "../../pumble/operations/shapes";
import { explain, failedAs } from "../call-problem";
import type { PumbleContext } from "../context";
import { epochMs } from "../values/instant";
import { firstSendMs, lastSendMs, type Schedule } from "../values/send-at";

/** How long before its time a message may seem to have been sent, because clocks differ and times are whole seconds. */
const toleranceMs = 5_000;
/** How late it may have been sent: clocks of its time zone may have changed, and Pumble may have been busy. */
const lateMs = 2 * 3_600_000;
/** The newest messages that are looked at when search does not know it. */
const walkMax = 1_000;

export interface Waiting extends Schedule {
  channel_id: string;
  thread_root_id: string | null;
  text: string | null;
  next_send_at: string | null;
}

/**
 * `delivered`: what was due is in the channel, and nothing comes after it. `cancelled`: it is not there, and its time has
 * passed. `gone`: it is not there, and was still to come, so it can be scheduled again.
 */
export type Fate = "delivered" | "cancelled" | "gone";

/**
 * Looks for what was posted.
 * @param ownerId whose message it would be; null when nobody knows
 * @throws {Problem} when the channel cannot be read
 */
export async function fateOf(state: Waiting, ownerId: string | null, context: PumbleContext): Promise<Fate> {
  const last = state.recurrence
    ? lastSendMs(state)
    : epochMs(state.next_send_at ?? new Date(firstSendMs(state)).toISOString());
  // What never ends was taken back.
  if (last === null) return "gone";
  const margin = state.time_zone === null ? toleranceMs : lateMs;
  if (await wasPosted({ ...state, from: last - margin, to: last + lateMs }, ownerId, context))
    return "delivered";
  return last <= Date.now() ? "cancelled" : "gone";
}

interface Posted extends Waiting {
  /** Epoch milliseconds. */
  from: number;
  to: number;
}

/** One search finds it, unless the index lags; then it is among the newest messages. */
async function wasPosted(posted: Posted, ownerId: string | null, context: PumbleContext): Promise<boolean> {
  const isIt = (message: Message) =>
    !message.subtype &&
    !message.deleted &&
    (ownerId === null || message.author === ownerId) &&
    (posted.text === null || message.text === posted.text || message.edited === true) &&
    message.timestampMilli >= posted.from &&
    message.timestampMilli <= posted.to;
  const { client } = context;
  if (ownerId !== null) {
    const range = { afterTs: Math.max(posted.from - 1_000, 1), beforeTs: posted.to + 1_000 };
    const found = await client
      .searchMessages({ in: [posted.channel_id], from: [ownerId], ...range, strategy: "OLDEST", limit: 20 })
      .catch(() => ({ content: [] as Message[] }));
    if (found.content.some(isIt)) return true;
  }
  let seen = 0;
  try {
    for await (const message of recent(posted, context)) {
      if (isIt(message)) return true;
      if (message.timestampMilli < posted.from || ++seen >= walkMax) return false;
    }
    return false;
  } catch (error) {
    if (failedAs(error, "not_found")) return false;
    throw explain(error);
  }
}

function recent({ channel_id: channelId, thread_root_id }: Waiting, { client }: PumbleContext) {
  return thread_root_id
    ? client.allThreadReplies({ channelId, rootMessageId: thread_root_id })
    : client.allMessages({ channelId });
}
