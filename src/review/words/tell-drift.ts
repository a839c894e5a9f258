/** What was changed by hand, in a sentence. */
import { isNewAddress } from "../new-address";
import type { Change } from "../report";
import { listed, type Phrase, say } from "./phrase";
import { subjectOf } from "./subject";

/** The sentence for a difference. */
export function tellDrift(change: Change): Phrase {
  const next = change.byHand === "undone" ? "; the next apply undoes it" : "";
  return say`${difference(change)}${[next]}`;
}

function difference(change: Change): Phrase {
  if (change.type === "pumble_channel") return tellChannel(change);
  if (change.type.startsWith("pumble_channel_member")) return tellMembers(change);
  if (change.action === "destroy")
    return say`${subjectOf(change)} was ${[gone[change.type] ?? "deleted"]} in Pumble`;
  if (change.content && change.content.before !== change.content.after) {
    return say`${subjectOf(change)} was edited in Pumble`;
  }
  return say`${subjectOf(change)} was changed in Pumble: ${attributes(change)}`;
}

const gone: Record<string, string> = { pumble_reaction: "taken back" };

function tellChannel(change: Change): Phrase {
  if (change.action === "destroy") return ["the channel was deleted in Pumble, or the key's owner left it"];
  const parts = change.attributes.map(({ name, before, after }): Phrase => {
    if (name === "archived") return [after === "true" ? "was archived" : "was unarchived"];
    if (name === "name") return say`was renamed: it was ${`#${plain(before)}`}, it is ${`#${plain(after)}`}`;
    if (name === "type") return [plain(after) === "PRIVATE" ? "was made private" : "was made public"];
    if (name === "description")
      return say`has another description: ${`“${plain(after)}”`}, not ${`“${plain(before)}”`}`;
    return say`has another ${name}`;
  });
  return parts.flatMap((part, index) => (index === 0 ? part : ["; ", ...part]));
}

function tellMembers(change: Change): Phrase {
  if (change.action === "destroy") return ["its channel was deleted in Pumble, or the key's owner left it"];
  if (isNewAddress(change)) {
    const where: Phrase = change.because ? say` (${change.because})` : [];
    return say`${listed(change.leaves)} has another address in Pumble: ${listed(change.joins)}${where}`;
  }
  const parts: Phrase[] = [];
  if (change.leaves.length > 0) parts.push(say`${listed(change.leaves)} left it or ${["were removed"]}`);
  if (change.joins.length > 0) parts.push(say`${listed(change.joins)} joined it or ${["were added"]}`);
  if (parts.length === 0) parts.push(say`members were changed: ${attributes(change)}`);
  return parts.flatMap((part, index) => (index === 0 ? part : ["; ", ...part]));
}

function attributes(change: Change): Phrase {
  const parts = change.attributes.map(
    ({ name, before, after }) => say`${name} was ${plain(before)}, is ${plain(after)}`,
  );
  return parts.flatMap((part, index) => (index === 0 ? part : [", ", ...part]));
}

/** An attribute's JSON as a person writes it. */
function plain(json: string | null): string {
  if (json === null) return "none";
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "string" ? value : json;
  } catch {
    return json;
  }
}
