/** A message, however it is named. */
import type { TerraformMetaArguments } from "cdktf";
import { PumbleElement } from "../base/element";
import { attributeOf, inherited } from "../base/relation";
import type { DirectMessage } from "../bindings/direct-message";
import type { Message } from "../bindings/message";
import type { Reply } from "../bindings/reply";
import { faultsOf, idCheck } from "../checks";
import { type ChannelReference, channelFaults, channelIdOf, inheritedFrom } from "./channel";

type Posted = Message | Reply | DirectMessage;

/** A message that is not managed here: its id, and the channel that it stands in. */
export interface MessageOfChannel {
  readonly channel: ChannelReference;
  /** Id of the message, 24 hex digits. */
  readonly id: string;
}

/** A message of ours, one of the generated bindings, or any other by its ids. */
export type MessageReference = PumbleElement<Posted> | Posted | MessageOfChannel;

/** The ids that a resource needs to name a message. */
export function idsOf(message: MessageReference): { channelId: string; messageId: string } {
  if (isOther(message)) return { channelId: channelIdOf(message.channel), messageId: message.id };
  return { channelId: attributeOf(message, "channel_id"), messageId: attributeOf(message, "id") };
}

/** What a message hands down to what hangs on it. */
export function inheritedFromMessage(
  message: MessageReference,
): Pick<TerraformMetaArguments, "provider" | "forEach" | "count"> {
  return isOther(message) ? inheritedFrom(message.channel) : inherited(message);
}

/** What is wrong with ids that are known. */
export function messageFaults(message: MessageReference): string[] {
  if (!isOther(message)) return [];
  return [
    ...channelFaults("message.channel", message.channel),
    ...faultsOf("message.id", message.id, idCheck),
  ];
}

function isOther(message: MessageReference): message is MessageOfChannel {
  return !(message instanceof PumbleElement) && "channel" in message;
}
