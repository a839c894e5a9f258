import { type InlineState, inlineRule, matchAt, standsInWord } from "./inline-rule";

const scheme = /https?$/i;
const hostStart = /[\p{L}\p{N}[]/uy;
/** Up to a space, a `<`, or punctuation of scripts that put no space after it. */
const addressRest = /[^\s<\p{Cc}，。；：！？、（）「」『』【】《》]*/uy;
const letter = /[A-Za-z0-9]/;
const mailDomain = /[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+/y;

/** Where an address ends: before the sentence's punctuation, and before a bracket that it does not open itself. */
function trimmedEnd(address: string): number {
  const open = { ")": 0, "]": 0 };
  for (const char of address) {
    if (char === "(") open[")"]++;
    else if (char === "[") open["]"]++;
    else if (char === ")" || char === "]") open[char]--;
  }
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1]!;
    if (last === ")" || last === "]") {
      if (open[last] >= 0) break;
      open[last]++;
    } else if (!"?!.,:;*_~'\"|`”’»".includes(last)) break;
  }
  return end;
}

/** Takes what is written before the sign back out of the pending text, and puts the link in its place. */
function pushLink(state: InlineState, before: number, end: number, prefix: string): boolean {
  const written = state.src.slice(state.pos - before, end);
  const url = state.md.normalizeLink(prefix + written);
  if (!state.md.validateLink(url)) return false;
  if (before > 0) state.pending = state.pending.slice(0, -before);
  const open = state.push("link_open", "a", 1);
  open.attrs = [["href", url]];
  state.push("text", "", 0).content = written;
  state.push("link_close", "a", -1);
  state.pos = end;
  return true;
}

/** How many characters before `position` belong to an e-mail address's local part. Not more than is still pending. */
function localPartLength(state: InlineState): number {
  const limit = Math.min(state.pending.length, state.pos);
  let length = 0;
  while (length < limit && /[A-Za-z0-9._+-]/.test(state.src[state.pos - length - 1]!)) length++;
  while (length > 0 && /[._+-]/.test(state.src[state.pos - length]!)) length--;
  return length;
}

/** Reads a bare `https://…` or `http://…` as a link. */
export const address = inlineRule((state) => {
  if (!state.src.startsWith("://", state.pos)) return false;
  const start = state.pos - Math.min(5, state.pending.length);
  const before = scheme.exec(state.src.slice(start, state.pos))?.[0].length;
  if (!before || standsInWord(state.src, state.pos - before)) return false;
  const host = state.pos + 3;
  if (!matchAt(hostStart, state.src, host)) return false;
  return pushLink(state, before, host + trimmedEnd(matchAt(addressRest, state.src, host)![0]), "");
});

/** Reads a bare `ada@example.com` as a `mailto:` link. */
export const mail = inlineRule((state) => {
  if (state.src[state.pos] !== "@") return false;
  const before = localPartLength(state);
  const domain = before > 0 ? matchAt(mailDomain, state.src, state.pos + 1) : null;
  return domain !== null && pushLink(state, before, state.pos + 1 + domain[0].length, "mailto:");
});

/** An `_` between two letters is no emphasis in any case: kept as text, so that `first_last@example.com` stays whole. */
export const innerUnderscore = inlineRule((state) => {
  const { src, pos } = state;
  const isInner = src[pos] === "_" && letter.test(src[pos - 1] ?? "") && letter.test(src[pos + 1] ?? "");
  if (!isInner) return false;
  state.pending += "_";
  state.pos++;
  return true;
});
