import { defineProblems } from "../../terraform";

export const channelProblems = defineProblems({
  channel_stays: {
    severity: "warning",
    title: "A channel stays in Pumble",
    cause: 'Pumble\'s API cannot delete or rename a channel, so Terraform only forgets "{name}".',
    nextStep: "Archive or delete it in Pumble if it is no longer wanted.",
  },
  channel_destroy_refused: {
    title: 'Channel "{name}" cannot be destroyed',
    cause: 'Pumble\'s API cannot delete a channel, and on_destroy is "error".',
    nextStep: 'Set on_destroy = "abandon" and apply, or run: terraform state rm ADDRESS',
  },
  channel_name_form: {
    severity: "warning",
    title: "Pumble writes this channel's name differently",
    cause: 'Pumble stores channel names in lower case, with `-` for each space: "{name}" becomes "{normal}".',
    nextStep: 'Write name = "{normal}" to see the same name everywhere.',
    attribute: "name",
  },
  channel_unchangeable: {
    title: 'Cannot change the {attribute} of channel "{name}"',
    cause: "It is {current} in Pumble, and Pumble's API cannot change it.",
    nextStep:
      "Change it in Pumble, the next refresh picks it up; or write the current value in the configuration.",
  },
  channel_taken: {
    title: 'Cannot create channel "{name}": the name is already taken',
    cause:
      "A channel of this name exists. It may be archived, or private and not visible to the key's owner.",
    nextStep:
      "Set adopt_existing = true to take it over, import it (terraform import ADDRESS {name}), or choose another name.",
    attribute: "name",
  },
  channel_adopt_archived: {
    title: 'Cannot adopt channel "{name}"',
    cause: "It is archived, and Pumble's API cannot unarchive it.",
    nextStep: "Unarchive it in Pumble, or choose another name.",
    attribute: "name",
  },
  channel_adopt_unseen: {
    title: 'Cannot adopt channel "{name}"',
    cause: "A channel of this name exists, but the key's owner cannot see it: it is private.",
    nextStep: "Have a member of it add the key's owner, or choose another name.",
    attribute: "name",
  },
  channel_adopt_type: {
    title: 'Cannot adopt channel "{name}"',
    cause: "It is {type}, and Pumble's API cannot change that.",
    nextStep: 'Set type = "{type}", or choose another name.',
    attribute: "type",
  },
  channel_adopt_description: {
    title: 'Cannot adopt channel "{name}"',
    cause: "Its description is {description}, and Pumble's API cannot change that.",
    nextStep: "Write that description, leave the attribute out, or change it in Pumble first.",
    attribute: "description",
  },
  channel_missing: {
    title: "No channel {id}",
    cause: "No channel that the key's owner can see has this {attribute}.",
    nextStep:
      "Check it in Pumble, or create the channel. A private channel is only seen by its members: use a key of one of them.",
  },
});
