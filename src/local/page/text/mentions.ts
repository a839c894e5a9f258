/** Mentions while typing: people read `@Grace` and `#general`, Pumble wants `<<@id>>` and `<<#id>>`. */

/** Something that can be mentioned by name. */
export interface Mentionable {
  id: string;
  name: string;
}

/** Everyone and everything that the writer can mention. */
export interface Directory {
  members: Mentionable[];
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

/** Replaces `@Name` and `#channel` by their mention codes; a sign inside a word (an e-mail address) stays. */
export function toWire(text: string, directory: Directory): string {
  let wire = "";
  let index = 0;
  while (index < text.length) {
    const sign = text[index]!;
    const startsWord = index === 0 || !/[\p{L}\p{N}_<&]/u.test(text[index - 1]!);
    const candidates = sign === "@" ? directory.members : sign === "#" ? directory.channels : [];
    const found = startsWord ? longestName(text, index + 1, candidates) : undefined;
    wire += found ? `<<${sign}${found.id}>>` : sign;
    index += 1 + (found?.name.length ?? 0);
  }
  return wire;
}

/** The other way, for editing: codes of known members and channels become their names. */
export function fromWire(text: string, directory: Directory): string {
  return text.replace(/<<([@#])([0-9a-f]{24})>>/g, (code: string, sign: string, id: string) => {
    const candidates = sign === "@" ? directory.members : directory.channels;
    const found = candidates.find((candidate) => candidate.id === id);
    return found?.name ? `${sign}${found.name}` : code;
  });
}
