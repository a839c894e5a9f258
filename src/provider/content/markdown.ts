/** Markdown to what Pumble takes. The converter is loaded when there is Markdown. */
import type { MarkdownMessage, MarkdownProblemKind, MentionResolver } from "../../pumble/messages/markdown";
import { userWithEmail } from "../../pumble/people";
import type { Problem } from "../../terraform";
import { messageProblems } from "../problems/messages";
import type { Workspace } from "../reads/workspace";

/** Any id: what a name stands for does not matter where only the text is checked. */
const someId = "0".repeat(24);

/** A problem a kind, since what there is to be done follows from it. */
const problemOf: Readonly<Record<MarkdownProblemKind, (values: { faults: string }) => Problem>> = {
  mention: messageProblems.markdown_mention,
  broadcast: messageProblems.markdown_broadcast,
  table: messageProblems.markdown_table,
  relative_link: messageProblems.markdown_relative_link,
  link: messageProblems.markdown_link,
  empty: () => messageProblems.markdown_empty(),
};

/** What was found wrong with a Markdown text: one problem a kind, with all its places. */
export function markdownRefusals(
  ...found: readonly Pick<MarkdownMessage, "problems" | "problemKinds">[]
): Problem[] {
  const byKind = new Map<MarkdownProblemKind, Set<string>>();
  for (const { problems, problemKinds } of found) {
    for (const [index, kind] of problemKinds.entries()) {
      byKind.set(kind, (byKind.get(kind) ?? new Set()).add(problems[index]!));
    }
  }
  return [...byKind].map(([kind, faults]) => problemOf[kind]({ faults: [...faults].join("\n") }));
}

/** What is wrong with a Markdown text, whomever it mentions. */
export async function markdownProblems(
  markdown: string,
  reading: Pick<MarkdownRequest, "allowBroadcast" | "baseUrl" | "unresolved">,
): Promise<Problem[]> {
  const { markdownToBlocks } = await import("../../pumble/messages/markdown");
  const anybody = () => someId;
  const options = { ...readingOf(reading), resolveUser: anybody, resolveChannel: anybody };
  // Whether a handle is a group's is not known here, so that only @channel and @here are sure to notify many.
  const broadcasts = markdownToBlocks(markdown, { ...options, unresolved: "text" });
  const all = { ...options, resolveGroup: anybody, allowBroadcast: true };
  return markdownRefusals(markdownToBlocks(markdown, all), broadcasts);
}

export interface MarkdownRequest {
  allowBroadcast: boolean;
  /** What relative links are relative to; null for nothing. */
  baseUrl: string | null;
  /** `text` shows what leads nowhere as it is written. */
  unresolved: string | null;
  workspace: Workspace;
  /** Takes any channel name, for the channel may be created by the same plan. */
  planning: boolean;
  /** Gets the names of mentioned channels that were taken though they do not exist. */
  missingChannels?: Set<string>;
}

function readingOf({
  allowBroadcast,
  baseUrl,
  unresolved,
}: Pick<MarkdownRequest, "allowBroadcast" | "baseUrl" | "unresolved">) {
  return {
    allowBroadcast,
    ...(baseUrl === null ? {} : { baseUrl }),
    ...(unresolved === "text" ? { unresolved: "text" as const } : {}),
  };
}

/** Converts, and asks Pumble only for those lists in which something is mentioned. */
export async function renderMarkdown(markdown: string, request: MarkdownRequest): Promise<MarkdownMessage> {
  const { workspace, planning, missingChannels } = request;
  const reading = readingOf(request);
  const { markdownToBlocks } = await import("../../pumble/messages/markdown");
  const asked = new Set<keyof MentionResolver>();
  const asking = (name: keyof MentionResolver) => () => {
    asked.add(name);
    return undefined;
  };
  const first = markdownToBlocks(markdown, {
    ...reading,
    resolveUser: asking("resolveUser"),
    resolveChannel: asking("resolveChannel"),
    resolveGroup: asking("resolveGroup"),
  });
  if (asked.size === 0) return first;
  const [users, channels, groups] = await Promise.all([
    asked.has("resolveUser") ? workspace.users() : [],
    asked.has("resolveChannel") ? workspace.channels() : [],
    asked.has("resolveGroup") ? workspace.groups() : [],
  ]);
  const userId = (who: string) => (users.find((user) => user.id === who) ?? userWithEmail(users, who))?.id;
  const channelId = (name: string) => channels.find((entry) => entry.channel.name === name)?.channel.id;
  return markdownToBlocks(markdown, {
    ...reading,
    resolveUser: userId,
    resolveChannel(name) {
      const found = channelId(name);
      if (found || !planning || request.unresolved === "text" || /^\d+$/.test(name)) return found;
      missingChannels?.add(name);
      return someId;
    },
    resolveGroup: (handle) => groups.find((group) => group.handle.replace(/^@/, "") === handle)?.id,
  });
}
