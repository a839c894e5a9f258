import { defineProblems } from "../../terraform";

export const importProblems = defineProblems({
  import_form: {
    title: 'Cannot import {what} "{id}"',
    cause: "The import id does not have the form {form}.",
    nextStep: "Give {form}: {parts}.",
  },
  import_channel_missing: {
    title: 'Cannot import {what} "{id}"',
    cause: 'No channel that the key\'s owner can see has the id or name "{channel}".',
    nextStep: "Give {form}, the channel by id or by a name such as general.",
  },
  import_user_missing: {
    title: 'Cannot import {what} "{id}"',
    cause: 'No user has the id or e-mail address "{user}".',
    nextStep: "Check it in Pumble under Members.",
  },
  import_conversation_missing: {
    title: 'Cannot import direct message "{id}"',
    cause: "There is no conversation of the key's owner with {people}.",
    nextStep: "Give ADDRESS/MESSAGE or ADDRESS,ADDRESS/MESSAGE, with all who are in the conversation.",
  },
  import_archived: {
    title: 'Cannot import {what} "{id}"',
    cause: "{channel} is archived, and Pumble does not show who is in an archived channel.",
    nextStep: "Unarchive it in Pumble first, or leave the import out.",
  },
  import_not_in_channel: {
    title: 'Cannot import channel member "{id}"',
    cause: "{name} is not in the channel.",
    nextStep: "Let Terraform add them: leave the import out and apply.",
  },
  import_identity: {
    title: "Cannot import {what} by this identity",
    cause:
      "Its {name} is {value}. An id of Pumble has 24 hex digits, that of an API key twelve, and nothing has an empty name.",
    nextStep: "Give the {name} as Pumble shows it.",
  },
  import_conversation: {
    title: 'Cannot import channel "{id}"',
    cause: "It is a direct conversation, which has no name and is not made by anybody.",
    nextStep: "Import its messages as pumble_direct_message.",
  },
  import_direct: {
    title: 'Cannot import message "{id}"',
    cause: "It stands in a direct conversation.",
    nextStep: "Import it as pumble_direct_message: {place}.",
  },
  list_direct: {
    title: "Cannot list the messages of a direct conversation",
    cause: "{channel_id} is no channel, and what stands in it are pumble_direct_message.",
    nextStep: "Read them with the data source pumble_messages, or give the id of a channel.",
  },
  import_foreign: {
    title: 'Cannot import {what} "{id}"',
    cause: "It was sent by {author}, and this key is that of {me}. Only its author can edit it.",
    nextStep: "Use a key of its author, or read it with the data source pumble_messages.",
  },
  import_system: {
    title: 'Cannot import {what} "{id}"',
    cause: "Pumble wrote it itself, to tell what somebody did.",
    nextStep: "Nothing needs to be declared for it.",
  },
  import_is_reply: {
    title: 'Cannot import message "{id}"',
    cause: "It is a reply in a thread, which was also sent to the channel.",
    nextStep: "Import it as pumble_reply: {place}.",
  },
  import_other_thread: {
    title: 'Cannot import reply "{id}"',
    cause: "The message of this id is no reply in that thread.",
    nextStep: "Give CHANNEL/THREAD_ROOT/REPLY, with the id of the message that the thread hangs on.",
  },
  import_emoji_code: {
    title: 'Cannot import reaction "{id}"',
    cause: '"{code}" is no emoji code.',
    nextStep: "Give CHANNEL/MESSAGE/CODE with a code such as :+1:.",
  },
  import_key_missing: {
    title: 'Cannot import API key "{id}"',
    cause: "The key's owner has {found} of this id or name.",
    nextStep: "Give the id of one of them: the twelve hex digits that /api-keys list shows.",
  },
});
