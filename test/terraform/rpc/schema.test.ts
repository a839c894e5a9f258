import { describe, expect, it } from "vitest";
import { a, forContext, t } from "../../../src/terraform";
import { shapeOf } from "../../../src/terraform/values/type-json";
import { provider as sample } from "../sample-provider/provider";
import { call, serverOf, wire } from "./harness";

const { defineAction, defineProvider, defineResource } = forContext<{ api: string }>();

/** The least that makes a resource. */
const boxed = {
  name: "box",
  description: "",
  attributes: { id: a.string({ computed: true, description: "" }) },
  create: () => ({ id: "1" }),
  read: () => ({ id: "1" }),
  delete() {},
};

describe("a schema that Terraform would choke on", () => {
  it("is refused with what is wrong, in a reply that Terraform can read", async () => {
    const { server } = serverOf(
      defineProvider({
        name: "test",
        address: "example.com/a/test",
        version: "1.0.0",
        description: "",
        attributes: { version: a.string({ optional: true, description: "" }) },
        configure: () => ({ api: "up" }),
        resources: [
          defineResource({
            name: "Box",
            description: "",
            attributes: {
              count: a.int({ computed: true, description: "" }),
              any: a.set(t.dynamic, { computed: true, description: "" }),
              secret: a.string({ optional: true, writeOnly: true, replace: true, description: "" } as never),
            },
            create: () => ({ count: 1, any: [] }),
            read: ({ state: now }) => now,
            delete() {},
          }),
        ],
      }),
    );
    const reply = await server.getProviderSchema({}, call);
    expect(reply.provider?.block).toBeDefined();
    expect(Object.keys(reply)).toEqual(["provider", "diagnostics"]);
    expect(reply.diagnostics?.map(({ detail }) => detail?.split("\n")[0])).toEqual([
      "provider test, attribute version: the name is reserved by Terraform.",
      expect.stringContaining("resource Box: a name is lower-case letters"),
      "resource Box, attribute count: the name is reserved by Terraform.",
      "resource Box, attribute any: a list, set or map cannot hold dynamic values.",
      expect.stringContaining(
        "resource Box, attribute secret is write-only, so no state holds a value to compare",
      ),
    ]);
  });
});

describe("what Terraform gets to see", () => {
  it("has a block in every schema, a return in every function, and types that are type JSON", async () => {
    const schema = await serverOf(sample).server.getProviderSchema({}, call);
    const actions = Object.values(schema.actionSchemas ?? {}).map((action) => action?.schema);
    const kinds = ["resource", "dataSource", "ephemeralResource", "listResource"] as const;
    const objects = kinds.flatMap((kind) => Object.values(schema[`${kind}Schemas`] ?? {}));
    expect(objects).toHaveLength(5);
    const types: (Uint8Array | undefined)[] = [];
    for (const each of [schema.provider, ...objects, ...actions]) {
      expect(each?.block).toBeDefined();
      for (const { type, nestedType } of each?.block?.attributes ?? []) if (!nestedType) types.push(type);
    }
    for (const definition of Object.values(schema.functions ?? {})) {
      expect(definition?.return).toBeDefined();
      types.push(definition?.return?.type, ...(definition?.parameters ?? []).map(({ type }) => type));
    }
    for (const type of types) expect(shapeOf(JSON.parse(new TextDecoder().decode(type)))).toBeDefined();
  });

  it("does not hold a function of another version, which is named with what to do", async () => {
    const reply = await serverOf(sample).server.callFunction({ name: "split", arguments: [] }, call);
    expect(reply.error?.text).toMatch(/^The sample provider has no function split\n[\s\S]+ init -upgrade$/);
  });

  it("is only what the provider defines", () => {
    const bare = defineProvider({
      name: "test",
      address: "example.com/a/test",
      version: "1.0.0",
      description: "",
      attributes: {},
      configure: () => ({ api: "up" }),
    });
    const always = [
      "getMetadata",
      "getProviderSchema",
      "validateProviderConfig",
      "configureProvider",
      "stopProvider",
    ];
    expect(Object.keys(serverOf(bare).server)).toEqual(always);
    const box = defineResource(boxed);
    const one = Object.keys(serverOf({ ...bare, resources: [box] }).server);
    expect(one).toEqual(expect.arrayContaining([...always, "readResource", "moveResourceState"]));
    expect(one.filter((name) => /list|action|identity|ephemeral|function|datasource/i.test(name))).toEqual(
      [],
    );
  });
});

describe("what is only configured", () => {
  const attributes = {
    size: a.int({ optional: true, default: 3, description: "" }),
    inner: a.object(
      { mode: a.string({ optional: true, default: "auto", description: "" }) },
      { optional: true, description: "" },
    ),
  };
  const empty = wire({ size: null, inner: { mode: null } });
  const server = (seen: unknown[], more = {}) => {
    const act = defineAction({
      name: "act",
      description: "",
      attributes: { ...attributes, ...more },
      invoke: ({ config }) => void seen.push(config),
    });
    return serverOf(
      defineProvider({
        name: "test",
        address: "example.com/a/test",
        version: "1.0.0",
        description: "",
        attributes,
        configure: ({ config }) => {
          seen.push(config);
          return { api: "up" };
        },
        actions: [act],
      }),
    ).server;
  };

  it("has its defaults, although no plan puts them in", async () => {
    const seen: unknown[] = [];
    const { configureProvider, invokeAction } = server(seen);
    await configureProvider(
      { terraformVersion: "1.14.0", config: empty, clientCapabilities: undefined },
      call,
    );
    for await (const _ of invokeAction({ actionType: "test_act", config: empty } as never, call));
    expect(seen).toEqual([
      { size: 3, inner: { mode: "auto" } },
      { size: 3, inner: { mode: "auto" } },
    ]);
  });

  it("is computed nowhere in what Terraform sees, and a computed attribute in it is refused", async () => {
    const { provider, actionSchemas } = await server([]).getProviderSchema({}, call);
    for (const schema of [provider, actionSchemas?.["test_act"]?.schema]) {
      expect(schema?.block?.attributes).toMatchObject([
        { name: "size", optional: true, computed: false },
        { nestedType: { attributes: [{ name: "mode", optional: true, computed: false }] } },
      ]);
    }
    const list = { description: "", attributes, async *run() {} };
    const identity = { attributes: { id: { type: t.string, description: "" } }, of: () => ({ id: "1" }) };
    const box = defineResource({ ...boxed, identity, list });
    const { listResourceSchemas } = await serverOf({ ...sample, resources: [box] }).server.getProviderSchema(
      {},
      call,
    );
    expect(listResourceSchemas?.["sample_box"]?.block?.attributes?.[0]).toMatchObject({ computed: false });
    const wrong = server([], { id: a.string({ computed: true, description: "" }) });
    expect((await wrong.getProviderSchema({}, call)).diagnostics).toMatchObject([
      { detail: expect.stringContaining("action act, attribute id: nothing can be computed here.") },
    ]);
  });
});
