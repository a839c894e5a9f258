import { Construct } from "constructs";
import { ScheduledMessage, type ScheduledMessageConfig } from "./bindings/scheduled-message";
import { type ChannelReference, channelIdOf } from "./pumble-channel";

/** Everything that `pumble_scheduled_message` takes but its `channelId`, plus the channel. */
export interface PumbleScheduleProps extends Omit<ScheduledMessageConfig, "channelId"> {
  /** The channel to post in. */
  readonly channel: ChannelReference;
}

/**
 * A message that Pumble sends later, once or again and again.
 *
 * @example
 * new PumbleSchedule(stack, "standup", {
 *   channel: team,
 *   text: "What are you up to today?",
 *   sendAt: "2030-01-07T09:00:00Z",
 *   recurrence: { type: "BUSINESSDAYS" },
 * });
 */
export class PumbleSchedule extends Construct {
  /** The Terraform resource underneath. */
  readonly resource: ScheduledMessage;

  constructor(scope: Construct, id: string, props: PumbleScheduleProps) {
    super(scope, id);
    const { channel, ...message } = props;
    this.resource = new ScheduledMessage(this, "message", { ...message, channelId: channelIdOf(channel) });
  }
}
