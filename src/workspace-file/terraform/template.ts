/** Terraform reads every text of its JSON configuration as a template. This one means itself. */
export function literal(text: string): string {
  return text.replace(/([$%])\{/g, "$1$1{");
}

/** Any JSON value whose texts mean themselves. */
export function literalValue(value: unknown): unknown {
  if (typeof value === "string") return literal(value);
  if (Array.isArray(value)) return value.map(literalValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, literalValue(inner)]));
}

/** A text within an expression of Terraform's. */
export function quoted(text: string): string {
  return JSON.stringify(literal(text));
}
