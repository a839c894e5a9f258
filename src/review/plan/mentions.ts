/** Whom a message mentions, read as whatever posts it reads it. */
import { broadcastsInText } from "../../pumble/messages/broadcast";
import { markdownToBlocks } from "../../pumble/messages/markdown";
import { mentionOf, mentionPattern } from "../../pumble/messages/mention";
import type { Directory } from "./directory";
import { StandInIds } from "./stand-in-ids";

export interface Mentions {
  /** `channel` and `here` count alike: who is active then is not known now. */
  everybody: boolean;
  /** Handles or ids. */
  groups: string[];
  /** Ids or e-mail addresses. */
  people: string[];
}

/** @param form plain text knows codes only, Markdown names too */
export function mentionsIn(
  source: string,
  form: "text" | "markdown" | "blocks",
  directory: Directory,
): Mentions {
  if (form === "text") return inText(source);
  return form === "blocks" ? inBlocks(parsed(source)) : inMarkdown(source, directory);
}

function inText(source: string): Mentions {
  const mentions = [...source.matchAll(mentionPattern("g"))].map(mentionOf);
  const ids = (wanted: string) => mentions.filter(({ kind }) => kind === wanted).map(({ id }) => id);
  const many = broadcastsInText(source).filter((written) => !written.startsWith("<<&"));
  return { everybody: many.length > 0, groups: ids("usergroup"), people: ids("user") };
}

function inMarkdown(source: string, directory: Directory): Mentions {
  const ids = new StandInIds();
  // Of `@on-call.` the full stop may be the sentence's; without it the handle is asked for once more.
  const assumed = (handle: string) =>
    directory.knowsGroups || /[._-]$/.test(handle) ? undefined : ids.of(handle);
  const { blocks } = markdownToBlocks(source, {
    allowBroadcast: true,
    unresolved: "text",
    resolveUser: (who) => ids.of(who),
    resolveChannel: () => undefined,
    resolveGroup: (handle) => directory.group(handle)?.id ?? assumed(handle),
  });
  const { everybody, groups, people } = inBlocks(blocks);
  const nameOf = (id: string) => ids.nameOf(id);
  return { everybody, groups: groups.map(nameOf), people: people.map(nameOf) };
}

function inBlocks(blocks: unknown): Mentions {
  const found: Mentions = { everybody: false, groups: [], people: [] };
  JSON.stringify(blocks, (_key, part: unknown) => {
    const { type, user_id, usergroup_id } = (part ?? {}) as Record<string, unknown>;
    if (type === "broadcast") found.everybody = true;
    if (type === "user" && typeof user_id === "string") found.people.push(user_id);
    if (type === "usergroup" && typeof usergroup_id === "string") found.groups.push(usergroup_id);
    return part;
  });
  return found;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null; // The provider refuses it: nothing is sent.
  }
}
