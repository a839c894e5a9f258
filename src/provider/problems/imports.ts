import { defineProblems } from "../../terraform";

export const importProblems = defineProblems({
  import_form: {
    title: 'Cannot import {what} "{id}"',
    cause: "The import id does not have the form {form}.",
    nextStep: "Give {form}: the channel by id or name, everything else by its id of 24 hex digits.",
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
  import_not_in_channel: {
    title: 'Cannot import channel member "{id}"',
    cause: "{name} is not in the channel.",
    nextStep: "Let Terraform add them: leave the import out and apply.",
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
