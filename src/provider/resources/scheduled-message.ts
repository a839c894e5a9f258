import { isId } from "../../pumble/ids";
import { recurrenceTypes } from "../../pumble/recurrence";
import { isWallClock } from "../../pumble/wall-clock";
import { a, between, isUnknown, oneOf, t } from "../../terraform";
import { explain, explained, failedAs } from "../call-problem";
import {
  attachmentsAttribute,
  bodyAttributes,
  checkContent,
  planContent,
  remember,
  saysTheSame,
  sendable,
} from "../content/content";
import { identityParts, importParts } from "../content/import-ids";
import { importedForm } from "../content/imported";
import { ContentReader } from "../content/observed";
import { planAdopted, type Wanted } from "../content/posted";
import { defineResource, type PumbleContext } from "../context";
import { inChannel, warnOfArchived } from "../people/in-channel";
import { planAlone } from "../people/one-owner";
import { notYours, notYoursToChange, otherOwner, rememberOwner, warnOfOther } from "../people/owner";
import { scheduleProblems } from "../problems/schedules";
import { epochMs, instant, rfcTime, sameInstant } from "../values/instant";
import {
  firstSendMs,
  type Occurrence,
  occurrenceAfter,
  type Schedule,
  sameSendTime,
  sendTime,
} from "../values/send-at";
import { timeZone } from "../values/time-zone";
import { pumbleId } from "../values/validators";
import { missing } from "./scheduled-missing";
import { isSentAlike, lastKnown, planSchedule } from "./scheduled-plan";
import { isSameRecurrence, observedRecurrence, observedSendAt, wireRecurrence } from "./scheduled-times";

export const scheduledMessage = defineResource({
  name: "scheduled_message",
  description: [
    "A message that is sent later, once or again and again, in the name of the key's owner. Until it is sent it can be",
    "changed in place; destroying it takes it back. A message that was sent once is done: its `status` is `delivered`,",
    "it is not scheduled again, and destroying it leaves what was posted. A new `send_at` schedules a new one.",
    "",
    "What somebody took back in Pumble is scheduled again while it is still to come; when its time has passed, its",
    "`status` is `cancelled`. A recurring message whose first time has passed, as in a second workspace, starts with its",
    "next one, and the plan says so.",
    "",
    "Pumble repeats at the same time in UTC. With `time_zone`, `send_at` is what the clocks show there, and the first apply",
    "after they change puts the next time right; the plan says when that will be.",
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
      validate: [sendTime],
      equal: sameSendTime,
      description:
        "When to send it, or when for the first time: RFC 3339, such as `2030-01-31T09:00:00+01:00`, or with `time_zone` also what the clocks there show, such as `2030-01-31T09:00:00`. In the future, unless it comes again: then it goes on by its own rule from a first time that has passed.",
    }),
    time_zone: a.string({
      optional: true,
      validate: [timeZone],
      description:
        "IANA name of the time zone whose clocks `send_at` is read by, such as `Europe/Berlin`. Pumble repeats a message in UTC, so one that is scheduled already follows a clock change with the next apply. Default: UTC.",
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
      description:
        "`scheduled`; `delivered` once it was sent for the last time; `cancelled` when its time has passed and it was not.",
    }),
    next_send_at: a.string({
      computed: true,
      nullable: true,
      description: "When it is sent next, RFC 3339 in UTC; null once it is delivered.",
    }),
  },

  async validate({ config, diagnostics }) {
    const { send_at, time_zone } = config;
    if (time_zone === null && !isUnknown(send_at) && send_at !== null && isWallClock(send_at)) {
      diagnostics.add(scheduleProblems.schedule_without_zone({ send_at }));
    }
    await checkContent(config, diagnostics);
  },

  async create({ plan, context, privateState, saveState }) {
    const sent = await sendable(plan, context);
    const next = nextOf(plan);
    const recurring = wireRecurrence(plan.recurrence, next.passed, privateState);
    const { made: taken } = context.workspace.claims;
    const existing = plan.adopt_existing ? await adoptable(plan, { sent, taken }, context) : null;
    const scheduled = () =>
      context.client.createScheduledMessage({
        ...{ channelId: plan.channel_id, ...sent, sendAt: next.at },
        ...(plan.thread_root_id === null
          ? {}
          : { threadRootId: plan.thread_root_id, alsoSendToChannel: plan.also_send_to_channel }),
        ...recurring,
      });
    const { id } = existing ?? (await inChannel(plan, context, scheduled));
    taken.add(id);
    context.workspace.forgetScheduled();
    rememberOwner(privateState, context);
    const made = { ...plan, id, status: "scheduled", next_send_at: rfcTime(next.at) };
    saveState(made);
    await remember(privateState, sent, () => context.workspace.scheduled(id));
    return made;
  },

  async read({ state, context, privateState, diagnostics }) {
    const what = `Scheduled message ${state.id}`;
    const reading = { context, privateState, diagnostics };
    // Right after an import there is no time yet.
    if (state.send_at !== null && otherOwner(privateState, context)) {
      warnOfOther(what, reading);
      return state;
    }
    if (state.status === "delivered") return state;
    const found = await context.workspace.scheduled(state.id);
    if (!found) return state.send_at === null ? null : missing(state, reading, what);
    rememberOwner(privateState, context);
    const content = await new ContentReader(state, privateState, context.workspace).read(found);
    return {
      ...{ ...state, ...content, channel_id: found.channelId, status: "scheduled" },
      send_at: observedSendAt(state, found),
      recurrence: observedRecurrence(found.recurrence, privateState),
      thread_root_id: found.threadRootId || null,
      also_send_to_channel: found.alsoSendToChannel ?? false,
      next_send_at: rfcTime(found.sendAt),
    };
  },

  async update({ plan, state, context, privateState }) {
    const { id, status } = state;
    if (status !== "scheduled") return { ...plan, id, status, next_send_at: null };
    const changes = `Scheduled message ${id}`;
    const next = nextOf(plan, lastKnown(plan, state));
    const isDue = state.next_send_at !== null && next.at === epochMs(state.next_send_at);
    // An edit says no thread: it would send a reply to the channel.
    if (state.thread_root_id !== null || (isDue && isSentAlike(plan, state)))
      return { ...plan, id, status, next_send_at: rfcTime(next.at) };
    const other = otherOwner(privateState, context);
    if (other) throw notYoursToChange(changes, other, context.workspace);
    const sent = await sendable(plan, context);
    const { text, blocks } = sent;
    const place = { channel_id: plan.channel_id, changes };
    const edited = await inChannel(place, context, () =>
      context.client.editScheduledMessage({
        ...{ scheduledMessageId: id, channelId: plan.channel_id, text, sendAt: next.at },
        ...(blocks ? { blocks } : {}),
        ...wireRecurrence(plan.recurrence, next.passed, privateState),
      }),
    );
    context.workspace.forgetScheduled();
    await remember(privateState, sent, async () => edited);
    return { ...plan, id, status: "scheduled", next_send_at: rfcTime(next.at) };
  },

  async delete({ state, context, privateState }) {
    if (state.status !== "scheduled") return;
    const other = otherOwner(privateState, context);
    if (other) throw notYours(`scheduled message ${state.id}`, other, context.workspace);
    if (!context.workspace.claims.giveUp(state.id)) return;
    try {
      await context.client.deleteScheduledMessage({ scheduledMessageId: state.id });
    } catch (error) {
      if (!failedAs(error, "not_found")) throw explain(error);
    }
    context.workspace.forgetScheduled();
  },

  async importState({ id, identity, context }) {
    if (identity) return identityParts(identity, "scheduled message");
    const asked = importedForm(id);
    if (isId(asked.id)) return { id: asked.id, ...asked.form };
    const form = "SCHEDULED_MESSAGE or CHANNEL/SCHEDULED_MESSAGE";
    const written = { what: "scheduled message", form, typed: id };
    return { id: (await importParts(asked.id, context, written))[1]!, ...asked.form };
  },

  async modifyPlan(call) {
    if (call.action === "destroy") return;
    const { plan, state } = call;
    if (state) planAlone(call, scheduledOf(state.id));
    const next = planSchedule(call);
    if (!state) await warnOfArchived(plan.channel_id, call);
    await planContent(call);
    const planned = { ...plan, ...next };
    await planAdopted({ ...call, plan: planned }, { lookUp: adoptable, thing: scheduledOf });
    return planned;
  },

  identity: {
    attributes: {
      id: { type: t.string, description: "Id of the scheduled message." },
    },
    of: ({ id }) => ({ id }),
  },
});

const scheduledOf = (id: string) => ({
  ...{ is: `scheduled message ${id}`, called: `Scheduled message ${id}` },
  isAdopted: true,
});

const noPrivateState = { get: () => undefined, set: () => {} };

/** One of the key's owner that says this at this time, and that no other resource has made or taken in. */
async function adoptable(
  plan: Schedule & { channel_id: string },
  { sent, taken }: Wanted,
  { client }: PumbleContext,
) {
  const { at, passed } = nextOf(plan);
  const recurring = wireRecurrence(plan.recurrence, passed, noPrivateState);
  return explained(async () => {
    for await (const found of client.allScheduledMessages({ channelId: plan.channel_id })) {
      const isSame = found.sendAt === at && isSameRecurrence(found.recurrence, recurring);
      if (!isSame || taken.has(found.id) || !saysTheSame(found, sent)) continue;
      taken.add(found.id);
      return found;
    }
    return null;
  });
}

/** A plan that is applied late may have missed a time since. */
function nextOf(schedule: Schedule, after = Date.now()): Occurrence {
  return occurrenceAfter(schedule, after) ?? { at: firstSendMs(schedule), passed: 0 };
}
