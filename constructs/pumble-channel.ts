import { Construct } from "constructs";
import { Channel, type ChannelConfig } from "./bindings/channel";

/** Everything that `pumble_channel` takes; see there for each field. */
export type PumbleChannelProps = ChannelConfig;

/**
 * A Pumble channel.
 *
 * @example
 * const news = new PumbleChannel(stack, "news", { name: "news", description: "What happened" });
 */
export class PumbleChannel extends Construct {
  /** The Terraform resource underneath. */
  readonly resource: Channel;

  constructor(scope: Construct, id: string, props: PumbleChannelProps) {
    super(scope, id);
    this.resource = new Channel(this, "channel", props);
  }

  /** Id of the channel, known after it was created. */
  get channelId(): string {
    return this.resource.id;
  }
}

/** A channel declared in code, or the id of any other. */
export type ChannelReference = PumbleChannel | string;

/** The id behind a reference. */
export function channelIdOf(channel: ChannelReference): string {
  return typeof channel === "string" ? channel : channel.channelId;
}
