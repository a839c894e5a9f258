/** Mentions in plain text that notify many people at once: a user group, everybody in a channel, who is active there. */
import { idSource } from "../ids";

const inText = new RegExp(
  `<<&${idSource}>>|<<!(?:channel|here)>>|(?<![\\w@./-])@(?:channel|here)\\b(?![@.-]\\w)`,
  "g",
);

/** Each of them as it is written, in order. */
export function broadcastsInText(text: string): string[] {
  return text.match(inText) ?? [];
}

/** A mention in this text or these blocks that notifies many people, as it is written; null when there is none. */
export function broadcastIn(content: string | readonly object[] | null): string | null {
  if (content === null) return null;
  if (typeof content === "string") return broadcastsInText(content)[0] ?? null;
  let found: string | null = null;
  JSON.stringify(content, (_key, value: unknown) => {
    const { type, range } = (value ?? {}) as { type?: unknown; range?: unknown };
    if (type === "broadcast") found ??= `@${String(range)}`;
    if (type === "usergroup") found ??= "A mention of a user group";
    return value;
  });
  return found;
}
