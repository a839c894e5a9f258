/** Markdown to what Pumble takes. The converter is loaded when there is Markdown. */
import type { MarkdownMessage, MentionResolver } from "../../pumble/messages/markdown";
import type { Workspace } from "../reads/workspace";

/** Any id: what a name stands for does not matter where only the text is checked. */
const someId = "0".repeat(24);

/** What is wrong with a Markdown text, whoever it mentions. */
export async function markdownProblems(markdown: string, allowBroadcast: boolean): Promise<string[]> {
  const { markdownToBlocks } = await import("../../pumble/messages/markdown");
  const anybody = () => someId;
  const names = { resolveUser: anybody, resolveChannel: anybody, resolveGroup: anybody };
  return markdownToBlocks(markdown, { allowBroadcast, ...names }).problems;
}

export interface MarkdownRequest {
  allowBroadcast: boolean;
  workspace: Workspace;
  /** Takes any channel name, for the channel may be created by the same plan. */
  planning: boolean;
  /** Gets the names of mentioned channels that were taken though they do not exist. */
  missingChannels?: Set<string>;
}

/** Converts, and asks Pumble only for those lists in which something is mentioned. */
export async function renderMarkdown(markdown: string, request: MarkdownRequest): Promise<MarkdownMessage> {
  const { allowBroadcast, workspace, planning, missingChannels } = request;
  const { markdownToBlocks } = await import("../../pumble/messages/markdown");
  const asked = new Set<keyof MentionResolver>();
  const asking = (name: keyof MentionResolver) => () => {
    asked.add(name);
    return undefined;
  };
  const first = markdownToBlocks(markdown, {
    allowBroadcast,
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
  const userId = (who: string) =>
    users.find((user) => user.id === who || user.email.toLowerCase() === who.toLowerCase())?.id;
  const channelId = (name: string) => channels.find((entry) => entry.channel.name === name)?.channel.id;
  return markdownToBlocks(markdown, {
    allowBroadcast,
    resolveUser: userId,
    resolveChannel(name) {
      const found = channelId(name);
      if (found || !planning || /^\d+$/.test(name)) return found;
      missingChannels?.add(name);
      return someId;
    },
    resolveGroup: (handle) => groups.find((group) => group.handle.replace(/^@/, "") === handle)?.id,
  });
}
