/** References within texts: CDKTF's tokens, which become Terraform expressions at synth. */
import {
  DefaultTokenResolver,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  type TerraformStack,
  Token,
  Tokenization,
} from "cdktf";

const token = /(\$\{TfToken\[[\w:.-]+\]\})/;

/** CDKTF lets a number that is only known later travel as one that nobody writes: here, as it looks within a text. */
const hugeNumber = /-\d\.\d+e\+\d+/g;

/** The text in pieces; every second one, from the second on, is a token. */
export function pieces(text: string): string[] {
  return text
    .replace(hugeNumber, (digits) => (isLateNumber(digits) ? Token.asString(Number(digits)) : digits))
    .split(token);
}

/** Whether a value is only known later, or is a text with something in it that is. */
export function isLate(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true;
  return typeof value === "string" && (value.match(hugeNumber)?.some(isLateNumber) ?? false);
}

function isLateNumber(digits: string): boolean {
  return Token.isUnresolved(Number(digits));
}

/** Whether there is a reference anywhere in it, in a key too. */
export function holdsToken(value: unknown): boolean {
  if (isLate(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, item]) => isLate(key) || holdsToken(item));
}

const resolver = new DefaultTokenResolver(new StringConcat());

/** What a text will be in a stack: two references to one thing are the same text. */
export function textOf(text: string, scope: TerraformStack): string {
  return isLate(text) ? String(Tokenization.resolve(pieces(text).join(""), { scope, resolver })) : text;
}

/** A text that is put together at synth, when what its references stand for is known. */
export function lateText(produce: (context: IResolveContext) => string): string {
  return Token.asString(new LateText(produce));
}

class LateText implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(readonly resolve: (context: IResolveContext) => string) {}

  toString(): string {
    return Token.asString(this);
  }
}
