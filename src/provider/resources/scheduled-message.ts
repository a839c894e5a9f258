import { isId } from "../../pumble/ids";
import { instant as instantProblem } from "../../pumble/instant";
import type { ScheduledMessage } from "../../pumble/operations/shapes";
import { type RecurrenceType, recurrenceTypes } from "../../pumble/recurrence";
import { firstTimeAfter, isWallClock, startOf, type Timing, timeZoneProblem } from "../../pumble/wall-clock";
import { a, atPlan, between, isUnknown, oneOf, t, type Unknown } from "../../terraform";
import {
  attachmentsAttribute,
  bodyAttributes,
  checkContent,
  observedContent,
  planContent,
  remember,
  type Sendable,
  saysTheSame,
  sendable,
} from "../content/content";
import { importParts } from "../content/posted";
import { defineResource, type PumbleContext } from "../context";
import { explain, explained, failedAs } from "../problem";
import { scheduleProblems } from "../problems/schedules";
import { epochMs, instant, rfcTime, sameInstant } from "../values/instant";
import { pumbleId } from "../values/validators";
import { wasDelivered } from "./scheduled-delivery";

interface Recurrence {
  type: string;
  end_after_occurrences: number | null;
  end_date: string | null;
}

/** A time that Pumble can hold, or what clocks show. */
const instantOrWallClock = atPlan((text: string) => (isWallClock(text) ? undefined : instantProblem(text)));

export const scheduledMessage = defineResource({
  name: "scheduled_message",
  description: [
    "A message that is sent later, once or again and again, in the name of the key's owner. Until it is sent it can be",
    "changed in place; destroying it takes it back. A message that was sent once is done: its `status` is `delivered`,",
    "it is not scheduled again, and destroying it leaves what was posted. A new `send_at` schedules a new one.",
  ].join("\n"),
  attributes: {
    id: a.string({
      computed: true,
      keepState: true,
      description: "Id of the scheduled message, 24 hex digits.",
    }),
    channel_id: a.string({
      required: true,
      validate: [pumbleId],
      description: "Id of the channel. A change moves it.",
    }),
    ...bodyAttributes,
    attachments: attachmentsAttribute,
    send_at: a.string({
      required: true,
      validate: [instantOrWallClock],
      equal: sameTime,
      description:
        "When to send it, or when for the first time: RFC 3339, such as `2030-01-31T09:00:00+01:00`, or with `time_zone` also what the clocks there show, such as `2030-01-31T09:00:00`. In the future, unless it comes again: then it goes on by its own rule from a first time that has passed.",
    }),
    time_zone: a.string({
      optional: true,
      validate: [atPlan(timeZoneProblem)],
      description:
        "IANA name of the time zone whose clocks `send_at` is read by, such as `Europe/Berlin`. Pumble repeats a message in UTC, so one that is scheduled already does not follow a clock change. Default: UTC.",
    }),
    recurrence: a.object(
      {
        type: a.string({
          required: true,
          validate: [oneOf(...recurrenceTypes)],
          description: `How often: ${recurrenceTypes.map((type) => `\`${type}\``).join(", ")}.`,
        }),
        end_after_occurrences: a.int({
          optional: true,
          validate: [between(1, 9999)],
          description: "Ends after this many, 1 to 9999. Default: never.",
        }),
        end_date: a.string({
          optional: true,
          validate: [instant],
          equal: sameInstant,
          description: "No more after this RFC 3339 time. Default: never.",
        }),
      },
      { optional: true, description: "Sends it again and again. Default: once." },
    ),
    adopt_existing: a.bool({
      optional: true,
      default: false,
      description:
        "Take over a scheduled message of the same channel, time and content instead of scheduling another one. Default `false`.",
    }),
    thread_root_id: a.string({
      optional: true,
      replace: true,
      validate: [pumbleId],
      description: "Id of the message in whose thread it is sent. Default: none, it is sent to the channel.",
    }),
    also_send_to_channel: a.bool({
      optional: true,
      default: false,
      replace: true,
      description: "Show a reply in the channel too. Default `false`.",
    }),
    status: a.string({
      computed: true,
      keepState: true,
      description: "`scheduled`, or `delivered` once it was sent for the last time.",
    }),
    next_send_at: a.string({
      computed: true,
      nullable: true,
      description: "When it is sent next, RFC 3339 in UTC; null once it is delivered.",
    }),
  },

  validate({ config, diagnostics }) {
    const { send_at, time_zone } = config;
    if (time_zone === null && typeof send_at === "string" && isWallClock(send_at)) {
      diagnostics.add(scheduleProblems.schedule_without_zone({ send_at }));
    }
    return checkContent(config, diagnostics);
  },

  async create({ plan, context, privateState, saveState }) {
    const sent = await sendable(plan, context);
    const sendAt = firstTimeAfter(Date.now(), timingOf(plan));
    const existing = plan.adopt_existing ? await adoptable(plan, sent, context) : null;
    const scheduled = () =>
      context.client.createScheduledMessage({
        ...{ channelId: plan.channel_id, ...sent, sendAt },
        ...(plan.thread_root_id === null
          ? {}
          : { threadRootId: plan.thread_root_id, alsoSendToChannel: plan.also_send_to_channel }),
        ...wireRecurrence(plan.recurrence),
      });
    const { id } = existing ?? (await explained(scheduled));
    context.workspace.claim(id);
    context.workspace.forgetScheduled();
    const made = { ...plan, id, status: "scheduled", next_send_at: rfcTime(sendAt) };
    saveState(made);
    await remember(privateState, sent, () => context.workspace.scheduled(id));
    return made;
  },

  async read({ state, context, privateState }) {
    if (state.status === "delivered") return state;
    const found = await context.workspace.scheduled(state.id);
    if (!found) {
      const isImport = state.send_at === null;
      if (isImport || !(await wasDelivered(state, context))) return null;
      return { ...state, status: "delivered", next_send_at: null };
    }
    const content = await observedContent(state, found, privateState);
    return {
      ...{ ...state, ...content, channel_id: found.channelId, status: "scheduled" },
      send_at: firstSendAt(state, found),
      recurrence: observedRecurrence(found.recurrence),
      thread_root_id: found.threadRootId || null,
      also_send_to_channel: found.alsoSendToChannel ?? false,
      next_send_at: rfcTime(found.sendAt),
    };
  },

  async update({ plan, state, context, privateState }) {
    const { id, status } = state;
    if (status === "delivered") return { ...plan, id, status, next_send_at: null };
    const sent = await sendable(plan, context);
    // One that came already goes on from its next time.
    const unmoved = startOf(timingOf(plan)) === startOf(timingOf(state)) && state.next_send_at !== null;
    const sendAt = unmoved ? epochMs(state.next_send_at!) : firstTimeAfter(Date.now(), timingOf(plan));
    const { text, blocks } = sent;
    const edited = await explained(() =>
      context.client.editScheduledMessage({
        ...{ scheduledMessageId: id, channelId: plan.channel_id, text, sendAt },
        ...(blocks ? { blocks } : {}),
        ...wireRecurrence(plan.recurrence),
      }),
    );
    context.workspace.forgetScheduled();
    await remember(privateState, sent, async () => edited);
    return { ...plan, id, status: "scheduled", next_send_at: rfcTime(sendAt) };
  },

  async delete({ state, context }) {
    if (state.status === "delivered") return;
    try {
      await context.client.deleteScheduledMessage({ scheduledMessageId: state.id });
    } catch (error) {
      if (!failedAs(error, "not_found")) throw explain(error);
    }
    context.workspace.forgetScheduled();
  },

  async importState({ id, identity, context }) {
    if (identity) return { id: identity.id as string };
    if (isId(id)) return { id };
    const form = { what: "scheduled message", form: "CHANNEL/SCHEDULED_MESSAGE" };
    return { id: (await importParts(id, context, form))[1]! };
  },

  async modifyPlan(call) {
    if (call.action === "destroy") return;
    const { plan, state, diagnostics } = call;
    const { send_at } = plan;
    const moved = state === null || isUnknown(send_at) || !sameTime(send_at, state.send_at);
    if (moved) refuseThePast(plan);
    if (state?.status === "delivered") {
      if (moved) call.requireReplace("send_at");
      else if (plan !== state) diagnostics.add(scheduleProblems.schedule_done({ id: state.id }));
    } else if (state?.thread_root_id) {
      // An edit does not say which thread, so a change is made by scheduling it anew.
      for (const name of ["channel_id", "text", "markdown", "blocks", "send_at", "recurrence"] as const) {
        call.requireReplace(name);
      }
    }
    await planContent(call);
  },

  identity: {
    attributes: {
      id: { type: t.string, description: "Id of the scheduled message." },
    },
    of: ({ id }) => ({ id }),
  },
});

interface Sending {
  channel_id: string;
  send_at: string;
  time_zone: string | null;
  recurrence: Recurrence | null;
}

/** One of the key's owner that says this at this time, and that no other resource has made or taken in. */
async function adoptable(plan: Sending, sent: Sendable, { client, workspace }: PumbleContext) {
  const recurrence = JSON.stringify(wireRecurrence(plan.recurrence));
  for await (const found of client.allScheduledMessages({ channelId: plan.channel_id })) {
    const isSame =
      found.sendAt === firstTimeAfter(Date.now(), timingOf(plan)) &&
      JSON.stringify(wireRecurrence(observedRecurrence(found.recurrence))) === recurrence;
    if (isSame && !workspace.isClaimed(found.id) && saysTheSame(found, sent)) return found;
  }
  return null;
}

function wireRecurrence(recurrence: Recurrence | null) {
  if (recurrence === null) return {};
  const { type, end_after_occurrences, end_date } = recurrence;
  return {
    recurrence: {
      recurrenceType: type as (typeof recurrenceTypes)[number],
      ...(end_after_occurrences === null ? {} : { endAfterOccurrences: end_after_occurrences }),
      ...(end_date === null ? {} : { endDate: epochMs(end_date) }),
    },
  };
}

function observedRecurrence(recurrence: ScheduledMessage["recurrence"]): Recurrence | null {
  if (!recurrence) return null;
  const { recurrenceType, endAfterOccurrences, endDate } = recurrence;
  return {
    type: recurrenceType,
    end_after_occurrences: endAfterOccurrences || null,
    end_date: endDate ? rfcTime(endDate) : null,
  };
}

/** Pumble tells the next time only; a recurring message that moved on from its first time has not changed. */
function firstSendAt(state: TimeAttributes, { sendAt, recurrence }: ScheduledMessage): string {
  if (state.send_at === null) return rfcTime(sendAt);
  const start = startOf({ sendAt: state.send_at, timeZone: state.time_zone });
  return (recurrence && sendAt >= start) || sendAt === start ? state.send_at : rfcTime(sendAt);
}

type Late = string | null | Unknown;

/** What says when, as it is in the state. */
interface TimeAttributes {
  readonly send_at: string | null;
  readonly time_zone: string | null;
}

function timingOf(of: { send_at: string; time_zone: string | null; recurrence: Recurrence | null }): Timing {
  const type = (of.recurrence?.type ?? null) as RecurrenceType | null;
  return { sendAt: of.send_at, timeZone: of.time_zone, recurrence: type };
}

/** A time that has passed is wrong, unless the message comes again after it. */
function refuseThePast(plan: { send_at: Late; time_zone: Late; recurrence: unknown }): void {
  const { send_at, time_zone, recurrence } = plan;
  if (isUnknown(send_at) || isUnknown(time_zone) || send_at === null || recurrence !== null) return;
  if (startOf({ sendAt: send_at, timeZone: time_zone }) > Date.now()) return;
  throw scheduleProblems.schedule_past({ send_at, now: rfcTime(Date.now()) });
}

/** Whether two times are the same: moments, or what clocks show. */
function sameTime(one: string, other: string): boolean {
  return isWallClock(one) || isWallClock(other) ? one === other : sameInstant(one, other);
}
