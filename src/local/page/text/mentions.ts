/** Mentions while typing: people read `@Grace`, `@ops` and `#general`, Pumble wants `<<@id>>`, `<<&id>>` and `<<#id>>`. */

import { mentionPattern } from "../../../pumble/messages/mention";

/** Something that can be mentioned by name. */
export interface Mentionable {
  id: string;
  name: string;
  /** What it is called beside its name. */
  title?: string;
}

/** Everyone and everything that the writer can mention. */
export interface Directory {
  members: Mentionable[];
  /** By handle. */
  groups: Mentionable[];
  channels: Mentionable[];
}

const wordChar = /[\p{L}\p{N}_-]/u;

/** The longest name that `text` holds at `start` and that ends at a word's end. */
function longestName(text: string, start: number, candidates: Mentionable[]): Mentionable | undefined {
  let best: Mentionable | undefined;
  for (const candidate of candidates) {
    if (!candidate.name || candidate.name.length <= (best?.name.length ?? 0)) continue;
    const end = start + candidate.name.length;
    if (text.slice(start, end).toLowerCase() !== candidate.name.toLowerCase()) continue;
    const next = text[end];
    if (next === undefined || !wordChar.test(next)) best = candidate;
  }
  return best;
}

/** The lists that a sign can speak of, each with the sign of its code. */
function listsOf(sign: string, { members, groups, channels }: Directory): [string, Mentionable[]][] {
  if (sign === "#") return [["#", channels]];
  return sign === "@"
    ? [
        ["@", members],
        ["&", groups],
      ]
    : [];
}

/** Replaces `@Name`, `@group` and `#channel` by their mention codes; a sign inside a word (an e-mail address) stays. */
export function toWire(text: string, directory: Directory): string {
  let wire = "";
  let index = 0;
  while (index < text.length) {
    const sign = text[index]!;
    const startsWord = index === 0 || !/[\p{L}\p{N}_<&]/u.test(text[index - 1]!);
    let code = sign;
    let length = 0;
    for (const [mark, candidates] of startsWord ? listsOf(sign, directory) : []) {
      const found = longestName(text, index + 1, candidates);
      if (!found || found.name.length <= length) continue;
      code = `<<${mark}${found.id}>>`;
      length = found.name.length;
    }
    wire += code;
    index += 1 + length;
  }
  return wire;
}

/** For reading: codes of what is unknown get a name of their own kind, so that no id is shown. */
export function readable(text: string, directory: Directory): string {
  const unknown = { "@": "@unknown", "&": "@unknown-group", "#": "#private-channel" };
  return fromWire(text, directory).replace(
    mentionPattern("g"),
    (_, sign: string) => unknown[sign as keyof typeof unknown],
  );
}

/** The other way, for editing: codes of what is known become names. */
export function fromWire(text: string, directory: Directory): string {
  return text.replace(mentionPattern("g"), (code: string, sign: string, id: string) => {
    const lists = { "@": directory.members, "&": directory.groups, "#": directory.channels };
    const found = lists[sign as keyof typeof lists].find((candidate) => candidate.id === id);
    return found?.name ? `${sign === "#" ? "#" : "@"}${found.name}` : code;
  });
}
