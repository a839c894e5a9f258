/** What was given as a reference, as far as it can be told without the compiler. */
import type { TerraformDataSource, TerraformResource } from "cdktf";

/**
 * The construct of the generated bindings in a reference: itself, or the one underneath ours.
 * @param types its Terraform types; undefined when it is none of them
 */
export function elementOfType<Element extends TerraformResource | TerraformDataSource>(
  reference: unknown,
  types: readonly string[],
): Element | undefined {
  if (typeof reference !== "object" || reference === null) return undefined;
  const { resource = reference as Partial<Element> } = reference as { resource?: Partial<Element> };
  return types.includes(resource.terraformResourceType ?? "") ? (resource as Element) : undefined;
}

/** What somebody gave instead, for a sentence. */
export function nameOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const { path } = (value as { node?: { path?: string } }).node ?? {};
  return path ?? `an object of ${value.constructor?.name ?? "no class"}`;
}
