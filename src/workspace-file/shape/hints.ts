/** What to write in place of a value that does not fit. */
import * as z from "zod";
import { meant } from "../../pumble/nearest";

/** A value that stands where another kind of value belongs. */
export interface Misfit {
  readonly value: unknown;
  /** As it is written; null for what is no scalar. */
  readonly source: string | null;
  /** What belongs there. */
  readonly shape: z.ZodType | null;
}

const none: Record<string, string> = {
  array: "Write [] for none, or delete its key.",
  object: "Write {} for none, or delete its key.",
  record: "Write {} for none, or delete its key.",
};

const yes = /^(?:yes|y|on|true|1)$/i;
const no = /^(?:no|n|off|false|0)$/i;

/** @param expected zod's word for the type that belongs there */
export function typeHint(expected: string, { value, source, shape }: Misfit): string {
  if (value === null || value === undefined) return none[expected] ?? "Write it, or delete it.";
  if (Array.isArray(value))
    return none[expected] && expected !== "array" ? "Give each entry a key of its own, not a dash." : "";
  if (expected === "string" && typeof value !== "object") {
    const [example] = (shape?.meta()?.examples ?? []) as string[];
    return example ? `Write it such as ${example}.` : `Write it in quotes: "${source ?? String(value)}".`;
  }
  if (expected === "boolean" && /^(?:string|number)$/.test(typeof value)) {
    const text = String(value);
    return yes.test(text) ? "Write true." : no.test(text) ? "Write false." : "";
  }
  return typeof value === "string" ? textHint(expected, value, shape) : "";
}

function textHint(expected: string, value: string, shape: z.ZodType | null): string {
  if (expected === "array") return `Write it as [${plain(value)}].`;
  if ((expected === "number" || expected === "int") && /^\d+$/.test(value))
    return `Write it without quotes: ${value}.`;
  if (/^[^\s:]+:[^\s/].*$|^[^\s:]+:$/.test(value)) return "A key needs a space after its colon.";
  if (expected === "record" && /^[a-z][a-z0-9_-]*$/.test(value)) return `Write it as { ${value}: {} }.`;
  const key = shape instanceof z.ZodObject ? mainKeys.find((one) => one in shape.shape) : undefined;
  return key ? `Write it as { ${key}: ${JSON.stringify(value)} }.` : "";
}

/** What a text was likely to be, where a mapping with these keys belongs. */
const mainKeys = ["text", "file", "email", "description"];

/** A text in a list, with quotes where YAML needs them. */
function plain(text: string): string {
  return /^[\p{L}\p{N}][^\s,[\]{}:#"']*$/u.test(text) ? text : JSON.stringify(text);
}

/** What people say for what is written otherwise here. */
const otherWords: Record<string, string> = {
  ...{
    daily: "day",
    weekly: "week",
    monthly: "month",
    quarterly: "quarter",
    yearly: "year",
    annually: "year",
  },
  ...{ biweekly: "two weeks", fortnightly: "two weeks", weekdays: "workday", "business day": "workday" },
};

const dayOfWeek = /^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$/i;

/** Which of the known values was meant. */
export function valueHint(written: string, known: readonly string[]): string {
  const other = otherWords[written.toLowerCase()];
  if (other && known.includes(other)) return `Write ${other}.`;
  if (dayOfWeek.test(written) && known.includes("week"))
    return `Write week, and under "from" the first ${written}.`;
  return meant(written, known);
}
