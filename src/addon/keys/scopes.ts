/** What a key may do. A key never may do more than its owner. */
import { z } from "zod";
import { type Operation, operations } from "../../pumble/operations";

/** The operation groups, as they are tagged in the operations table. */
export const operationGroups = [...new Set(Object.values(operations).map((operation) => operation.tag))];

const group = z.enum(operationGroups as [Operation["tag"], ...Operation["tag"][]]);

/** Null means: not narrowed. */
export const keyScopes = z
  .object({
    readOnly: z.boolean().default(false).describe("Only operations that change nothing."),
    groups: z.array(group).min(1).nullable().default(null).describe("Only operations of these groups."),
    channels: z
      .array(z.string().regex(/^[0-9a-f]{24}$/, "must be a channel id"))
      .min(1)
      .max(100)
      .nullable()
      .default(null)
      .describe("Only these channels, by id."),
  })
  .meta({ id: "KeyScopes" });
export type KeyScopes = z.infer<typeof keyScopes>;

/** A key that may do whatever its owner may. */
export const unrestricted: KeyScopes = { readOnly: false, groups: null, channels: null };

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
