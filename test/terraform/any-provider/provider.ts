import {
  type Attribute,
  type Attributes,
  a,
  forContext,
  isUnknown,
  type Provider,
} from "../../../src/terraform";
import type { Specs } from "./spec";

const builders = { single: a.object, list: a.listOf, set: a.setOf, map: a.mapOf };
const flags = {
  required: { required: true },
  optional: { optional: true },
  defaulted: { optional: true },
  optionalComputed: { optional: true, computed: true, nullable: true },
  computed: { computed: true, nullable: true },
} as const;

/** A schema made from its description. */
export function attributesOf(specs: Specs): Attributes {
  const entries = Object.entries(specs).map(
    ([name, { mode, shape, nested, ...more }]): [string, Attribute] => {
      const options = { ...flags[mode], ...more, description: "" } as unknown as {
        optional: true;
        sensitive: boolean;
        description: string;
      };
      if (nested) return [name, builders[nested.nesting](attributesOf(nested.attributes), options)];
      return [name, { ...a.dynamic(options), shape: shape! }];
    },
  );
  return Object.fromEntries(entries);
}

/** A provider whose one resource has that schema, and keeps whatever it is given. */
export function anyProvider(specs: Specs): Provider {
  const { defineProvider, defineResource } = forContext<null>();
  const thing = defineResource({
    name: "thing",
    description: "",
    attributes: attributesOf(specs),
    create: ({ plan }) => nothingUnknown(plan) as never,
    read: ({ state }) => state,
    update: ({ plan }) => nothingUnknown(plan) as never,
    delete() {},
  });
  return defineProvider({
    name: "any",
    address: "registry.terraform.io/example/any",
    version: "0.1.0",
    description: "",
    attributes: {},
    configure: () => null,
    resources: [thing],
  });
}

/** What the service would fill in is null here. */
function nothingUnknown(value: unknown): unknown {
  if (isUnknown(value)) return null;
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      value[index] = nothingUnknown(item);
    });
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value))
      (value as Record<string, unknown>)[key] = nothingUnknown(item);
  }
  return value;
}
