/** Moving the workspace's clock by request. */
import * as z from "zod";
import { sendAtMax } from "../../pumble/recurrence";
import type { WorkspaceClock } from "../core/clock";
import { invalid } from "../core/failure";
import { maybe } from "../http/input";

export const clockChange = z.strictObject({
  freeze: maybe(z.boolean()).describe("Stand still from now on."),
  freezeAt: maybe(z.int().min(0).max(sendAtMax)).describe(
    "Stand still at this time, epoch milliseconds; what becomes due until then is fired.",
  ),
  advanceMs: maybe(z.int().min(0)).describe("Go forward by this much, firing what becomes due."),
  resume: maybe(z.boolean()).describe("Run again from where it stands."),
  realTime: maybe(z.boolean()).describe("Follow the real time again, even if that lies back."),
});

/** What the clock says and does. */
export interface ShownClock {
  /** Epoch milliseconds. */
  now: number;
  /** How far it is from the real time while it runs, milliseconds. */
  offsetMs: number;
  /** Where it stands still, or null while it runs. */
  frozenAt: number | null;
}

/** The clock as it stands. */
export function clockShown(clock: WorkspaceClock): ShownClock {
  return { now: clock.now(), ...clock.state };
}

/** Freezes, then advances, then resumes, as far as each is asked for. */
export function changeClock(clock: WorkspaceClock, change: z.output<typeof clockChange>): ShownClock {
  const { freeze, freezeAt, advanceMs, resume, realTime } = change;
  if (resume && (freeze || freezeAt !== undefined)) throw invalid("freeze and resume exclude each other");
  if (advanceMs !== undefined && (freezeAt ?? clock.now()) + advanceMs > sendAtMax) {
    throw invalid(`advanceMs must not lead beyond ${new Date(sendAtMax).toISOString()}`);
  }
  if (freezeAt !== undefined) freezeThere(clock, freezeAt);
  else if (freeze) clock.freeze();
  if (advanceMs !== undefined) clock.advance(advanceMs);
  if (resume) clock.resume();
  if (realTime) clock.followRealTime();
  return clockShown(clock);
}

/** What becomes due on the way there is fired: nothing else would, once the clock stands. */
function freezeThere(clock: WorkspaceClock, at: number): void {
  clock.freeze(Math.min(at, clock.now()));
  if (at > clock.now()) clock.advance(at - clock.now());
}
