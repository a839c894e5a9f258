/** What a change does, in a sentence. */

import { isBot } from "../bots";
import { isHidden } from "../hidden";
import type { Change } from "../report";
import { count, listed, type Phrase, say } from "./phrase";
import { isScript, nounOf, subjectOf } from "./subject";

/** The start of a text, on one line. */
function excerpt(text: string, length = 60): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length > length ? `${characters.slice(0, length - 1).join("")}…` : line;
}

/** The sentence for a change, without its channel. */
export function tell(change: Change): Phrase {
  return change.byHand === null
    ? told(change)
    : say`${told(change)}${[" (it was changed in Pumble by hand)"]}`;
}

function told(change: Change): Phrase {
  if (change.action === "move")
    return say`${subjectOf(change)} was ${change.previousName ?? "elsewhere"} before`;
  if (change.action === "import") return say`${subjectOf(change)} is taken over as it is`;
  if (change.type === "pumble_channel") return tellChannel(change);
  if (change.type.startsWith("pumble_channel_member")) return tellMembers(change);
  if (change.content) return tellMessage(change);
  return tellOther(change);
}

function tellChannel(change: Change): Phrase {
  const kind = change.channelType === "PRIVATE" ? "private" : "public";
  if (change.action === "create") return [`new ${kind} channel`];
  if (change.action === "forget" || change.action === "destroy") {
    return ["stays in Pumble, no longer managed (no API can archive a channel)"];
  }
  if (change.action === "replace") {
    const why = change.previousName === change.channel ? "archive" : "rename";
    return say`new ${[kind]} channel; ${`#${change.previousName ?? ""}`} stays in Pumble (no API can ${[why]} it)`;
  }
  return say`${changed(change)} ${["(in Terraform only)"]}`;
}

function tellMembers(change: Change): Phrase {
  const { action, joins, leaves, because } = change;
  if (joins.length > 0 && joins.every(isBot) && leaves.length === 0) return say`${listed(joins)} is let in`;
  const from: Phrase = because ? say` (${because})` : [];
  const parts: Phrase = [];
  if (joins.length > 0) parts.push("+ ", ...countOf(joins), ...from, ": ", ...listed(joins));
  if (leaves.length > 0) {
    if (parts.length > 0) parts.push("; ");
    parts.push("− ", ...countOf(leaves), ...(joins.length > 0 ? [] : from), ": ", ...listed(leaves));
    if (action === "destroy") parts.push(", unless they were in it before");
  }
  if (parts.length > 0) return parts;
  if (action === "create") return ["members are managed from now on; nobody joins"];
  return action === "update" ? say`members: ${changed(change)}` : ["members are no longer managed"];
}

function countOf(people: readonly string[]): Phrase {
  const known = people.filter((person) => !isHidden(person)).length;
  return [peopleOf({ people: known, atLeast: known < people.length })];
}

function tellMessage(change: Change): Phrase {
  const { content, action, notifies, when } = change;
  const noun = nounOf(change);
  const to: Phrase = change.type === "pumble_direct_message" ? say` to ${listed(change.joins)}` : [];
  const quote: Phrase = content?.after ? say`: ${`“${excerpt(content.after)}”`}` : [];
  const bell: Phrase = notifies && notifies.people > 0 ? [`, notifies ${peopleOf(notifies)}`] : [];
  const time: Phrase = when ? say` for ${when}` : [];
  if (action === "create") return say`new ${noun}${to}${time}${bell}${quote}`;
  if (action === "replace") return say`${subjectOf(change)} is posted anew${to}${time}${bell}${quote}`;
  if (action === "forget") return say`${subjectOf(change)} stays in Pumble, no longer managed`;
  if (action === "destroy") return say`${subjectOf(change)} is deleted${to}`;
  if (content?.before === content?.after) return say`${subjectOf(change)}: ${changed(change)}`;
  return say`${subjectOf(change)} is edited${bell}`;
}

/** Whose reaction it is, is never told: always the key's owner. */
function tellReaction({ action, attributes }: Change): Phrase {
  const { before, after } = attributes.find(({ name }) => name === "reaction") ?? {};
  const emoji = (after ?? before ?? "").replaceAll('"', "");
  return say`reaction ${emoji} ${[action === "destroy" ? "is taken back" : "is added"]}`;
}

function tellOther(change: Change): Phrase {
  if (change.type === "pumble_reaction" && change.action !== "update") return tellReaction(change);
  const verbs = {
    ...{ create: "is made", update: "is changed", replace: "is made anew", destroy: "is removed" },
    ...{ forget: "is no longer managed", import: "is taken over", move: "is moved" },
  };
  const verb = isScript(change) && change.action !== "destroy" ? "runs" : verbs[change.action];
  const details: Phrase = change.action === "update" ? say`: ${changed(change)}` : [];
  return say`${subjectOf(change)} ${[verb]}${details}`;
}

/** `description, type` */
function changed(change: Change): Phrase {
  return listed(change.attributes.map(({ name }) => name));
}

/** `3 people`, `at least 3 people` */
export function peopleOf({ people, atLeast }: { people: number; atLeast: boolean }): string {
  return `${atLeast ? "at least " : ""}${count(people, "person", "people")}`;
}
