/**
 * The names of resources in Terraform's addresses: what a person would type, and never the same for two things.
 *
 * - Letters and digits stand for themselves, and so do a single `-` and `_` between two of them.
 * - Every other character is `--HEX-`, its code point: `a.b` is `a--2e-b`.
 * - The parts of what stands in a channel are joined by `_`; there a `_` of a part's own is doubled: the announcement
 *   `b_c` of channel `a` is `a_b__c`, and `c` of `a_b` is `a__b_c`.
 * - A name that does not begin with a letter has `_` in front: `_2027-goals`.
 */
export function addressName(...parts: readonly string[]): string {
  const name = parts.map((part) => encoded(part, parts.length > 1)).join("_");
  return isPlain(name[0]) && !/^[0-9]/.test(name) ? name : `_${name}`;
}

/** Letters that Terraform takes for letters, of scripts that a terminal shows in one direction. */
const plain =
  /^[0-9\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u;

function isPlain(char = ""): boolean {
  return plain.test(char) && char.length === 1 && /[0-9\p{L}]/u.test(char);
}

function encoded(part: string, joined: boolean): string {
  const chars = [...part.normalize("NFC")];
  return chars
    .map((char, at) => {
      if (isPlain(char)) return char;
      const isJoint = (char === "-" || char === "_") && isPlain(chars[at - 1]) && isPlain(chars[at + 1]);
      if (!isJoint) return `--${char.codePointAt(0)!.toString(16)}-`;
      return char === "_" && joined ? "__" : char;
    })
    .join("");
}

/** The parts that a name was made of, as {@link addressName} joined them. */
export function partsOf(name: string): string[] {
  const bare = /^_[0-9-]/.test(name) ? name.slice(1) : name;
  // A code point is put in after the parts are told apart, for it may be `_`.
  return bare.split(/(?<!_)_(?!_)/).map((part) => decoded(part.replaceAll("__", "_")));
}

/** A name of one part, in which `_` stands for itself. */
export function partOf(name: string): string {
  return decoded(/^_[0-9-]/.test(name) ? name.slice(1) : name);
}

function decoded(part: string): string {
  return part.replace(/--([0-9a-f]+)-/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}
