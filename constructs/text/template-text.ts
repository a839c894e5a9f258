import { type IResolveContext, Token, Tokenization } from "cdktf";
import { escapeTemplate } from "../../src/terraform/template";
import { isLate, lateText, pieces } from "./tokens";

/**
 * A text that reaches Terraform as it is written, with its references still working.
 *
 * With references it is put together at synth: CDKTF takes a `${` beside a token for the start of an expression, even an
 * escaped one, and would leave out the braces of the token.
 */
export function templateText(text: string): string {
  if (!isLate(text)) return escapeTemplate(text);
  const parts = pieces(text);
  if (parts.length === 3 && parts[0] === "" && parts[2] === "") return parts[1]!;
  return lateText((context) => parts.map((part, index) => resolved(part, index, context)).join(""));
}

function resolved(part: string, index: number, context: IResolveContext): string {
  return index % 2 === 0 ? escapeTemplate(part) : String(context.resolve(part));
}

/** Every text in a configuration as {@link templateText}; references and other objects of CDKTF stay what they are. */
export function templateTexts<T>(value: T): T {
  return walk(value) as T;
}

function walk(value: unknown): unknown {
  if (typeof value === "string") return templateText(value);
  if (typeof value !== "object" || value === null) return value;
  if (Token.isUnresolved(value) || Tokenization.isResolvable(value)) return value;
  if (Array.isArray(value)) return value.map(walk);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [templateText(key), walk(item)]));
}
