import { defineProblems } from "../../terraform";
import { destroyAnyway } from "./destroy-anyway";

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
    nextStep: 'Set on_destroy = "abandon" and apply, or only forget it: state rm ADDRESS',
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
    nextStep: `Change it in Pumble, the next refresh picks it up; or write the current value in the configuration. ${destroyAnyway}`,
  },
  channel_type_by_hand: {
    severity: "warning",
    title: "A channel's type is not as configured",
    cause:
      'Channel "{name}" has the type {now} in Pumble, and the configuration says {asked}. Pumble\'s API cannot change it, so it is left as it is.',
    nextStep: "Write type = {now}, or change it back in Pumble.",
    attribute: "type",
  },
  channel_description_by_hand: {
    severity: "warning",
    title: "A channel's description is not as configured",
    cause:
      'Channel "{name}" has the description {now} in Pumble, and the configuration says {asked}. Pumble\'s API cannot change it, so it is left as it is.',
    nextStep: "Write description = {now}, or change it back in Pumble.",
    attribute: "description",
  },
  channel_renamed_by_hand: {
    severity: "warning",
    title: "A channel was renamed in Pumble",
    cause:
      'The channel that the configuration calls "{asked}" is called "{now}" now. Pumble\'s API cannot give the name back, so the channel keeps it, with everything in it.',
    nextStep:
      'Write name = "{now}"; or rename it back to "{normal}" in Pumble; or, for a new channel called "{normal}", apply with -replace=ADDRESS.',
    attribute: "name",
  },
  channel_replaced_by_itself: {
    title: 'Channel "{name}" cannot be replaced under the same name',
    cause: "Pumble's API cannot delete or rename a channel, so this channel itself keeps the name.",
    nextStep: `Leave -replace out. For a new channel write another name, or rename or delete this one in Pumble first. ${destroyAnyway}`,
    attribute: "name",
  },
  channel_in_state: {
    title: 'Cannot create channel "{name}": it is in state already',
    cause:
      "Another resource has it, or has had it until now, or this one is tainted. Pumble's API cannot delete or rename a channel, so it keeps the name.",
    nextStep: `Where its resource has another address now, write a moved block. Where two resources are to have it, keep one of them. Where it is tainted, run untaint ADDRESS. For a new channel write another name. ${destroyAnyway}`,
    attribute: "name",
  },
  channel_twice: {
    title: 'Two channels of this configuration are called "{name}"',
    cause: "Names are unique in a workspace, upper and lower case, spaces and `-` alike.",
    nextStep: `Give one of them another name, or keep one of them and refer to it. ${destroyAnyway}`,
    attribute: "name",
  },
  channel_unseen: {
    severity: "warning",
    title: "A channel is not visible to this key",
    cause:
      'Channel "{name}" ({id}) is not among those that {me} sees: they are not in it, or the key is not for it, or it was deleted.',
    nextStep:
      "Have a member add them to it, or use another key. Until then it stays in state as it was. If it was deleted for good: state rm ADDRESS, and the next apply makes a new one.",
  },
  channel_taken: {
    title: 'Cannot create channel "{name}": the name is already taken',
    cause: "A {type} channel of this name exists.",
    nextStep: `Set adopt_existing = true to take it over{as_it_is}, import it by its name (import ADDRESS {name}), or choose another name. Where a resource of another address has had it until now, write a moved block instead. ${destroyAnyway}`,
    attribute: "name",
  },
  channel_taken_archived: {
    title: 'Cannot create channel "{name}": the name is already taken',
    cause: "A {type} channel of this name exists, and it is archived.",
    nextStep: `Unarchive it in Pumble and set adopt_existing = true to take it over{as_it_is}, or choose another name. ${destroyAnyway}`,
    attribute: "name",
  },
  channel_taken_unseen: {
    title: 'Cannot create channel "{name}": the name is already taken',
    cause: "A channel of this name exists, and the key's owner does not see it: it is private.",
    nextStep: `Have a member of it add the key's owner, and set adopt_existing = true to take it over, or choose another name. ${destroyAnyway}`,
    attribute: "name",
  },
  channel_adopt_archived: {
    title: 'Cannot adopt channel "{name}"',
    cause: "It is archived, and Pumble's API cannot unarchive it.",
    nextStep: `Unarchive it in Pumble, or choose another name. ${destroyAnyway}`,
    attribute: "name",
  },
  channel_adopt_unseen: {
    title: 'Cannot adopt channel "{name}"',
    cause: "A channel of this name exists, but the key's owner cannot see it: it is private.",
    nextStep: `Have a member of it add the key's owner, or choose another name. ${destroyAnyway}`,
    attribute: "name",
  },
  channel_adopt_type: {
    title: 'Cannot adopt channel "{name}"',
    cause: "It is {type}, and Pumble's API cannot change that.",
    nextStep: `Set type = "{type}", or choose another name. ${destroyAnyway}`,
    attribute: "type",
  },
  channel_adopt_description: {
    title: 'Cannot adopt channel "{name}"',
    cause: "Its description is {description}, and Pumble's API cannot change that.",
    nextStep: `Write that description, leave the attribute out, or change it in Pumble first. ${destroyAnyway}`,
    attribute: "description",
  },
  channel_archived_planned: {
    severity: "warning",
    title: "An archived channel cannot be changed",
    cause: "{channel} is archived, so what this plan does in it will fail while it stays so.",
    nextStep: "Unarchive it in Pumble before the apply, or give another channel.",
    attribute: "channel_id",
  },
  channel_missing: {
    title: "No channel {id}",
    cause: "No channel that the key's owner can see has this {attribute}.",
    nextStep:
      "Check it in Pumble, or create the channel. A private channel is only seen by its members, and a key that is narrowed to channels sees no others: use a key of a member that is for it.",
  },
});
