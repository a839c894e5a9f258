/**
 * Blocks that a message may be stored with. Kinds and fields are open, as Pumble adds some; what is read from them is
 * not.
 */
import * as z from "zod";

/** Deepest nesting of parts; Pumble's own blocks have five. */
const depthMax = 20;

type Part = Record<string, unknown>;

const readAs: Record<string, (value: unknown) => boolean> = {
  elements: Array.isArray,
  style: (value) => ["string", "object"].includes(typeof value),
  url: (value) => typeof value === "string",
  name: (value) => typeof value === "string",
  user_id: (value) => typeof value === "string",
  channel_id: (value) => typeof value === "string",
  usergroup_id: (value) => typeof value === "string",
};

/** Where in a part something cannot be read, as a path; null when all can. */
function problemIn(value: unknown, path: string, depth: number): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return `${path} must be an object`;
  const part = value as Part;
  if (typeof part.type !== "string") return `${path}.type must be a string`;
  if (depth > depthMax) return `${path} is nested deeper than ${depthMax}`;
  const isInline = part.type === "text" || part.type === "link";
  const text = part.text ?? (part.type === "text" ? undefined : "");
  if (isInline && typeof text !== "string") return `${path}.text must be a string`;
  for (const [field, isGood] of Object.entries(readAs)) {
    const given = part[field];
    if (given !== undefined && given !== null && !isGood(given))
      return `${path}.${field} is not what it must be`;
  }
  if (part.type.startsWith("rich_text") && !Array.isArray(part.elements)) {
    return `${path}.elements must be an array`;
  }
  for (const [at, element] of ((part.elements as unknown[] | null | undefined) ?? []).entries()) {
    const problem = problemIn(element, `${path}.elements.${at}`, depth + 1);
    if (problem) return problem;
  }
  return null;
}

/** Everything that the page, search and apps read of a block is there and has its kind. */
export const storedBlocks = z.array(z.looseObject({ type: z.string() })).superRefine((blocks, context) => {
  for (const [at, block] of blocks.entries()) {
    const problem = problemIn(block, `blocks.${at}`, 1);
    if (problem) context.addIssue({ code: "custom", message: problem });
  }
});
