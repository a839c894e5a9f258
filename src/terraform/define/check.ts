import type { Attribute, Attributes } from "../schema/attribute";
import type { Shape } from "../values/type";
import type { Provider } from "./provider";

const namePattern = /^[a-z_][a-z0-9_]*$/;
const reserved = {
  provider: ["alias", "version"],
  object: ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"],
};

/** What is wrong with a provider's definition, as sentences. Terraform would refuse such a schema, or crash on it. */
export function checkProvider(provider: Provider): string[] {
  const { name, resources, dataSources, ephemeralResources, actions, functions } = provider;
  const problems = checkAttributes(`provider ${name}`, provider.attributes, reserved.provider);
  const kinds = {
    resource: resources,
    "data source": dataSources,
    "ephemeral resource": ephemeralResources,
    action: actions,
  };
  for (const [kind, definitions] of Object.entries(kinds)) {
    problems.push(...checkNames(kind, definitions));
    for (const definition of definitions) {
      problems.push(...checkAttributes(`${kind} ${definition.name}`, definition.attributes, reserved.object));
      if (kind !== "resource")
        problems.push(...checkWriteOnly(`${kind} ${definition.name}`, definition.attributes));
    }
  }
  problems.push(
    ...checkWriteOnly(`provider ${name}`, provider.attributes),
    ...checkConfigOnly(`provider ${name}`, provider.attributes),
    ...actions.flatMap((action) => checkConfigOnly(`action ${action.name}`, action.attributes)),
    ...checkNames("function", functions),
    ...resources.flatMap(checkList),
  );
  return problems;
}

function checkNames(kind: string, definitions: readonly { readonly name: string }[]): string[] {
  const names = definitions.map(({ name }) => name);
  return [
    ...names.filter((name) => !namePattern.test(name)).map((name) => `${kind} ${name}: ${nameRule}`),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `${kind} ${name} is defined twice.`),
  ];
}

const nameRule = "a name is lower-case letters, digits and _, and does not start with a digit.";

function checkAttributes(where: string, attributes: Attributes, reservedNames: readonly string[]): string[] {
  const problems: string[] = [];
  for (const [name, { shape, nested, rules, mode }] of Object.entries(attributes)) {
    const place = `${where}, attribute ${name}`;
    if (!namePattern.test(name)) problems.push(`${place}: ${nameRule}`);
    if (reservedNames.includes(name)) problems.push(`${place}: the name is reserved by Terraform.`);
    if (dynamicInCollection(shape)) problems.push(`${place}: a list, set or map cannot hold dynamic values.`);
    if (rules.writeOnly && (rules.replace || rules.equal)) {
      problems.push(
        `${place} is write-only, so no state holds a value to compare: give replace to the attribute that says its version.`,
      );
    }
    if (!nested) continue;
    problems.push(...checkAttributes(place, nested.attributes, []));
    const inner = Object.values(nested.attributes);
    if (
      nested.nesting === "set" ||
      mode === "computed" ||
      mode === "optionalComputed" ||
      mode === "defaulted"
    ) {
      if (inner.some((attribute) => attribute.rules.writeOnly)) {
        problems.push(`${place}: nothing in a set or in a computed object can be write-only.`);
      }
    }
    if (rules.writeOnly && inner.some((attribute) => !attribute.rules.writeOnly)) {
      problems.push(`${place} is write-only, so every attribute in it must be write-only.`);
    }
  }
  return problems;
}

/** Elements of one collection must have one type, which a dynamic value would break at the second element. */
function dynamicInCollection(shape: Shape, inside = false): boolean {
  switch (shape.kind) {
    case "dynamic":
      return inside;
    case "list":
    case "map":
    case "set":
      return dynamicInCollection(shape.element, true);
    case "object":
      return Object.values(shape.fields).some((field) => dynamicInCollection(field, inside));
    default:
      return false;
  }
}

function checkList({ name, list, identity }: Provider["resources"][number]): string[] {
  if (!list) return [];
  const where = `list of resource ${name}`;
  return [
    ...(identity ? [] : [`resource ${name} has a list but no identity.`]),
    ...checkAttributes(where, list.attributes, reserved.object),
    ...checkWriteOnly(where, list.attributes),
    ...checkConfigOnly(where, list.attributes),
  ];
}

/** What is only configured never comes back, so there is nobody to compute it for. */
function checkConfigOnly(where: string, attributes: Attributes): string[] {
  return [...leaves(attributes)]
    .filter(([, { mode }]) => mode === "computed" || mode === "optionalComputed")
    .map(([name]) => `${where}, attribute ${name}: nothing can be computed here.`);
}

function* leaves(attributes: Attributes): Generator<[name: string, attribute: Attribute]> {
  for (const [name, attribute] of Object.entries(attributes)) {
    yield [name, attribute];
    if (attribute.nested) yield* leaves(attribute.nested.attributes);
  }
}

function checkWriteOnly(where: string, attributes: Attributes): string[] {
  return [...leaves(attributes)]
    .filter(([, attribute]) => attribute.rules.writeOnly)
    .map(([name]) => `${where}, attribute ${name}: only resources can have write-only attributes.`);
}
