import type { Message } from "../../pumble/operations/shapes";
import type { PumbleContext } from "../context";
import { explain, failedAs } from "../problem";
import { epochMs } from "../values/instant";

/** How long before its time a message may seem to have been sent, because clocks differ and times are whole seconds. */
const toleranceMs = 5_000;

interface Waiting {
  channel_id: string;
  thread_root_id: string | null;
  text: string | null;
  send_at: string;
  recurrence: object | null;
  next_send_at: string | null;
}

/**
 * Whether a message that is no longer scheduled was sent for the last time, rather than taken back by somebody. When its
 * time has passed that is taken for granted; before, by this machine's clock, what was posted is looked for.
 */
export async function wasDelivered(state: Waiting, context: PumbleContext): Promise<boolean> {
  const dueAt = epochMs(state.next_send_at ?? state.send_at);
  if (dueAt <= Date.now()) return true;
  try {
    for await (const message of recent(state, context)) {
      if (message.timestampMilli < dueAt - toleranceMs) return false;
      if (isIt(message, state, context)) return true;
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

function isIt(message: Message, { text }: Waiting, { workspace }: PumbleContext): boolean {
  return !message.subtype && message.author === workspace.me.id && (text === null || message.text === text);
}
