/** What a key may do. A key never may do more than its owner. */
import type { KeyScopes } from "../../pumble/api-keys/scopes";
import type { Operation } from "../../pumble/operations/operations";

export { type KeyScopes, keyScopes, unrestricted } from "../../pumble/api-keys/scopes";
export { operationGroups } from "../../pumble/operations/groups";

/** Why these scopes do not cover an operation, or null when they do. Channels are checked where they are known. */
export function scopeProblem(scopes: KeyScopes, operation: Pick<Operation, "kind" | "tag">): string | null {
  if (scopes.readOnly && operation.kind === "write") return "This key is read-only";
  if (scopes.groups && !scopes.groups.includes(operation.tag)) {
    return `This key may only be used for: ${scopes.groups.join(", ")}`;
  }
  return null;
}

/** A few words for a list of keys. */
export function describeScopes(scopes: KeyScopes): string {
  const parts: string[] = [];
  if (scopes.readOnly) parts.push("read-only");
  if (scopes.groups) parts.push(scopes.groups.join(", ").toLowerCase());
  if (scopes.channels)
    parts.push(`${scopes.channels.length} channel${scopes.channels.length === 1 ? "" : "s"}`);
  return parts.length > 0 ? parts.join("; ") : "everything you may do";
}
