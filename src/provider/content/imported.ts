/** What a message says that Terraform did not write. */
import type { Block } from "../../pumble/messages/blocks";
import { canonicalBlocks } from "../../pumble/messages/markdown/canonical-blocks";
import type { Workspace } from "../reads/workspace";

/** State of an import that asks for Markdown, until the message was read. */
export const asMarkdown = { markdown: "" } as const;

const suffix = "/markdown";

/** Splits an import id at its end `/markdown`, which asks for Markdown where that can say it all. */
export function importedForm(id: string): { id: string; form: Partial<typeof asMarkdown> } {
  return id.endsWith(suffix) ? { id: id.slice(0, -suffix.length), form: asMarkdown } : { id, form: {} };
}

/** Whether nothing is known of a message yet but where it stands. */
export function isImported(state: { text: string | null; markdown: string | null; blocks: string | null }) {
  return state.text === null && !state.markdown && state.blocks === null;
}

interface Shown {
  readonly text: string;
  readonly blocks?: unknown;
}

interface ImportedBody {
  readonly text: string | null;
  readonly markdown: string | null;
  readonly blocks: string | null;
  /** Where a mention of many may stand. */
  readonly says: string | readonly object[];
}

/**
 * Text where that says it all, else blocks; Markdown where it is asked for and can.
 * @param names the workspace that knows what mentions are called, to ask for Markdown
 */
export async function importedBody(found: Shown, names: Workspace | null): Promise<ImportedBody> {
  const { textToBlocks } = await import("../../pumble/messages/blocks");
  const shown = canonicalBlocks(Array.isArray(found.blocks) ? (found.blocks as Block[]) : []);
  const plain = canonicalBlocks(textToBlocks(found.text));
  const isPlain = shown.length === 0 || JSON.stringify(shown) === JSON.stringify(plain);
  const blocks = isPlain ? plain : shown;
  const markdown = names && (await markdownOf(blocks, names));
  if (markdown) return { text: null, markdown, blocks: null, says: blocks };
  return isPlain
    ? { text: found.text, markdown: null, blocks: null, says: found.text }
    : { text: null, markdown: null, blocks: JSON.stringify(shown), says: shown };
}

/** Asks Pumble only for those lists in which something is mentioned. */
async function markdownOf(blocks: Block[], workspace: Workspace): Promise<string | null> {
  const { blocksToMarkdown, namesIn } = await import("../../pumble/messages/markdown/from-blocks");
  const json = JSON.stringify(blocks);
  const mentions = (type: string) => json.includes(`"type":"${type}"`);
  const [users, channels, groups] = await Promise.all([
    mentions("user") ? workspace.users() : [],
    mentions("channel") ? workspace.channels() : [],
    mentions("usergroup") ? workspace.groups() : [],
  ]);
  return blocksToMarkdown(blocks, namesIn({ users, channels, groups }));
}
