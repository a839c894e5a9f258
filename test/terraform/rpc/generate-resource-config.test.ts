import { describe, expect, it } from "vitest";
import { a, forContext, type Provider, t } from "../../../src/terraform";
import { call, plain, serverOf, wire } from "./harness";

const { defineProvider, defineResource } = forContext<null>();
const about = { description: "About it." };

const thing = defineResource({
  name: "thing",
  ...about,
  attributes: {
    id: a.string({ computed: true, ...about }),
    name: a.string({ required: true, ...about }),
    note: a.string({ optional: true, ...about }),
    kind: a.string({ optional: true, default: "plain", ...about }),
    loud: a.bool({ optional: true, default: false, ...about }),
    ids: a.set(t.string, { optional: true, computed: true, ...about }),
    emails: a.set(t.string, { optional: true, computed: true, ...about }),
    secret: a.string({ optional: true, writeOnly: true, ...about }),
    rule: a.object(
      { every: a.string({ required: true, ...about }), next: a.string({ computed: true, ...about }) },
      { optional: true, ...about },
    ),
  },
  create: ({ plan }) => plan as never,
  read: ({ state }) => state,
  update: ({ plan }) => plan as never,
  delete() {},
  importState: ({ id }) => ({ id }),
  generateConfig: ({ emails }) => (emails.length > 0 ? { ids: null } : { emails: null }),
});

const provider = defineProvider({
  ...{ name: "test", address: "a/b/test", version: "1.0.0", ...about, attributes: {} },
  configure: () => null,
  resources: [thing],
}) as Provider;

const state = {
  ...{ id: "1", name: "it", note: null, kind: "plain", loud: true, ids: ["1"], emails: ["a@b"] },
  ...{ secret: null, rule: { every: "day", next: "tomorrow" } },
};

async function generated(of: object) {
  const { server } = serverOf(provider);
  const request = { typeName: "test_thing", state: wire(of) };
  const { config, diagnostics } = await server.generateResourceConfig(request as never, call);
  expect(diagnostics).toEqual([]);
  return plain(config as never);
}

describe("a generated configuration", () => {
  it("has what a person would write: nothing computed, no default, nothing twice", async () => {
    expect(await generated(state)).toEqual({
      ...{ id: null, name: "it", note: null, kind: null, loud: true, ids: null, emails: ["a@b"] },
      ...{ secret: null, rule: { every: "day", next: null } },
    });
  });

  it("follows the resource's own word on what to leave out", async () => {
    expect(await generated({ ...state, emails: [] })).toMatchObject({ ids: ["1"], emails: null });
  });

  it("is announced where something can be imported", async () => {
    const { server } = serverOf(provider);
    const { serverCapabilities } = await server.getProviderSchema({}, call);
    expect(serverCapabilities).toMatchObject({ generateResourceConfig: true });
  });
});
