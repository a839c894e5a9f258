import { defineProblems } from "../../terraform";
import { destroyAnyway } from "./destroy-anyway";

const takeThemOut = "Take them out in Pumble if that is what you want.";

/** Whoever is taken out is named: Terraform shows one of several warnings that have the same title. */
export const memberProblems = defineProblems({
  member_missing: {
    title: "No member {names}",
    cause: "None of the workspace's {count} users has this e-mail address.",
    nextStep: `Check it in Pumble under Members, or invite the person first. ${destroyAnyway}`,
  },
  member_id_missing: {
    title: "No member {names}",
    cause: "None of the workspace's {count} users has this id.",
    nextStep: `Give the id of a member of this workspace, such as data.pumble_user.ada.id, or name them by e-mail address. ${destroyAnyway}`,
  },
  member_names_differ: {
    title: "{ids} and {emails} name different people",
    cause: "Both are set, which is fine while they say the same.",
    nextStep: `Keep one of them. ${destroyAnyway}`,
  },
  member_address_changed: {
    severity: "warning",
    title: "A member has another e-mail address now",
    cause: "{written} in {attribute} is {person} now. Nothing changes for them.",
    nextStep: "Write {email}.",
  },
  member_deactivated: {
    severity: "warning",
    title: "Deactivated members are left out",
    cause: "Pumble adds nobody to a channel whose account is deactivated:\n{people}",
    nextStep: "Take them out of the configuration, or have them activated in Pumble and apply again.",
  },
  members_leaving: {
    severity: "warning",
    title: "{who} will be taken out of {channel}",
    cause: "Applying this takes out of {channel}:\n{people}",
    nextStep: "List whom you want to keep{also}.",
  },
  members_moving: {
    severity: "warning",
    title: "{who} will be taken out of {channel}, declared there until now",
    cause:
      "What was declared for {channel} is for another channel now. Applying this takes out of {channel}:\n{people}",
    nextStep: "To keep them there, let Terraform forget it first (state rm ADDRESS), and apply then.",
  },
  members_may_leave: {
    severity: "warning",
    title: "{who} may be taken out of {channel}",
    cause: "{unknown} is not known before the apply, which may take out of {channel}:\n{people}",
    nextStep:
      "To be told who it is, give it values that a plan knows, or apply first what they depend on, with -target.",
  },
  members_contested: {
    severity: "warning",
    title: "One resource takes out of a channel whom another keeps in it",
    cause: "In channel {channel_id} each apply may undo what another did, for:\n{people}",
    nextStep: "Name them in one place: on the list of pumble_channel_members, where there is one.",
  },
  member_was_in_before: {
    severity: "warning",
    title: "A member who was there before stays in the channel",
    cause:
      "{name} was in it before Terraform, or joined on their own. With remove_unmanaged = true they would be taken out.",
    nextStep: takeThemOut,
  },
  member_owns_key: {
    severity: "warning",
    title: "The key's owner stays in the channel",
    cause: "The API key is {name}'s: without them it could not see the channel.",
    nextStep: takeThemOut,
  },
  members_owned_key: {
    severity: "warning",
    title: "Who applied a list of members before stays in its channel",
    cause:
      "remove_unmanaged = true takes out who is not listed, but not those with whose keys it was applied. Not listed, and in {channel}, are:\n{people}",
    nextStep: "List them, or take them out in Pumble.",
  },
  member_of_main_channel: {
    severity: "warning",
    title: "A member stays in the channel that everybody is in",
    cause: "Nobody can leave it, and so {name} cannot.",
    nextStep: "Leave them on the list, or deactivate them in Pumble under Members.",
  },
  member_of_archived_channel: {
    severity: "warning",
    title: "A member stays in an archived channel",
    cause: "Its members cannot be changed, so {name} stays in it.",
    nextStep: "Unarchive the channel in Pumble first, if they are to be taken out.",
  },
  direct_message_to_deactivated: {
    title: "A direct message cannot go to a deactivated member",
    cause: "Pumble delivers nothing to somebody whose account is deactivated:\n{people}",
    nextStep: `Take them off the list, or have them activated in Pumble. ${destroyAnyway}`,
  },
  direct_message_to_self: {
    title: "A direct message cannot go to the key's owner",
    cause: "{name} is who sends it.",
    nextStep: `Take them off the list: they are in the conversation in any case. ${destroyAnyway}`,
  },
});
