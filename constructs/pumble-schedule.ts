import type { Construct } from "constructs";
import { timeZoneProblem } from "../src/pumble/time-zones";
import { dayProblem, timeOfDayProblem } from "../src/pumble/wall-clock";
import { making } from "./base/making";
import { PumbleResource } from "./base/resource";
import { ScheduledMessage, type ScheduledMessageConfig } from "./bindings/scheduled-message";
import { exactlyOneFault, faultsOf, wholeFrom } from "./checks";
import { type PostedProps, postedConfig } from "./posted/props";
import { type ChannelReference, channelFaults, channelIdOf, inheritedFrom } from "./references/channel";
import { idsOf, type MessageReference, messageFaults } from "./references/message";
import { bodyFaults } from "./values/content";
import type { Recurrence } from "./values/recurrence";
import { type Time, timeCheck, timeText } from "./values/time";

/** When a message is sent, or when for the first time. */
export type ScheduleTime =
  | {
      /** The moment: a `Date`, or RFC 3339 text such as `2030-01-31T09:00:00+01:00`. */
      readonly sendAt: Time;
      readonly at?: never;
      readonly timeZone?: never;
      readonly from?: never;
    }
  | {
      /** The time of day, `HH:MM`. */
      readonly at: string;
      /** Where it is that time: an IANA name, such as `Europe/Berlin`. */
      readonly timeZone: string;
      /**
       * The first day, `YYYY-MM-DD`. Needed unless the message comes every day or every business day, without a number of
       * times.
       * @default the next day on which it comes
       */
      readonly from?: string;
      readonly sendAt?: never;
    };

type Timing = {
  readonly sendAt?: Time;
  readonly at?: string;
  readonly timeZone?: string;
  readonly from?: string;
};

/** What `pumble_scheduled_message` takes, with typed content and time; see there for each field. */
export type PumbleScheduleProps = Omit<
  PostedProps<ScheduledMessageConfig, "channelId" | "sendAt" | "recurrence" | "threadRootId">,
  "onDestroy" | "order"
> &
  ScheduleTime & {
    /** The channel to post in. */
    readonly channel: ChannelReference;
    /** Sends it again and again, such as `Recurrence.businessDays()`. @default once */
    readonly recurrence?: Recurrence;
    /** The message in whose thread it is sent. @default none: it is sent to the channel */
    readonly threadRoot?: MessageReference;
  };

/**
 * Where a message that comes every day starts when the code does not say: a Monday in the past, from which the provider
 * goes on to the next time. A fixed one, so that the synthesised code is the same each day.
 */
const firstDay = "2026-01-05";

/**
 * A message that Pumble sends later, once or again and again.
 *
 * @example
 * new PumbleSchedule(stack, "stand-up", {
 *   channel: team,
 *   text: "What are you up to today?",
 *   at: "09:00",
 *   timeZone: "Europe/Berlin",
 *   recurrence: Recurrence.businessDays(),
 * });
 */
export class PumbleSchedule extends PumbleResource<ScheduledMessage> {
  constructor(scope: Construct, id: string, props: PumbleScheduleProps) {
    const { channel, sendAt, at, timeZone, from, recurrence, threadRoot, ...others } = props;
    const config = {
      ...postedConfig(others),
      channelId: channelIdOf(channel),
      ...timeConfig(props),
      ...(recurrence && { recurrence: recurrence.toConfig() }),
      ...(threadRoot && { threadRootId: idsOf(threadRoot).messageId }),
    };
    const faults = () => [
      ...channelFaults("channel", channel),
      ...bodyFaults(props),
      ...timeFaults(props, recurrence),
      ...recurrenceFaults(recurrence),
      ...(threadRoot ? messageFaults(threadRoot, "threadRoot") : []),
    ];
    super(scope, id, making(ScheduledMessage, config, { inherit: inheritedFrom(channel), faults }), props);
  }

  /** Id of the scheduled message, known after it was scheduled. */
  get id(): string {
    return this.attribute("id");
  }

  /** When it is sent next, RFC 3339 in UTC; null once it was sent for the last time. */
  get nextSendAt(): string {
    return this.attribute("next_send_at");
  }
}

/** The first time as the resource takes it. What is no time is left for the validation to name. */
function timeConfig({ sendAt, at, timeZone, from = firstDay }: Timing): {
  sendAt: string;
  timeZone?: string;
} {
  if (sendAt === undefined) return { sendAt: `${from}T${at}:00`, ...(timeZone && { timeZone }) };
  return { sendAt: sendAt instanceof Date && timeCheck(sendAt) ? "" : timeText(sendAt) };
}

function timeFaults(timing: Timing, recurrence: Recurrence | undefined): string[] {
  const { sendAt, at, timeZone, from } = timing;
  return [
    ...exactlyOneFault(timing, ["sendAt", "at"]),
    ...faultsOf("sendAt", sendAt, timeCheck),
    ...faultsOf("at", at, timeOfDayProblem),
    ...faultsOf("timeZone", timeZone, timeZoneProblem),
    ...faultsOf("from", from, dayProblem),
    ...(at !== undefined && timeZone === undefined ? ["Give the timeZone that at is meant in."] : []),
    ...(at !== undefined && from === undefined ? firstDayFaults(recurrence) : []),
  ];
}

/** What is wrong with starting at {@link firstDay}. */
function firstDayFaults(recurrence: Recurrence | undefined): string[] {
  const comesDaily = recurrence?.type === "DAILY" || recurrence?.type === "BUSINESSDAYS";
  if (!comesDaily)
    return ["Give the first day as from: only what comes every day or every business day can do without."];
  if (recurrence.end.endAfterOccurrences === undefined) return [];
  return ["Give the first day as from: recurrence.endAfterOccurrences counts from it."];
}

function recurrenceFaults(recurrence: Recurrence | undefined): string[] {
  if (!recurrence) return [];
  const { endAfterOccurrences, endDate } = recurrence.end;
  return [
    ...faultsOf("recurrence.endAfterOccurrences", endAfterOccurrences, wholeFrom(1, 9999)),
    ...faultsOf("recurrence.endDate", endDate, timeCheck),
  ];
}
