/** What a change is about, in a few words. */
import type { Change } from "../report";
import { type Phrase, say } from "./phrase";

const nouns: Record<string, string> = {
  pumble_channel: "channel",
  pumble_channel_member: "member",
  pumble_channel_members: "members",
  pumble_message: "announcement",
  pumble_reply: "reply",
  pumble_reaction: "reaction",
  pumble_scheduled_message: "schedule",
  pumble_direct_message: "direct message",
  pumble_api_key: "API key",
};

/** Whether it is a runtime script. Of Terraform's own objects only a script of a workspace's files stands in a channel. */
export function isScript({ type, channel }: Pick<Change, "type" | "channel">): boolean {
  return type === "null_resource" || (type === "terraform_data" && channel !== null);
}

/** `announcement`, or Terraform's type for what is not ours. */
export function nounOf(change: Pick<Change, "type" | "channel">): Phrase {
  const { type } = change;
  const noun = isScript(change) ? "script" : nouns[type];
  return noun ? [noun] : say`${type}`;
}

/** The heading that a change stands under: its channel, else its address. */
export function headingOf(change: Change): Phrase {
  if (change.channel !== null) return say`${`#${change.channel}`}`;
  return change.type === "pumble_direct_message" ? ["direct messages"] : say`${change.address}`;
}

/** `announcement welcome` */
export function subjectOf(change: Change): Phrase {
  const own =
    change.name ?? /(?:^|\.)([^.[]+)(\[[^\]]*\])?$/.exec(change.address)?.slice(1).join("") ?? change.address;
  return say`${nounOf(change)} ${own}`;
}
