/** What a message says, in the form in which code keeps it. */
import { type Block, type RichText, richText, textMax, textToBlocks } from "../../pumble";
import { broadcastIn } from "../../pumble/messages/broadcast";
import { blocksToText, canonicalBlocks } from "../../pumble/messages/markdown";
import { blocksToMarkdown, type Names } from "../../pumble/messages/markdown/from-blocks";

export interface Said {
  readonly form: "markdown" | "text" | "blocks";
  /** Markdown, text, or blocks as JSON. */
  readonly value: string;
  /** Whether it notifies many people. */
  readonly allowBroadcast: boolean;
  /** Its words. */
  readonly plain: string;
}

/**
 * Markdown where that can say it all; else text where it is nothing but that; else blocks. The same as the provider
 * takes for what it imports, so that the plan of it is empty. Null for what the provider would not take.
 */
export function saidOf(text: string, blocks: readonly Block[], names: Names): Said | null {
  const shown = canonicalBlocks([...blocks]);
  const plain = canonicalBlocks(textToBlocks(text));
  const isPlain = shown.length === 0 || JSON.stringify(shown) === JSON.stringify(plain);
  const said = isPlain ? plain : shown;
  const words = isPlain ? text : blocksToText(said as unknown as RichText[]);
  const markdown = blocksToMarkdown(said, names);
  if (markdown !== null && isSendable(markdown)) {
    return { form: "markdown", value: markdown, allowBroadcast: broadcastIn(said) !== null, plain: words };
  }
  if (isPlain) {
    if (!isSendable(text)) return null;
    return { form: "text", value: text, allowBroadcast: broadcastIn(text) !== null, plain: words };
  }
  if (!shown.every((block) => richText.safeParse(block).success)) return null;
  const json = JSON.stringify(shown, null, 2);
  return { form: "blocks", value: json, allowBroadcast: broadcastIn(shown) !== null, plain: words };
}

/** Whether the provider takes a text of this kind. */
function isSendable(text: string): boolean {
  return [...text].length <= textMax && /[^\s\uFEFF\u200B]/.test(text);
}
