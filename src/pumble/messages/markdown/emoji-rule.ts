import { emojiNameSource } from "../emoji-name";
import { inlineRule, matchAt, standsInWord } from "./inline-rule";

const code = new RegExp(`:(${emojiNameSource}):(?::skin-tone-([1-6]):)?(?![A-Za-z0-9_])`, "y");
/** A code needs a letter, so that times and ratios stay text; these few do without one. */
const namedByNumber = new Set(["+1", "-1", "100", "1234"]);

/** Reads `:tada:` and `:wave::skin-tone-3:` as `emoji` tokens. */
export const emoji = inlineRule((state) => {
  if (state.src[state.pos] !== ":") return false;
  const afterEmoji = state.pending === "" && state.tokens.at(-1)?.type === "emoji";
  if (!afterEmoji && (state.src[state.pos - 1] === ":" || standsInWord(state.src, state.pos))) return false;
  const match = matchAt(code, state.src, state.pos);
  if (!match || !(/[A-Za-z]/.test(match[1]!) || namedByNumber.has(match[1]!))) return false;
  const token = state.push("emoji", "", 0);
  token.content = match[1]!;
  token.meta = match[2] ? { skinTone: Number(match[2]) } : null;
  state.pos += match[0].length;
  return true;
});
