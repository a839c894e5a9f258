import type MarkdownIt from "markdown-it";

// Named through the class, whose types are the same whether they are read as ES or CommonJS.
type Rule = Parameters<MarkdownIt["inline"]["ruler"]["push"]>[1];
type StateInline = Parameters<Rule>[0];

/** How far an inline rule has read. `linkLevel` is above 0 inside the words of a link. */
export type InlineState = StateInline & { linkLevel: number };

/** The match that begins right at `position`. The pattern is sticky. */
export function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

const wordChar = /[\p{L}\p{N}]/u;
/** Scripts that put no spaces between words, so that any place may begin one. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The character that ends right before `position`, a surrogate pair as one. */
function charBefore(text: string, position: number): string {
  const unit = text.charCodeAt(position - 1);
  return text.slice(unit >= 0xdc00 && unit <= 0xdfff ? position - 2 : position - 1, position);
}

/** Whether the sign at `position` follows a letter or digit, as in `ada@example.com`, `C#` or `10:30`. */
export function standsInWord(text: string, position: number): boolean {
  if (position === 0) return false;
  const before = charBefore(text, position);
  return wordChar.test(before) && !unspaced.test(before);
}

/**
 * A rule that reads a sign and what follows it. It is not asked while markdown-it only looks for the end of a bracket,
 * nor inside the words of a link, which are text and nothing else.
 * @param read takes what it knows and answers true, or changes nothing and answers false
 */
export function inlineRule(read: (state: InlineState) => boolean): Rule {
  return (state, silent) => !silent && (state as InlineState).linkLevel === 0 && read(state as InlineState);
}
