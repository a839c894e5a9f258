import type { Attribute, Attributes } from "../schema/attribute";
import { rebuild, type Values } from "../schema/walk";
import type { Path } from "../values/issue";
import { same } from "../values/same";

/**
 * The attributes whose change needs a new object. Without an `update` of its own a resource is replaced for any
 * configurable attribute. Elements of a set have no address, so the set itself is named.
 */
export function replacements(
  attributes: Attributes,
  prior: Values,
  planned: Values,
  canUpdate: boolean,
): Path[] {
  const paths: Path[] = [];
  rebuild(
    attributes,
    { config: null, prior, planned },
    ({ attribute, path, prior: before, planned: after }) => {
      const byDefault = !canUpdate && path.length === 1 && attribute.mode !== "computed";
      const { replace, writeOnly } = attribute.rules;
      if (!writeOnly && (replace || byDefault) && !same(attribute.shape, before, after)) {
        const needed = typeof replace === "function" ? replace({ prior: before, planned: after }) : true;
        if (byDefault || needed) paths.push(addressable(attributes, path));
      }
      return after;
    },
  );
  return distinct(paths);
}

/** Cuts a path where it enters a set. */
export function addressable(attributes: Attributes, path: Path): Path {
  let inside: Attributes | undefined = attributes;
  for (let index = 0; index < path.length; index++) {
    const attribute: Attribute | undefined = inside?.[path[index]!];
    if (!attribute?.nested) return path;
    if (attribute.nested.nesting === "set") return path.slice(0, index + 1);
    if (attribute.nested.nesting !== "single") index++;
    inside = attribute.nested.attributes;
  }
  return path;
}

/** Sorted and without duplicates, so that the two plan calls of an apply answer the same. */
export function distinct(paths: readonly Path[]): Path[] {
  const byText = new Map(paths.map((path) => [JSON.stringify(path), path]));
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, path]) => path);
}
