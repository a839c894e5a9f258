/** Text of other people on a terminal or in a log of a forge: nothing in it moves a cursor or commands a runner. */

/**
 * Controls, what turns the direction of text around, and what cannot be seen, among it the tags that repeat ASCII unseen.
 * What joins the parts of one emoji or letter is none of it, nor is the
 * space without width that keeps text inert here.
 */
export const unseen =
  /[\p{Cc}\u00ad\u061c\u180e\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * Text as one line or many, safe to print.
 * @param keepLines whether line ends stay; otherwise each becomes a space
 */
export function printable(text: string, keepLines = false): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const safe = lines.map((line) => inert(line.replace(/\t/g, "  ").replace(unseen, "\ufffd")));
  return safe.join(keepLines ? "\n" : " ");
}

/**
 * GitHub's runner obeys lines that begin with `::`, which any word may come to do where lines are broken, and `##[…]` and
 * `##vso[…]` anywhere in a line. A space without width keeps them text.
 */
function inert(line: string): string {
  return line.replace(/:(?=:)/g, ":\u200b").replace(/#(?=#\w*\[)/g, "#\u200b");
}

/** A value as JSON that says the same, and in which nothing commands a terminal: JSON leaves some controls as they are. */
export function printableJson(value: unknown, indent?: number): string {
  return inertJson(JSON.stringify(value, null, indent));
}

/** The same JSON, in which nothing commands a terminal. */
export function inertJson(json: string): string {
  // Nearly all of it is plain, and a log has many lines.
  if (!/[^ -~\n]/.test(json)) return json;
  return json.replace(unseen, (char) => (char === "\n" ? char : char.split("").map(escaped).join("")));
}

/** One code unit: a character beyond the first 65,536 has two. */
function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
