/** Rich text blocks: how Pumble stores and shows a message. Blocks win over `text` for display. */
import * as z from "zod";
import { mentionOf, mentionPattern } from "./mention";
import type { Inline, RichText } from "./rich-text";

export type { Inline, RichText, RichTextContainer } from "./rich-text";

const style = z.object({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  code: z.boolean().optional(),
});
const size = z.int().min(1).max(3).describe("1 (that of other text, the default) to 3 (largest).");

const inline = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("text"),
    text: z.string(),
    style: style.optional(),
    size: size.optional(),
    unlinked: z.boolean().optional(),
  }),
  z.object({
    type: z.literal("link"),
    url: z.string(),
    text: z.string().optional(),
    raw: z.boolean().optional(),
    style: style.optional(),
    size: size.optional(),
  }),
  z.object({ type: z.literal("emoji"), name: z.string(), skin_tone: z.int().min(1).max(6).optional() }),
  z.object({ type: z.literal("user"), user_id: z.string() }),
  z.object({ type: z.literal("channel"), channel_id: z.string() }),
  z.object({ type: z.literal("usergroup"), usergroup_id: z.string() }),
  z.object({ type: z.literal("broadcast"), range: z.enum(["here", "channel"]) }),
]);

const section = z.object({ type: z.literal("rich_text_section"), elements: z.array(inline) });

const container = z.discriminatedUnion("type", [
  section,
  z.object({
    type: z.literal("rich_text_preformatted"),
    elements: z.array(inline),
    border: z.int().optional(),
  }),
  z.object({ type: z.literal("rich_text_quote"), elements: z.array(inline) }),
  z.object({
    type: z.literal("rich_text_list"),
    style: z.enum(["ordered", "bullet"]),
    indent: z.int().min(0).max(4).optional(),
    border: z.int().min(0).max(1).optional(),
    offset: z.int().min(0).optional(),
    elements: z.array(section),
  }),
]);

/** The block grammar that people can write; what the server returns may hold more, see `anyBlock`. */
export const richText = z
  .object({ type: z.literal("rich_text"), elements: z.array(container) })
  .meta({ id: "RichText" }) satisfies z.ZodType<RichText, RichText>;

/** A block as it may arrive: known by its type, its other fields kept as they are. */
export const anyBlock = z
  .looseObject({ type: z.string() })
  .meta({ id: "Block", description: "A block, most often of type `rich_text`." });

export type Block = z.infer<typeof anyBlock>;

/** The inline elements of one plain text: `<<@id>>`, `<<#id>>` and `<<&id>>` become mentions. */
function inlinesOf(text: string): Inline[] {
  const inlines: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(mentionPattern("g"))) {
    if (match.index > end) inlines.push({ type: "text", text: text.slice(end, match.index) });
    const { kind, id } = mentionOf(match);
    if (kind === "user") inlines.push({ type: "user", user_id: id });
    else if (kind === "channel") inlines.push({ type: "channel", channel_id: id });
    else inlines.push({ type: "usergroup", usergroup_id: id });
    end = match.index + match[0].length;
  }
  if (end < text.length) inlines.push({ type: "text", text: text.slice(end) });
  return inlines;
}

/** The blocks that Pumble makes of a message sent with text alone. */
export function textToBlocks(text: string): RichText[] {
  return [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: inlinesOf(text) }] }];
}
