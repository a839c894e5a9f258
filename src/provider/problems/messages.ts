import { defineProblems } from "../../terraform";
import { destroyAnyway } from "./destroy-anyway";

const asText = 'set markdown_unresolved = "text", which shows them as they are written.';

export const messageProblems = defineProblems({
  content_missing: {
    title: "Give exactly one of text, markdown and blocks",
    cause: "None of them is set.",
    nextStep: "Set one of them.",
  },
  content_ambiguous: {
    title: "Give exactly one of text, markdown and blocks",
    cause: "Set are {names}.",
    nextStep: "Keep one of them.",
  },
  blocks_invalid: {
    title: "The message's blocks cannot be sent as they are",
    cause: "{fault}",
    nextStep: "Correct the block that is named; the list starts at [0].",
    attribute: "blocks",
  },
  markdown_mention: {
    title: "The message's markdown mentions what is not there",
    cause: "{faults}",
    nextStep: `Change it at each place that is named; or, where such names are no mentions, ${asText}`,
    attribute: "markdown",
  },
  markdown_broadcast: {
    title: "The message's markdown notifies many people at once",
    cause: "{faults}",
    nextStep: "Set allow_broadcast = true to send it, or change it at each place that is named.",
    attribute: "markdown",
  },
  markdown_table: {
    title: "The message's markdown mentions somebody in a table",
    cause: "{faults}",
    nextStep: `Change it at each place that is named; or, where nobody needs to be notified, ${asText}`,
    attribute: "markdown",
  },
  markdown_relative_link: {
    title: "The message's markdown has a link that is relative to nothing",
    cause: "{faults}",
    nextStep: `Set markdown_base_url to the address that links are relative to, or change it at each place that is named; or, where the words are enough, ${asText}`,
    attribute: "markdown",
  },
  markdown_link: {
    title: "The message's markdown has a link that leads nowhere",
    cause: "{faults}",
    nextStep: `Change it at each place that is named; or, where the words are enough, ${asText}`,
    attribute: "markdown",
  },
  markdown_empty: {
    title: "The message's markdown shows nothing",
    cause: "Pumble takes no empty message, and a definition of a link alone is one.",
    nextStep: "Write at least one word.",
    attribute: "markdown",
  },
  broadcast_refused: {
    title: "The message's {attribute} cannot be sent as it is",
    cause: "{mention} notifies many people at once.",
    nextStep: "Set allow_broadcast = true to send it.",
  },
  mentioned_channel_missing: {
    severity: "warning",
    title: "A channel that is mentioned does not exist yet",
    cause: "#{name} is mentioned, and the key's owner sees no channel of this name.",
    nextStep:
      "If this configuration makes it, mention it with the function mention_channel and the channel's id, or add depends_on, so that the channel is made first. Otherwise the apply fails.",
    attribute: "markdown",
  },
  bot_not_inside: {
    title: "The addon's bot is not in {channel}",
    cause: "The channel is private, and with as_bot = true the bot sends the message: it must be a member.",
    nextStep:
      "Add the bot to the channel in Pumble, or with a pumble_channel_member of user_id = {id} that the message names in depends_on; or leave as_bot out.",
    attribute: "as_bot",
  },
  channel_archived: {
    title: "{channel} is archived",
    cause: "Nothing can be sent to an archived channel, and nothing in it can be changed.",
    nextStep: "Unarchive it in Pumble and apply again, or give another channel.",
    attribute: "channel_id",
  },
  gone_meanwhile: {
    title: "{what} is not there any more",
    cause: "Somebody deleted or cancelled it, or it was sent, after the plan was made.",
    nextStep: "Apply again: the next plan sees what became of it.",
  },
  thread_root_missing: {
    title: "No message {id} in {channel} to reply to",
    cause: "A thread hangs on its first message. That one was deleted, or it stands in another channel.",
    nextStep:
      "Give the id of a message that is there, or take the reply out of the configuration. A pumble_message that was deleted is posted again by an apply that is not limited to other objects by -target.",
    attribute: "thread_root_id",
  },
  reaction_message_missing: {
    title: "No message {message_id} in channel {channel_id}",
    cause:
      "A reaction needs the channel in which its message stands. Either id may be wrong, or the message was deleted.",
    nextStep: `Take both from the same place, such as channel_id and id of a pumble_message. ${destroyAnyway}`,
    attribute: "channel_id",
  },
  reaction_message_gone: {
    severity: "warning",
    title: "The message of a reaction was deleted",
    cause: "{what} went with it.",
    nextStep: "Give the reaction another message, or take it out of the configuration.",
  },
});
