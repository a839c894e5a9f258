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
