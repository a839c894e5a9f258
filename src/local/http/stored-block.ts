/**
 * Blocks that a message may be stored with. Kinds and fields are open, as Pumble adds some; what is read from them is
 * not.
 */
import * as z from "zod";
import { inputBlock, sectionBlock, viewElement } from "../../platform/views";

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

/** What is pressed, chosen and typed into, and the blocks around it; a kind that is not here is not shown. */
const interactive: Record<string, z.ZodType> = {
  ...Object.fromEntries(viewElement.options.map((element) => [element.shape.type.value, element])),
  section: sectionBlock,
  input: inputBlock,
};

/** Lengths and words are Pumble's business, and null is as good as nothing. */
const forgiven = ["too_big", "too_small", "invalid_value"];

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const pairs = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(pairs.map(([name, field]) => [name, withoutNulls(field)]));
}

/** Where in something to press something is missing that its kind has. */
function missingIn(part: Part & { type: string }, path: string): string | null {
  const schema = Object.hasOwn(interactive, part.type) ? interactive[part.type] : undefined;
  const { error } = schema?.safeParse(withoutNulls(part)) ?? {};
  const issue = error?.issues.find(({ code }) => !forgiven.includes(code));
  return issue ? `${[path, ...issue.path].join(".")} is not what it must be` : null;
}

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
  const missing = missingIn(part as Part & { type: string }, path);
  if (missing) return missing;
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

/** Attachments are open too; what the page reads of their fields and blocks is there. */
export const storedAttachments = z.array(z.record(z.string(), z.unknown())).superRefine((all, context) => {
  const refuse = (message: string) => context.addIssue({ code: "custom", message });
  for (const [at, { blocks, fields }] of all.entries()) {
    for (const [place, block] of (Array.isArray(blocks) ? blocks : []).entries()) {
      const problem = problemIn(block, `attachments.${at}.blocks.${place}`, 1);
      if (problem) refuse(problem);
    }
    for (const [place, field] of (Array.isArray(fields) ? fields : []).entries()) {
      if (typeof field !== "object" || field === null)
        refuse(`attachments.${at}.fields.${place} must be an object`);
    }
  }
});
