// What an author's code returns that Terraform must not get.
import { describe, expect, it } from "vitest";
import { a, t, Unknown } from "../../../src/terraform";
import { configured, define, type More, type Part, readRequest, state } from "./box";
import { all, ask, bytes, plain, raw, wire } from "./harness";

const attributes = {
  id: a.string({ computed: true, description: "" }),
  name: a.string({ optional: true, description: "" }),
};
const config = wire({ id: null, name: null });

/** A server of which every definition answers with the same object. */
function answering(answer: object) {
  const it = answer as never;
  const later = async () => it;
  const part: Part = {
    ...{ create: later, read: later, update: later, importState: later, move: later },
    ...{ version: 1, upgrade: { 0: later } },
    identity: { attributes: { id: { type: t.string, description: "" } }, of: () => ({ id: "1" }) },
    list: {
      description: "",
      attributes: {},
      async *run() {
        yield { displayName: "it", state: it };
      },
    },
    generateConfig: () => it,
  };
  const about = { name: "it", description: "", attributes };
  return configured(part, {
    dataSources: [define.defineDataSource({ ...about, read: later })],
    ephemeralResources: [define.defineEphemeralResource({ ...about, open: async () => ({ result: it }) })],
  } as More);
}

type Server = Awaited<ReturnType<typeof answering>>["server"];
type Reply = { diagnostics?: readonly object[] };

const applying = {
  typeName: "test_box",
  plannedState: wire({ id: null, name: "x", key: null }),
  config: wire({ id: null, name: "x", key: null }),
};
const moving = { targetTypeName: "test_box", sourceTypeName: "other_box", sourceState: raw({}) };

/** What asks for each answer, and the type and RPC that the problem names. */
const asks: Record<string, [type: string, rpc: string, ask: (server: Server) => Promise<Reply>]> = {
  "a create": [
    "test_box",
    "ApplyResourceChange",
    (server) => ask(server, "applyResourceChange", { ...applying, priorState: wire(null) }),
  ],
  "an update": [
    "test_box",
    "ApplyResourceChange",
    (server) => ask(server, "applyResourceChange", { ...applying, priorState: wire(state) }),
  ],
  "a read": ["test_box", "ReadResource", (server) => ask(server, "readResource", readRequest)],
  "an import": [
    "test_box",
    "ImportResourceState",
    (server) => ask(server, "importResourceState", { typeName: "test_box", id: "1" }),
  ],
  "an upgrade": [
    "test_box",
    "UpgradeResourceState",
    (server) => ask(server, "upgradeResourceState", { typeName: "test_box", version: 0, rawState: raw({}) }),
  ],
  "a move": ["test_box", "MoveResourceState", (server) => ask(server, "moveResourceState", moving)],
  "a generated configuration": [
    "test_box",
    "GenerateResourceConfig",
    (server) => ask(server, "generateResourceConfig", { typeName: "test_box", state: wire(state) }),
  ],
  "a list": [
    "test_box",
    "ListResource",
    async (server) => {
      const asked = { typeName: "test_box", config: wire({}), includeResourceObject: true };
      const events = await all(ask(server, "listResource", asked));
      return { diagnostics: events.at(-1)?.diagnostic ?? [] };
    },
  ],
  "a data source": [
    "test_it",
    "ReadDataSource",
    (server) => ask(server, "readDataSource", { typeName: "test_it", config }),
  ],
  "an ephemeral value": [
    "test_it",
    "OpenEphemeralResource",
    (server) => ask(server, "openEphemeralResource", { typeName: "test_it", config }),
  ],
};

describe.each(Object.entries(asks))("%s", (_title, [type, rpc, asked]) => {
  const full = type === "test_box" ? { ...state } : { id: "1", name: "x" };

  it("of a value of another type is blamed on the provider, and names the attribute", async () => {
    const { server } = await answering({ ...full, name: 5 });
    expect((await asked(server)).diagnostics).toMatchObject([
      {
        summary: `${type} returned a wrong value for name`,
        detail: expect.stringMatching(
          `^In the answer to ${rpc}, name must be a text, but is another number\\.\n\nThis is a bug in the provider\\.`,
        ),
        attribute: { steps: [{ attributeName: "name" }] },
      },
    ]);
  });

  it("of several is one problem that tells them all", async () => {
    const { server } = await answering({ ...full, name: 5, more: 1 });
    const { diagnostics } = await asked(server);
    expect(diagnostics).toMatchObject([{ summary: `${type} returned wrong values` }]);
    for (const text of ["more is not in the schema; ", "name must be a text"]) {
      expect(diagnostics).toMatchObject([{ detail: expect.stringContaining(text) }]);
    }
  });

  it("may hold nothing that is still unknown", async () => {
    const { server } = await answering({ ...full, name: Unknown });
    expect((await asked(server)).diagnostics).toMatchObject([
      { detail: expect.stringContaining(`In the answer to ${rpc}, name is still unknown.`) },
    ]);
  });
});

describe("an answer", () => {
  it("that is no object at all is called so", async () => {
    const { server } = await answering([]);
    const asked = { typeName: "test_box", config: wire({}), includeResourceObject: true };
    const events = await all(ask(server, "listResource", asked));
    expect(events.at(-1)?.diagnostic).toMatchObject([
      {
        summary: "test_box returned a wrong value for the object",
        detail: expect.stringContaining(
          "In the answer to ListResource, the object must be an object, but is an array.",
        ),
      },
    ]);
  });

  it("of a plan may hold what is unknown", async () => {
    const { server } = await configured({ modifyPlan: ({ plan }) => plan && { ...plan, key: Unknown } });
    const reply = await ask(server, "planResourceChange", {
      typeName: "test_box",
      priorState: wire(null),
      proposedNewState: wire({ id: null, name: "x", key: null }),
      config: wire({ id: null, name: "x", key: null }),
    });
    expect(reply.diagnostics).toEqual([]);
    expect(plain(reply.plannedState)).toMatchObject({ name: "x", key: { type: 0 } });
  });

  it("with an identity that does not fit is blamed on the provider", async () => {
    const identity = { attributes: { id: { type: t.string, description: "" } }, of: () => ({ id: 5 }) };
    const { server } = await configured({ identity: identity as never });
    const reply = await ask(server, "readResource", readRequest);
    expect(reply.diagnostics).toMatchObject([
      {
        summary: "test_box returned a wrong value for id",
        detail: expect.stringContaining("In the answer to ReadResource, id must be a text"),
      },
    ]);
    expect(reply.private).toEqual(bytes('{"kept":1}'));
  });
});
