import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { lateText } from "./text/tokens";

const onlyReference = /^\$\{[^{}]+\}$/;

/**
 * A secret as it may stand in a configuration: a reference, CDKTF's own or written as `${var.key}`. A text is refused: it
 * would be in version control and in the synthesised stack.
 * @param where whom it is given to, as scope and id
 * @param instead the ways out, a sentence
 * @throws Error that names the construct and never shows the secret
 */
export function secretReference(
  where: readonly [scope: IConstruct, id: string],
  name: string,
  secret: string | undefined,
  instead: string,
): string | undefined {
  if (secret === undefined || Token.isUnresolved(secret)) return secret;
  if (onlyReference.test(secret)) return lateText(() => secret);
  const [scope, id] = where;
  const path = [scope.node.path, id].filter(Boolean).join("/");
  throw new Error(`[${path}] ${name} is written in the code, where everybody can read it. ${instead}`);
}
