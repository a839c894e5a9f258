import { provider } from "../../src/provider/provider";

/**
 * Names of the attributes that a configuration can set.
 * @param kind `resource NAME`, `data NAME` or `ephemeral NAME`
 */
export function configurable(kind: string): string[] {
  const [where, name] = kind.split(" ");
  const { resources, dataSources, ephemeralResources } = provider;
  const all = { resource: resources, data: dataSources, ephemeral: ephemeralResources }[where!]!;
  const { attributes } = all.find((one) => one.name === name)!;
  return Object.entries(attributes)
    .filter(([, { mode }]) => mode !== "computed")
    .map(([attribute]) => attribute);
}
