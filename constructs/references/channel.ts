/** A channel, however it is named. */
import { type IResolvable, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import type { Inheritance } from "../base/making";
import type { Order } from "../base/order";
import { attributeOf, inherited } from "../base/relation";
import type { Channel } from "../bindings/channel";
import type { DataPumbleChannel } from "../bindings/data-pumble-channel";
import { faultsOf, idCheck } from "../checks";
import { elementOfType, nameOf } from "./element";

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
  /** User ids of everybody in it, once those are in it whom this code adds. Read by a data source of its own. */
  readonly memberIds: string[];
  /** The construct of the generated bindings underneath. */
  readonly resource: Channel | DataPumbleChannel;
  /** Address in Terraform's configuration, so that others can depend on it. */
  readonly fqn: string;
  /** Whether what is posted in it comes in the order of the code, unless that says otherwise. */
  readonly order: Order;
}

/** A channel of ours, one of the generated bindings, or the id of any other, which may be a reference. */
export type ChannelReference = ChannelAttributes | Channel | DataPumbleChannel | IResolvable | string;

/** The id of a channel, for what hangs on it; empty when it is none, which {@link channelFaults} tells. */
export function channelIdOf(channel: ChannelReference): string {
  if (typeof channel === "string") return channel;
  if (Tokenization.isResolvable(channel)) return Token.asString(channel);
  const owner = elementOf(channel);
  return owner ? attributeOf(owner, "id") : "";
}

/** What a channel hands down to what hangs on it. */
export function inheritedFrom(channel: ChannelReference): Inheritance {
  const owner = elementOf(channel);
  return owner ? inherited(owner) : () => ({});
}

/** The order of what is posted in a channel. */
export function orderOf(channel: ChannelReference): Order {
  return elementOf(channel) && "order" in (channel as object)
    ? (channel as ChannelAttributes).order
    : "declared";
}

/** A name where an id is wanted is the mistake that people make. */
export function channelFaults(name: string, channel: ChannelReference): string[] {
  const advice = "For a channel's name use PumbleChannel.fromName.";
  if (typeof channel === "string")
    return faultsOf(name, channel, idCheck).map((fault) => `${fault} ${advice}`);
  if (Tokenization.isResolvable(channel) || elementOf(channel)) return [];
  return [`${name} must be a channel or the id of one, but is ${nameOf(channel)}.`];
}

function elementOf(channel: ChannelReference): Channel | DataPumbleChannel | undefined {
  return elementOfType(channel, ["pumble_channel"]);
}
