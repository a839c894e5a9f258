/** About things that this key cannot see, that somebody else made, or that two resources have. */
import { defineProblems } from "../../terraform";
import { destroyAnyway } from "./destroy-anyway";

export const ownershipProblems = defineProblems({
  made_by_another: {
    severity: "warning",
    title: "Made with another member's key",
    cause:
      "{what} was made in the name of {owner}, and this key is that of {me}. Only {owner} can change it or take it back.",
    nextStep: "Use a key of {owner} for it. Until then it stays in state, and nothing is sent again.",
  },
  place_unseen: {
    severity: "warning",
    title: "Not visible to this key",
    cause:
      "{what} is in channel {channel_id}, which {me} cannot see: it is private and they are not in it, or the key is not for it, or it was deleted.",
    nextStep:
      "Have a member add them to it, or use another key. Until then it stays in state as it was, and nothing is sent again. If it was deleted for good: state rm ADDRESS.",
  },
  place_of_another: {
    severity: "warning",
    title: "Made with another member's key, and not visible to this one",
    cause:
      "{what} was made in the name of {owner}, and this key is that of {me}, who cannot see channel {channel_id}, which it is in.",
    nextStep:
      "Use a key of {owner} for it. Until then it stays in state as it was, and nothing is sent again.",
  },
  left_unseen: {
    severity: "warning",
    title: "Left in a channel that this key cannot see",
    cause: "{what} is in channel {channel_id}, where this key can take nothing back. Terraform forgets it.",
    nextStep: "Have somebody who is in the channel remove it, if it is still there.",
  },
  left_in_archived: {
    severity: "warning",
    title: "Left in an archived channel",
    cause: "{what} is in {channel}, which is archived: nothing in it can be changed. Terraform forgets it.",
    nextStep: "Unarchive the channel in Pumble and remove it there, if it is no longer wanted.",
  },
  not_yours: {
    title: "Cannot remove {what}",
    cause: "It was made in the name of {owner}, and this key is that of {me}.",
    nextStep: "Use a key of {owner}, or leave it in Pumble: state rm ADDRESS",
  },
  not_yours_to_change: {
    title: "Cannot change {what}",
    cause: "It was made in the name of {owner}, and this key is that of {me}. Only {owner} can change it.",
    nextStep: "Use a key of {owner}, or leave it in the configuration as it was.",
  },
  object_twice: {
    title: "Two resources of this configuration would have one object",
    cause:
      "{what} is that of another resource, which has it in state or is to have it too. What one of them changes or takes back, the other one would change back.",
    nextStep: `Keep one of them in the configuration. ${destroyAnyway}`,
  },
  object_adopted_twice: {
    title: "Two resources of this configuration would have one object",
    cause:
      "{what} is that of another resource, which has it in state or is to have it too. What one of them changes or takes back, the other one would change back.",
    nextStep: `Keep one of them in the configuration; or, where another object is wanted, leave adopt_existing out of the new one. ${destroyAnyway}`,
  },
  object_made_twice: {
    title: "Two resources of this configuration are one object",
    cause: "{what} was made, or taken over, for another resource in this apply.",
    nextStep: "Keep one of them in the configuration, and apply again.",
  },
  object_twice_in_state: {
    severity: "warning",
    title: "Two resources of this configuration have one object",
    cause: "{what} is in state twice: what one of them changes, the other changes back.",
    nextStep: "Take one of them out of the configuration, and forget it first: state rm ADDRESS.",
  },
});

interface Person {
  name: string;
  email: string;
}

/** A person as problems name them, so that two of one name are told apart. */
export function personText({ name, email }: Person): string {
  return email === "" ? name : `${name} <${email}>`;
}

/** The key's owner as problems name them; a key that may not ask does not know. */
export function ownerText(me: Person | null): string {
  return me ? personText(me) : "the key's owner";
}
