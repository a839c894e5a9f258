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

/** The text in pieces; every second one, from the second on, is a token. */
export function pieces(text: string): string[] {
  return text.split(token);
}

/** Whether there is a reference anywhere in it. */
export function holdsToken(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsToken);
}

const resolver = new DefaultTokenResolver(new StringConcat());

/** What a text will be in a stack: two references to one thing are the same text. */
export function textOf(text: string, scope: TerraformStack): string {
  return Token.isUnresolved(text) ? String(Tokenization.resolve(text, { scope, resolver })) : text;
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
