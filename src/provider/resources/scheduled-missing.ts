/** What is kept of a scheduled message that Pumble does not list any more. */
import { ownerOf, type Reading, warnOfUnseen } from "../people/owner";
import { scheduleProblems } from "../problems/schedules";
import { rfcTime } from "../values/instant";
import { firstSendMs } from "../values/send-at";
import { fateOf, type Waiting } from "./scheduled-delivery";

interface Missing extends Waiting {
  id: string;
  status: string;
}

/** The state as it is now, or null when it is to be scheduled again. */
export async function missing<S extends Missing>(
  state: S,
  reading: Reading,
  what: string,
): Promise<S | null> {
  const { context, privateState, diagnostics } = reading;
  const { workspace } = context;
  if (state.status === "cancelled") return state;
  if (!(await workspace.isShown(state.channel_id))) {
    warnOfUnseen(what, state.channel_id, reading);
    return state;
  }
  const owner = ownerOf(privateState, context);
  const fate = await fateOf(state, owner?.id ?? null, context);
  const ended = { ...state, next_send_at: null };
  if (fate === "delivered") return { ...ended, status: "delivered" };
  if (fate === "cancelled") {
    const due = state.next_send_at ?? rfcTime(firstSendMs(state));
    diagnostics.add(scheduleProblems.schedule_taken_back({ id: state.id, due }));
    return { ...ended, status: "cancelled" };
  }
  const { channel } = (await workspace.channelById(state.channel_id)) ?? {};
  if (!channel?.isArchived) return null;
  diagnostics.add(scheduleProblems.schedule_archived({ id: state.id, channel: channel.name }));
  return state;
}
