import { escapeTemplate, hclString } from "../../terraform/template";

/** Terraform reads every text of its JSON configuration as a template. This one means itself. */
export const literal = escapeTemplate;

/** Any JSON value whose texts mean themselves. */
export function literalValue(value: unknown): unknown {
  if (typeof value === "string") return literal(value);
  if (Array.isArray(value)) return value.map(literalValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, literalValue(inner)]));
}

/** A text within an expression of Terraform's. */
export const quoted = hclString;

/**
 * A JSON value as an expression of Terraform's.
 * @param reference what stands in for a text, or null for the text itself
 */
export function hclValue(value: unknown, reference: (text: string) => string | null = () => null): string {
  if (typeof value === "string") return reference(value) ?? quoted(value);
  if (Array.isArray(value)) return `[${value.map((one) => hclValue(one, reference)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, one]) => `${quoted(key)} = ${hclValue(one, reference)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
