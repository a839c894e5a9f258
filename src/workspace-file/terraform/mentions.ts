/** Changes mentions in a Markdown source, and nothing that only looks like one. */
import type { MentionPlace } from "../../pumble/messages/markdown";
import { normalizeChannelName } from "../../pumble/names";
import { channelsIn, mentionedIn, type Names } from "../rules/mentioned";

/** Puts a prefix to the names of these channels wherever they are mentioned. */
export function prefixChannels(markdown: string, names: Names, prefix: string): string {
  if (prefix === "") return markdown;
  return rewritten(markdown, channelsIn(markdown, names), (written) => `#${prefix}${written.slice(1)}`);
}

/** Makes these mentions, as they are written with their sign, show as text. */
export function mentionsToText(markdown: string, mentions: ReadonlySet<string>): string {
  if (mentions.size === 0) return markdown;
  const found = mentionedIn(markdown).filter(({ mention, written }) =>
    mentions.has(mention.type === "channel" ? `#${normalizeChannelName(written.slice(1))}` : written),
  );
  return rewritten(markdown, found, (written) => `\\${written}`);
}

function rewritten(
  markdown: string,
  places: readonly MentionPlace[],
  change: (written: string) => string,
): string {
  let [result, done] = ["", 0];
  for (const { at, written } of places) {
    result += markdown.slice(done, at) + change(written);
    done = at + written.length;
  }
  return result + markdown.slice(done);
}
