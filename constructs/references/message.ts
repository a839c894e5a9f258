/** A message, however it is named. */
import type { PumbleElement } from "../base/element";
import type { Inheritance } from "../base/making";
import { attributeOf, inherited } from "../base/relation";
import type { DirectMessage } from "../bindings/direct-message";
import type { Message } from "../bindings/message";
import type { Reply } from "../bindings/reply";
import { faultsOf, idCheck } from "../checks";
import { type ChannelReference, channelFaults, channelIdOf, inheritedFrom } from "./channel";
import { elementOfType, nameOf } from "./element";

type Posted = Message | Reply | DirectMessage;

/** A message that is not managed here: its id, and the channel that it stands in. */
export interface MessageOfChannel {
  readonly channel: ChannelReference;
  /** Id of the message, 24 hex digits. */
  readonly id: string;
}

/** A message of ours, one of the generated bindings, or any other by its ids. */
export type MessageReference = PumbleElement<Posted> | Posted | MessageOfChannel;

/** The ids that a resource needs to name a message; empty when it is none, which {@link messageFaults} tells. */
export function idsOf(message: MessageReference): { channelId: string; messageId: string } {
  const element = elementOf(message);
  if (element)
    return { channelId: attributeOf(element, "channel_id"), messageId: attributeOf(element, "id") };
  if (!isOther(message)) return { channelId: "", messageId: "" };
  return { channelId: channelIdOf(message.channel), messageId: message.id };
}

/** What a message hands down to what hangs on it. */
export function inheritedFromMessage(message: MessageReference): Inheritance {
  const element = elementOf(message);
  if (element) return inherited(element);
  return isOther(message) ? inheritedFrom(message.channel) : () => ({});
}

/** What is wrong with ids that are known. */
export function messageFaults(message: MessageReference, name = "message"): string[] {
  if (elementOf(message)) return [];
  if (!isOther(message)) {
    return [`${name} must be a message, or the channel and id of one, but is ${nameOf(message)}.`];
  }
  return [
    ...channelFaults(`${name}.channel`, message.channel),
    ...faultsOf(`${name}.id`, message.id, idCheck),
  ];
}

function elementOf(message: MessageReference): Posted | undefined {
  return elementOfType(message, ["pumble_message", "pumble_reply", "pumble_direct_message"]);
}

function isOther(message: MessageReference): message is MessageOfChannel {
  return typeof message === "object" && message !== null && "channel" in message && "id" in message;
}
