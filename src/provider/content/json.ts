/** Blocks and attachments as a person writes them: JSON text in one attribute. */
import type { RichText } from "../../pumble/messages/blocks";

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The list of objects in a JSON text, without fields that are null, as an object of HCL has them where nothing is set;
 * null when it is none.
 */
export function parsedArray(json: string): Fields[] | null {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) && value.every(isFields) ? (withoutNulls(value) as Fields[]) : null;
  } catch {
    return null;
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isFields(value)) return value;
  const kept = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(kept.map(([key, field]) => [key, withoutNulls(field)]));
}

/** Any JSON value with keys in order and without nulls, so that equal ones are equal as text. */
export function tidyJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidyJson);
  if (!isFields(value)) return value;
  const kept = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return Object.fromEntries(
    kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, tidyJson(field)]),
  );
}

/** Whether two JSON texts hold the same value. */
export function sameJson(one: string, other: string): boolean {
  const [left, right] = [parsedArray(one), parsedArray(other)];
  return (
    left !== null && right !== null && JSON.stringify(tidyJson(left)) === JSON.stringify(tidyJson(right))
  );
}

/** What does not fit the grammar of rich text, one sentence each. The grammar is loaded when it is asked for. */
export async function checkBlocks(blocks: Fields[]): Promise<string[]> {
  if (blocks.length === 0) return ["The list is empty: there is nothing to show."];
  const { richText } = await import("../../pumble/messages/blocks");
  const faults = blocks.flatMap((block, index) => {
    const result = richText.safeParse(block);
    if (result.success) return isEmpty(result.data) ? [`[${index}] has nothing to show.`] : [];
    const { path, message } = result.error.issues[0]!;
    const where = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
    const isMissing = message.endsWith("received undefined");
    return [`[${index}]${where}${isMissing ? " is missing" : `: ${message}`}.`];
  });
  if (faults.length > 0) return faults;
  const { blocksToText } = await import("../../pumble/messages/markdown/plain-text");
  const isBlank = blocksToText(blocks as never).trim() === "";
  return isBlank ? ["The blocks hold nothing but blanks: there is nothing to show."] : [];
}

function isEmpty(block: RichText): boolean {
  return block.elements.every((element) => element.elements.length === 0);
}
