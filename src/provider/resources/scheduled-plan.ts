/** What a plan says about the times of a scheduled message. */
import { type Diagnostics, isWhollyKnown } from "../../terraform";
import type { Content } from "../content/content";
import { said } from "../content/posted";
import { scheduleProblems } from "../problems/schedules";
import { epochMs, rfcTime } from "../values/instant";
import {
  alignedTo,
  clockChangeIn,
  crossesMidnight,
  firstSendMs,
  lastSendMs,
  occurrenceAfter,
  oddFirstTime,
  type Schedule,
  sameSendTime,
  writtenIn,
} from "../values/send-at";

interface State extends Schedule {
  id: string;
  status: string;
  next_send_at: string | null;
  thread_root_id: string | null;
}

interface PlanCall {
  readonly action: "create" | "update";
  readonly plan: Readonly<Record<keyof Schedule, unknown>>;
  readonly state: State | null;
  readonly diagnostics: Diagnostics;
  requireReplace(attribute: string): void;
}

/** What an edit does not say, so that a change of it is made by scheduling anew. */
const unchangeableInThread = [
  "channel_id",
  "text",
  "markdown",
  "blocks",
  "markdown_base_url",
  "markdown_unresolved",
  "send_at",
  "time_zone",
  "recurrence",
];

/**
 * Warns, refuses and asks for replacement.
 * @returns what is known of what it will be
 * @throws {Problem} for what can never be sent
 */
export function planSchedule(call: PlanCall): Planned {
  checkSchedule(call);
  const { plan, state } = call;
  const schedule = knownSchedule(plan);
  if (state && state.status !== "scheduled") {
    return { status: state.status, next_send_at: null };
  }
  return { status: "scheduled", ...(schedule ? plannedTime(schedule, state) : {}) };
}

interface Planned {
  status: string;
  next_send_at?: string | null;
}

/** A plan may be applied a day later; a time of a recurring message that has passed by then is another one. */
function plannedTime(schedule: Schedule, state: State | null): { next_send_at?: string } {
  const next = occurrenceAfter(schedule, lastKnown(schedule, state));
  const isSure = next && (schedule.recurrence === null || next.at > Date.now() + dayMs);
  return isSure ? { next_send_at: rfcTime(next.at) } : {};
}

/** After which moment a changed message comes next: one that came already goes on from its next time. */
export function lastKnown(plan: Schedule, state: State | null): number {
  const now = Date.now();
  if (!state || state.next_send_at === null) return now;
  const unmoved =
    firstSendMs(plan) === firstSendMs(state) && plan.recurrence?.type === state.recurrence?.type;
  return unmoved ? Math.max(now, epochMs(state.next_send_at) - dayMs / 2) : now;
}

function checkSchedule({ plan, state, diagnostics, requireReplace }: PlanCall): void {
  const schedule = knownSchedule(plan);
  const moved = state === null || schedule === null || !isSameSchedule(schedule, state);
  if (state && state.status !== "scheduled") {
    if (moved) for (const name of ["send_at", "time_zone", "recurrence"]) requireReplace(name);
    else if (plan !== state) diagnostics.add(noEffect(state));
  } else if (state?.thread_root_id) {
    for (const name of unchangeableInThread) requireReplace(name);
  }
  if (!moved || !schedule) return;
  checkTime(schedule, { isNew: state === null, diagnostics });
  warnOfClocks(schedule, diagnostics);
}

function noEffect({ id, status }: State) {
  const { schedule_cancelled, schedule_done } = scheduleProblems;
  return (status === "cancelled" ? schedule_cancelled : schedule_done)({ id });
}

/** Null while any of it is unknown. */
function knownSchedule({ send_at, time_zone, recurrence }: PlanCall["plan"]): Schedule | null {
  const schedule = { send_at, time_zone, recurrence };
  return isWhollyKnown(schedule) ? (schedule as Schedule) : null;
}

/** Whether two plans ask Pumble for the same at the same times. */
export function isSentAlike(one: Sent, other: Sent): boolean {
  const isSaid = said.every((form) => (one[form] ?? null) === (other[form] ?? null));
  return isSaid && one.channel_id === other.channel_id && isSameSchedule(one, other);
}

type Sent = Schedule & Content & { channel_id: string };

function isSameSchedule(one: Schedule, other: Schedule): boolean {
  const recurs = ({ recurrence }: Schedule) => JSON.stringify(recurrence);
  const sameTime = sameSendTime(one.send_at, other.send_at) && one.time_zone === other.time_zone;
  return sameTime && recurs(one) === recurs(other);
}

function checkTime(
  schedule: Schedule,
  { isNew, diagnostics }: { isNew: boolean; diagnostics: Diagnostics },
): void {
  const now = Date.now();
  const next = occurrenceAfter(schedule, now);
  const { send_at } = schedule;
  if (!next && !schedule.recurrence) throw scheduleProblems.schedule_past({ send_at, now: rfcTime(now) });
  if (!next) throw scheduleProblems.schedule_over({ send_at, last: rfcTime(lastSendMs(schedule)!) });
  if (isNew && next.at !== firstSendMs(schedule)) {
    diagnostics.add(scheduleProblems.schedule_rolled_forward({ send_at, next: rfcTime(next.at) }));
  }
}

function warnOfClocks(schedule: Schedule, diagnostics: Diagnostics): void {
  const { time_zone } = schedule;
  if (time_zone === null) return;
  warnOfOddTime(schedule, diagnostics);
  if (crossesMidnight(schedule)) diagnostics.add(scheduleProblems.schedule_days({ zone: time_zone }));
  const next = occurrenceAfter(schedule, Date.now());
  const change = next && clockChangeIn(schedule, next.at);
  if (!next || !change) return;
  const wouldBe = sameTimeInUtc(next.at, change);
  if (alignedTo(schedule, wouldBe) === wouldBe) return;
  const becomes = writtenIn(time_zone, wouldBe).slice(11, 16);
  diagnostics.add(scheduleProblems.schedule_clocks({ zone: time_zone, at: rfcTime(change), becomes }));
}

/** Of a first time that is skipped or comes twice, while it is still to come. */
function warnOfOddTime(schedule: Schedule, diagnostics: Diagnostics): void {
  const odd = oddFirstTime(schedule);
  const first = firstSendMs(schedule);
  if (!odd || first <= Date.now()) return;
  const { send_at } = schedule;
  const values = { send_at, zone: schedule.time_zone!, next: rfcTime(first) };
  if (odd.kind === "twice")
    diagnostics.add(scheduleProblems.schedule_twice({ ...values, second: odd.second }));
  else {
    const shown = writtenIn(schedule.time_zone, first).slice(11, 16);
    diagnostics.add(scheduleProblems.schedule_skipped({ ...values, shown }));
  }
}

const dayMs = 86_400_000;

/** The first moment after another one that has this one's time of day in UTC. */
function sameTimeInUtc(at: number, after: number): number {
  return at + Math.ceil((after - at) / dayMs) * dayMs;
}
