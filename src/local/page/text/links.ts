/** Links inside messages: which addresses may be opened, and where plain text holds one. */

const allowedSchemes = new Set(["http:", "https:", "mailto:"]);

/**
 * The address to put into an `href`, or null when it must stay plain text. Only absolute http, https and mailto
 * addresses pass: a message is written by others, and `javascript:` or `data:` would run in this page.
 */
export function safeUrl(url: string): string | null {
  try {
    const parsed = new URL(url.trim());
    return allowedSchemes.has(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** A stretch of text; `url` is there when it is to be shown as a link. */
export interface TextPart {
  text: string;
  url?: string;
}

const address = /https?:\/\/[^\s<>"']+/g;
const trailing = /[.,:;!?)\]}*_~]+$/;

/** Drops punctuation that ends the sentence rather than the address; a closing bracket stays when it has a partner. */
function trimAddress(found: string): string {
  const tail = trailing.exec(found)?.[0];
  if (!tail) return found;
  const bare = found.slice(0, -tail.length);
  return tail.startsWith(")") && bare.includes("(") ? `${bare})` : bare;
}

/** Splits plain text at the web addresses that it holds. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const found = trimAddress(match[0]);
    const url = safeUrl(found);
    if (!url) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: found, url });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
