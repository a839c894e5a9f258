/** Whom and what a Markdown text mentions, read before it is known who is there. */
import { type MentionPlace, type MentionResolver, mentionPlaces } from "../../pumble/messages/markdown";
import { normalizeChannelName } from "../../pumble/names";

/** Any id: whom a name stands for does not matter where only the text is read. */
const someId = "0".repeat(24);

/** A name that ends like a sentence is asked for again without its end. */
const endsLikeSentence = /[._-]$/;

/** Knows every name there may be; of a package such as `@types/node` and an issue such as `#42` it takes none for one. */
export function everybody(markdown: string): MentionResolver {
  const packages = packagesIn(markdown);
  return {
    resolveUser: () => someId,
    resolveChannel: (name) => (endsLikeSentence.test(name) || /^\d+$/.test(name) ? undefined : someId),
    resolveGroup: (name) => (endsLikeSentence.test(name) || packages.has(name) ? undefined : someId),
  };
}

/** Every mention, as if everybody who is named were there. */
export function mentionedIn(markdown: string): MentionPlace[] {
  return mentionPlaces(markdown, everybody(markdown));
}

/** Names that are known: a set of them, or a map. */
export type Names = Pick<ReadonlySet<string>, "has">;

/** Mentions of channels with one of these names as Pumble stores them. */
export function channelsIn(markdown: string, names: Names): (MentionPlace & { name: string })[] {
  const places = mentionPlaces(markdown, {
    ...everybody(markdown),
    resolveChannel: (name) => (names.has(name) ? someId : undefined),
  });
  return places
    .filter(({ mention }) => mention.type === "channel" && mention.id === someId)
    .map((place) => ({ ...place, name: normalizeChannelName(place.written.slice(1)) }));
}

/** Names that stand nowhere but before a slash and a word. */
function packagesIn(markdown: string): Set<string> {
  const found = [...markdown.matchAll(/@([\p{L}\p{N}][\p{L}\p{N}._-]*)(\/\w)?/gu)];
  const named = found.filter(([, , path]) => !path).map(([, name]) => name!.replace(/[._-]+$/, ""));
  const packages = new Set(found.filter(([, , path]) => path).map(([, name]) => name!));
  for (const name of named) packages.delete(name);
  return packages;
}
