import { provider } from "../../src/provider/provider";

/**
 * Names of the attributes that a configuration can set.
 * @param kind `resource NAME` or `data NAME`
 */
export function configurable(kind: string): string[] {
  const [where, name] = kind.split(" ");
  const all = where === "resource" ? provider.resources : provider.dataSources;
  const { attributes } = all.find((one) => one.name === name)!;
  return Object.entries(attributes)
    .filter(([, { mode }]) => mode !== "computed")
    .map(([attribute]) => attribute);
}
