import { type IResolveContext, Token, Tokenization } from "cdktf";
import { escapeTemplate, hclCharacters, hclString } from "../../src/terraform/template";
import { holdsToken, isLate, lateText, pieces } from "./tokens";

/** JSON as Terraform's own `jsonencode` writes it: keys in order, no spaces. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** A value as JSON text. With references it is a reference itself: to what Terraform's `jsonencode` will make of it. */
export function jsonText(value: unknown): string {
  if (!holdsToken(value)) return canonicalJson(value);
  return lateText((context) => `\${${jsonExpression(value, context)}}`);
}

/** The SHA-256 of {@link jsonText}, worked out by Terraform. */
export function jsonHash(value: unknown): string {
  return lateText((context) => `\${sha256(${jsonExpression(value, context)})}`);
}

function jsonExpression(value: unknown, context: IResolveContext): string {
  return `jsonencode(${hcl(value, context)})`;
}

/** A value as an HCL expression. A string that is one interpolation keeps the type of what is interpolated. */
function hcl(value: unknown, context: IResolveContext): string {
  if (typeof value === "string") return hclText(value, context);
  if (Token.isUnresolved(value) || Tokenization.isResolvable(value))
    return hclResolved(context.resolve(value));
  if (Array.isArray(value)) return `[${value.map((item) => hcl(item, context)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${fields.map(([key, item]) => `${hclText(key, context)} = ${hcl(item, context)}`).join(", ")}}`;
  }
  return value === undefined ? "null" : JSON.stringify(value);
}

function hclText(text: string, context: IResolveContext): string {
  if (!isLate(text)) return hclString(text);
  const parts = pieces(text).map((part, index) =>
    index % 2 === 0 ? hclCharacters(escapeTemplate(part)) : inner(context.resolve(part)),
  );
  return `"${parts.join("")}"`;
}

/** What a token became, within quotes: an expression is left as it is. */
function inner(value: unknown): string {
  const text = typeof value === "string" ? value : canonicalJson(value);
  return text.includes("${") ? text : hclCharacters(text);
}

/** What a token became, by itself: an expression, or a value that was only known late. */
function hclResolved(value: unknown): string {
  if (typeof value === "string") return `"${inner(value)}"`;
  if (Array.isArray(value)) return `[${value.map(hclResolved).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([key, item]) => `"${inner(key)}" = ${hclResolved(item)}`)
      .join(", ")}}`;
  }
  return JSON.stringify(value ?? null);
}
