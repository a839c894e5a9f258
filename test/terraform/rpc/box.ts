import {
  a,
  forContext,
  type Provider,
  type ProviderDefinition,
  type ResourceDefinition,
} from "../../../src/terraform";
import type { Attributes } from "../../../src/terraform/schema/attribute";
import { ask, bytes, serverOf, wire } from "./harness";

/** Definitions whose calls all get `{ api: "up" }`. */
export const define = forContext<{ api: string }>();

const attributes = {
  id: a.string({ computed: true, keepState: true, description: "" }),
  name: a.string({ required: true, description: "" }),
  key: a.string({ optional: true, sensitive: true, description: "" }),
};

/** What a test says of the box. */
export type Part = Partial<ResourceDefinition<{ api: string }, typeof attributes>>;
/** What it says of the provider. */
export type More = Partial<
  Pick<
    ProviderDefinition<{ api: string }, Attributes>,
    | "resources"
    | "validate"
    | "attributes"
    | "configure"
    | "dataSources"
    | "ephemeralResources"
    | "actions"
    | "functions"
  >
>;

/** A server with one resource, test_box, of which a test says only what matters to it, and `more` of other kinds. */
export function serving(part: Part = {}, more: More = {}) {
  const resource = define.defineResource({
    name: "box",
    description: "",
    attributes,
    create: ({ plan }) => ({ id: "1", name: plan.name, key: plan.key }),
    read: ({ state }) => state,
    update: ({ state, plan }) => ({ ...state, name: plan.name }),
    delete() {},
    ...part,
  });
  return serverOf(
    define.defineProvider({
      name: "test",
      address: "example.com/a/test",
      version: "1.0.0",
      description: "",
      attributes: {},
      configure: async () => ({ api: "up" }),
      resources: [resource],
      ...more,
    }) as Provider,
  );
}

/** The same, configured. */
export async function configured(part: Part = {}, more: More = {}) {
  const served = serving(part, more);
  await ask(served.server, "configureProvider", { terraformVersion: "1.11.4", config: wire({}) });
  return served;
}

/** A box as state has it. */
export const state = { id: "1", name: "x", key: null };

export const readRequest = {
  typeName: "test_box",
  currentState: wire(state),
  private: bytes('{"kept":1}'),
};

export const createRequest = {
  typeName: "test_box",
  priorState: wire(null),
  plannedState: wire({ id: null, name: "x", key: null }),
  config: wire({ id: null, name: "x", key: null }),
  plannedPrivate: bytes("from elsewhere"),
};
