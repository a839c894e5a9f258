/** What members type is Markdown, as in Pumble; and a message is given back as Markdown to whoever edits it. */
import { type Block, textToBlocks } from "../../../pumble/messages/blocks";
import { markdownToBlocks } from "../../../pumble/messages/markdown";
import { blocksToMarkdown } from "../../../pumble/messages/markdown/from-blocks";
import type { MessageRecord } from "../../core/state/records";
import type { Workspace } from "../../core/workspace/workspace";
import type { PageSource } from "../contract";

interface Typed {
  text: string;
  blocks?: Block[] | undefined;
}

/** Reads the text as Markdown where it is said to be. What names nobody stays text. */
export function readTyped<Content extends Typed & { isMarkdown?: boolean | undefined }>(
  { db }: Workspace,
  { isMarkdown, ...content }: Content,
): Omit<Content, "isMarkdown"> {
  if (!isMarkdown) return content;
  const { blocks, text } = markdownToBlocks(content.text, {
    unresolved: "text",
    allowBroadcast: true,
    resolveUser: (written) => db.users.get(written)?.id ?? idByEmail(written),
    resolveChannel: (name) => db.channelsByName.first(name),
    resolveGroup: (handle) => [...db.groups.values()].find((group) => group.handle === handle)?.id,
  });
  return blocks.length > 0 ? { ...content, text, blocks } : content;

  function idByEmail(address: string): string | undefined {
    const wanted = address.toLowerCase();
    return [...db.users.values()].find((user) => user.email.toLowerCase() === wanted)?.id;
  }
}

const byCode = { user: () => undefined, channel: () => undefined, group: () => undefined };

/** A message as its author would type it; plain where Markdown cannot say all that is in it. */
export function typedOf(message: MessageRecord): PageSource {
  const blocks = message.blocks ?? textToBlocks(message.text);
  const markdown = blocksToMarkdown(blocks, byCode);
  return markdown === null ? { text: message.text, isMarkdown: false } : { text: markdown, isMarkdown: true };
}
