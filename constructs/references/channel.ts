/** A channel, however it is named. */
import { type IResolvable, Token } from "cdktf";
import type { IConstruct } from "constructs";
import type { Order } from "../base/order";
import { attributeOf, inherited } from "../base/relation";
import { Channel } from "../bindings/channel";
import { DataPumbleChannel } from "../bindings/data-pumble-channel";
import { idCheck } from "../checks";

/** What every channel of ours tells, whether it is managed or only read. */
export interface ChannelAttributes extends IConstruct {
  /** Id, 24 hex digits; known after it was made. */
  readonly id: string;
  /** Name, without the `#`. */
  readonly name: string;
  /** What mentions it in texts and in Markdown. */
  readonly mention: string;
  /** `PUBLIC` or `PRIVATE`. */
  readonly type: string;
  /** What the channel is for. */
  readonly description: string;
  /** Whether it is archived. */
  readonly archived: IResolvable;
  /** User ids of its members. */
  readonly memberIds: string[];
  /** The construct of the generated bindings underneath. */
  readonly resource: Channel | DataPumbleChannel;
  /** Address in Terraform's configuration, so that others can depend on it. */
  readonly fqn: string;
  /** Whether what is posted in it comes in the order of the code, unless that says otherwise. */
  readonly order: Order;
}

/** A channel of ours, one of the generated bindings, or the id of any other. */
export type ChannelReference = ChannelAttributes | Channel | DataPumbleChannel | string;

/** The id of a channel, for what hangs on it. */
export function channelIdOf(channel: ChannelReference): string {
  return typeof channel === "string" ? channel : attributeOf(ownerOf(channel), "id");
}

/** What a channel hands down to what hangs on it. */
export function inheritedFrom(channel: ChannelReference): ReturnType<typeof inherited> {
  return typeof channel === "string" ? {} : inherited(ownerOf(channel));
}

/** The order of what is posted in a channel. */
export function orderOf(channel: ChannelReference): Order {
  return typeof channel === "object" && "order" in channel ? channel.order : "declared";
}

/** A name where an id is wanted is the mistake that people make. */
export function channelFaults(name: string, channel: ChannelReference): string[] {
  if (typeof channel !== "string" || Token.isUnresolved(channel)) return [];
  const fault = idCheck(channel);
  const advice = "For a channel's name use PumbleChannel.fromName";
  return fault ? [`${name} ${fault}. ${advice}.`] : [];
}

function ownerOf(channel: Exclude<ChannelReference, string>): Channel | DataPumbleChannel {
  return channel instanceof Channel || channel instanceof DataPumbleChannel ? channel : channel.resource;
}
