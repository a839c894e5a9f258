import { describe, expect, it } from "vitest";
import { a, forContext, Problem, type ResourceDefinition, t } from "../../../src/terraform";
import { call, plain, raw, serverOf, wire } from "./harness";

const { defineProvider, defineResource } = forContext<{ api: string }>();

const attributes = {
  id: a.string({ computed: true, keepState: true, description: "" }),
  name: a.string({ required: true, description: "" }),
  key: a.string({ optional: true, sensitive: true, description: "" }),
};
type Definition = ResourceDefinition<{ api: string }, typeof attributes>;

/** A server with one resource, of which a test says only what matters to it. */
function serving(part: Partial<Definition> = {}) {
  const resource = defineResource({
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
    defineProvider({
      name: "test",
      address: "example.com/a/test",
      version: "1.0.0",
      description: "",
      attributes: {},
      configure: () => ({ api: "up" }),
      resources: [resource],
    }),
  );
}

async function configured(part: Partial<Definition> = {}) {
  const { server, log } = serving(part);
  await server.configureProvider(
    { terraformVersion: "1.11.4", config: wire({}), clientCapabilities: undefined },
    call,
  );
  return { server, log };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const state = { id: "1", name: "x", key: null };
const readRequest = {
  typeName: "test_box",
  currentState: wire(state),
  private: bytes('{"kept":1}'),
};
const createRequest = {
  typeName: "test_box",
  priorState: wire(null),
  plannedState: wire({ id: null, name: "x", key: null }),
  config: wire({ id: null, name: "x", key: null }),
  plannedPrivate: bytes("from elsewhere"),
};
type Reading = Parameters<Awaited<ReturnType<typeof configured>>["server"]["readResource"]>[0];
type Applying = Parameters<Awaited<ReturnType<typeof configured>>["server"]["applyResourceChange"]>[0];
const read = readRequest as Reading;
const create = createRequest as unknown as Applying;

describe("reading", () => {
  it("always answers with a state and with the private bytes that it got", async () => {
    const { server } = await configured();
    const reply = await server.readResource(read, call);
    expect(plain(reply.newState)).toEqual(state);
    expect(reply.private).toEqual(readRequest.private);
  });

  it("keeps state and private bytes when it fails", async () => {
    const { server } = await configured({ read: () => Promise.reject(new Problem({ title: "Down" })) });
    const reply = await server.readResource(read, call);
    expect(reply.newState).toEqual(readRequest.currentState);
    expect(reply.private).toEqual(readRequest.private);
    expect(reply.diagnostics).toMatchObject([{ severity: 1, summary: "Down" }]);
  });

  it("answers null, not nothing, for an object that is gone", async () => {
    const { server } = await configured({ read: () => null });
    const reply = await server.readResource(read, call);
    expect(reply.newState?.msgpack).toEqual(Uint8Array.of(0xc0));
  });

  it("keeps the object when it only notes an error", async () => {
    const { server } = await configured({
      read({ diagnostics }) {
        diagnostics.error({ title: "Cannot tell" });
        return null;
      },
    });
    expect((await server.readResource(read, call)).newState).toEqual(readRequest.currentState);
  });

  it("keeps the old state when the new one is no good", async () => {
    const { server } = await configured({ read: () => ({ id: "1", name: 5 }) as never });
    const reply = await server.readResource(read, call);
    expect(reply.newState).toEqual(readRequest.currentState);
    expect(reply.diagnostics?.[0]?.detail).toContain(
      "name must be a text, but is another number; key is missing",
    );
  });

  it("hands private values on", async () => {
    const { server } = await configured({
      read({ state: before, privateState }) {
        privateState.set("kept", Number(privateState.get("kept")) + 1);
        return before;
      },
    });
    expect((await server.readResource(read, call)).private).toEqual(bytes('{"kept":2}'));
  });
});

describe("applying", () => {
  it("echoes private bytes that are not its own", async () => {
    const { server } = await configured();
    const reply = await server.applyResourceChange(create, call);
    expect(plain(reply.newState)).toEqual(state);
    expect(reply.private).toEqual(bytes("from elsewhere"));
  });

  it("keeps what was saved when the rest of a create fails", async () => {
    const { server } = await configured({
      create({ saveState }) {
        saveState(state as never);
        throw new Problem({ title: "Half done" });
      },
    });
    const reply = await server.applyResourceChange(create, call);
    expect(plain(reply.newState)).toEqual(state);
    expect(reply.diagnostics).toHaveLength(1);
  });

  const mistakes: Record<string, [part: Partial<Definition>, text: string]> = {
    "an identity that cannot be told": [
      {
        identity: {
          attributes: { id: { type: t.string, description: "" } },
          of() {
            throw new RangeError("no identity");
          },
        },
      },
      "RangeError: no identity",
    ],
    "a private value that is no JSON": [
      {
        create({ plan, saveState, privateState }) {
          saveState({ id: "1", name: plan.name, key: plan.key });
          privateState.set("made", () => 1);
          return { id: "2", name: plan.name, key: plan.key };
        },
      },
      'privateState keeps JSON values only; "made" was given a function.',
    ],
  };
  it.each(Object.entries(mistakes))(
    "keeps an object that exists, whatever goes wrong later: %s",
    async (_title, [part, text]) => {
      const { server } = await configured(part);
      const reply = await server.applyResourceChange(create, call);
      expect(plain(reply.newState)).toEqual(state);
      expect(reply.private).toEqual(bytes("from elsewhere"));
      expect(reply.diagnostics).toMatchObject([{ detail: expect.stringContaining(text) }]);
    },
  );

  it("says so when the provider returns nothing", async () => {
    const { server } = await configured({ create: () => undefined as never });
    expect((await server.applyResourceChange(create, call)).diagnostics).toMatchObject([
      { summary: "test_box was applied, but the provider did not say what came of it" },
    ]);
  });

  it("keeps the old state when a delete only notes an error", async () => {
    const { server } = await configured({
      delete: ({ diagnostics }) => diagnostics.error({ title: "Stuck" }),
    });
    const request = { ...create, priorState: wire(state), plannedState: wire(null) };
    expect(plain((await server.applyResourceChange(request, call)).newState)).toEqual(state);
  });

  it("keeps private bytes when an update or a delete fails", async () => {
    const fail = () => Promise.reject(new Problem({ title: "Stuck" }));
    const { server } = await configured({ update: fail, delete: fail });
    for (const plannedState of [wire({ ...state, name: "y" }), wire(null)]) {
      const request = { ...create, priorState: wire(state), plannedState };
      const reply = await server.applyResourceChange(request, call);
      expect(plain(reply.newState)).toEqual(state);
      expect(reply.private).toEqual(bytes("from elsewhere"));
    }
  });

  it("reports every one of several problems", async () => {
    const problems = [new Problem({ title: "One" }), new Problem({ title: "Two" })];
    const { server } = await configured({ create: () => Promise.reject(new AggregateError(problems)) });
    const reply = await server.applyResourceChange(create, call);
    expect(reply.diagnostics?.map((each) => each.summary)).toEqual(["One", "Two"]);
  });

  it("says that a stop was asked for, and stops what is under way", async () => {
    let started = () => {};
    const start = new Promise<void>((resolve) => {
      started = resolve;
    });
    const { server } = await configured({
      create: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          started();
        }),
    });
    const applying = server.applyResourceChange(create, call);
    await start;
    expect(await server.stopProvider({}, call)).toEqual({ error: "" });
    expect((await applying).diagnostics).toMatchObject([{ summary: "test_box was interrupted" }]);
  });
});

describe("whatever an author's code throws", () => {
  const thrown: Record<string, unknown> = {
    "an error": new RangeError("too far"),
    "a text": "just text",
    nothing: undefined,
    "an object": Object.create(null),
  };
  it.each(Object.entries(thrown))("is one diagnostic that calls it a bug: %s", async (_title, error) => {
    const { server, log } = await configured({
      read: () => {
        throw error;
      },
    });
    const reply = await server.readResource(read, call);
    expect(reply.diagnostics).toHaveLength(1);
    expect(reply.diagnostics?.[0]?.detail).toContain("This is a bug in the provider.");
    expect(reply.diagnostics?.[0]?.detail).not.toMatch(/\n\s+at /);
    expect(log.some((line) => line.includes("unforeseen"))).toBe(true);
  });

  it("is a diagnostic too when it happens before configuring", async () => {
    const { server } = serving();
    const reply = await server.readResource(read, call);
    expect(reply.diagnostics).toMatchObject([{ summary: "The test provider is not configured" }]);
  });

  it("includes asking for a type that is not there", async () => {
    const { server } = await configured();
    const reply = await server.readResource({ ...read, typeName: "test_crate" }, call);
    expect(reply.diagnostics).toMatchObject([{ summary: "The test provider has no test_crate" }]);
  });
});

describe("planning", () => {
  const planning = {
    typeName: "test_box",
    priorState: wire(state),
    proposedNewState: wire({ ...state, name: "y" }),
    config: wire({ id: null, name: "y", key: null }),
    priorPrivate: bytes('{"kept":1}'),
  } as unknown as Parameters<Awaited<ReturnType<typeof configured>>["server"]["planResourceChange"]>[0];

  it("of a destroy is null and keeps private bytes", async () => {
    const { server } = await configured();
    const request = { ...planning, proposedNewState: wire(null), config: wire(null) };
    const reply = await server.planResourceChange(request, call);
    expect(reply.plannedState?.msgpack).toEqual(Uint8Array.of(0xc0));
    expect(reply.plannedPrivate).toEqual(bytes('{"kept":1}'));
  });

  it("of an update keeps private bytes", async () => {
    const { server } = await configured();
    expect((await server.planResourceChange(planning, call)).plannedPrivate).toEqual(bytes('{"kept":1}'));
  });

  it("names attributes to replace as paths, sorted and once", async () => {
    const { server } = await configured({
      modifyPlan({ requireReplace }) {
        requireReplace("name");
        requireReplace(["key"]);
        requireReplace(["name"]);
      },
    });
    const reply = await server.planResourceChange(planning, call);
    expect(reply.requiresReplace).toEqual([
      { steps: [{ attributeName: "key" }] },
      { steps: [{ attributeName: "name" }] },
    ]);
  });

  it("refuses to replace for an attribute that is not there", async () => {
    const { server } = await configured({ modifyPlan: ({ requireReplace }) => requireReplace("nmae") });
    expect((await server.planResourceChange(planning, call)).diagnostics).toMatchObject([
      { detail: expect.stringContaining("requireReplace was called for nmae, which is not in the schema.") },
    ]);
  });

  it("can be changed by the author", async () => {
    const { server } = await configured({ modifyPlan: ({ plan }) => plan && { ...plan, id: "2" } });
    expect(plain((await server.planResourceChange(planning, call)).plannedState)).toMatchObject({
      id: "2",
      name: "y",
    });
  });
});

describe("stored state", () => {
  const upgrade = { typeName: "test_box", version: 0 };

  it("of the same version gets null for new attributes and loses old ones", async () => {
    const { server } = serving();
    const reply = await server.upgradeResourceState(
      { ...upgrade, rawState: raw({ id: "1", name: "x", gone: 1 }) },
      call,
    );
    expect(plain(reply.upgradedState)).toEqual(state);
  });

  it("of an older version without a way from there says what to do", async () => {
    const { server } = serving({ version: 2 });
    const reply = await server.upgradeResourceState({ ...upgrade, rawState: raw({}) }, call);
    expect(reply.diagnostics).toMatchObject([{ summary: "test_box cannot read state of version 0" }]);
  });

  it("of an older version is upgraded in one step", async () => {
    const { server } = serving({
      version: 1,
      upgrade: { 0: ({ state: old }) => ({ name: String(old.title) }) },
    });
    const reply = await server.upgradeResourceState({ ...upgrade, rawState: raw({ title: "x" }) }, call);
    expect(plain(reply.upgradedState)).toEqual({ id: null, name: "x", key: null });
  });
});

describe("a moved object", () => {
  it.each([
    [
      "of the same provider keeps its private values, from whatever registry",
      "registry.opentofu.org/a/test",
      '{"kept":1}',
    ],
    ["of another provider starts without any", "example.com/b/test", ""],
  ])("%s", async (_title, sourceProviderAddress, kept) => {
    const { server } = await configured({ move: () => ({ id: "1", name: "x" }) });
    const request = {
      ...{ sourceProviderAddress, sourceTypeName: "test_crate", targetTypeName: "test_box" },
      ...{ sourceSchemaVersion: 0, sourceState: raw({ id: "1" }), sourcePrivate: bytes('{"kept":1}') },
    };
    const reply = await server.moveResourceState(request as never, call);
    expect(plain(reply.targetState)).toEqual(state);
    expect(reply.targetPrivate).toEqual(bytes(kept));
  });
});

describe("the log", () => {
  it("has one line per RPC with its duration and type", async () => {
    const { server, log } = await configured();
    log.length = 0;
    await server.readResource(read, call);
    expect(log).toHaveLength(1);
    expect(JSON.parse(log[0]!)).toMatchObject({
      "@message": "ReadResource answered",
      tf_rpc: "ReadResource",
      tf_resource_type: "test_box",
      tf_req_duration_ms: expect.any(Number),
    });
  });

  it("and the diagnostics never hold a sensitive value, however it gets there", async () => {
    const { server, log } = await configured({
      read({ state: { key }, log: author }) {
        author.info(`key is ${key}`, { nested: { key: [key] }, error: new Error(`no ${key}`) });
        author.info("a new one", { key: "not seen before" });
        throw new Error(`wrong key ${key}`);
      },
    });
    const currentState = wire({ ...state, key: 'p"assword' });
    const reply = await server.readResource({ ...read, currentState }, call);
    expect(reply.diagnostics?.[0]?.detail).toContain("wrong key (sensitive)");
    expect(log.join()).not.toContain("assword");
    expect(log.join()).not.toContain("not seen before");
  });
});
