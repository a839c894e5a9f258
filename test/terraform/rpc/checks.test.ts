// The rules of a schema and the author's own checks: when they are asked, and what comes of it.
import { describe, expect, it } from "vitest";
import { a, atPlan, type Diagnostics, Problem } from "../../../src/terraform";
import type { Call } from "../../../src/terraform/define/call";
import { configured, define, serving } from "./box";
import { all, ask, wire } from "./harness";

const bad = (name: string) => (name === "bad" ? "is bad" : undefined);
const late = atPlan((name: string) => (name === "late" ? "comes late" : undefined));
const attributes = {
  name: a.string({ required: true, validate: [bad, late], description: "" }),
  old: a.string({ optional: true, deprecated: "Use name.", description: "" }),
};

/** Servers whose provider, data source, ephemeral value, action and list have one check in common. */
function checking(check: (diagnostics: Diagnostics) => void) {
  const calls: string[] = [];
  const ran = <T>(result: T): T => {
    calls.push("ran");
    return result;
  };
  const validate = async ({ config, diagnostics }: Call & { config: { name: unknown } }) => {
    await new Promise((resolve) => setImmediate(resolve));
    calls.push(`checked ${String(config.name)}`);
    check(diagnostics);
  };
  const plan = ({ config, context }: { config: { name: unknown }; context: { api: string } }) =>
    void calls.push(`planned ${String(config.name)} ${context.api}`);
  const about = { name: "it", description: "", attributes, validate };
  const result = { name: "x", old: null };
  const it = define.defineDataSource({ ...about, read: () => ran(result) });
  const lease = define.defineEphemeralResource({ ...about, open: () => ran({ result }) });
  const { server } = serving(
    {},
    {
      attributes,
      validate: validate as never,
      configure: () => ran({ api: "up" }),
      dataSources: [it],
      ephemeralResources: [lease],
      actions: [
        define.defineAction({
          ...about,
          plan,
          invoke: () => ran(undefined),
        }),
      ],
    },
  );
  return { server, calls };
}
type Server = ReturnType<typeof checking>["server"];
type Reply = Promise<{ diagnostics?: readonly object[] }>;

const validations: Record<string, (server: Server, config: object) => Reply> = {
  "a provider": (server, config) => ask(server, "validateProviderConfig", { config }),
  "a data source": (server, config) =>
    ask(server, "validateDataResourceConfig", { typeName: "test_it", config }),
  "an ephemeral value": (server, config) =>
    ask(server, "validateEphemeralResourceConfig", { typeName: "test_it", config }),
  "an action": (server, config) => ask(server, "validateActionConfig", { typeName: "test_it", config }),
};

describe.each(Object.entries(validations))(
  "the configuration of %s, when it is validated",
  (_title, validate) => {
    it("is checked by the schema first, and by its author when nothing is wrong so far", async () => {
      const { server, calls } = checking((diagnostics) => diagnostics.error({ title: "Not so" }));
      const wrong = await validate(server, wire({ name: "bad", old: null }));
      expect(wrong.diagnostics).toMatchObject([
        { summary: "Invalid value for name", attribute: { steps: [{ attributeName: "name" }] } },
      ]);
      expect(calls).toEqual([]);
      const right = await validate(server, wire({ name: "x", old: null }));
      expect(right.diagnostics).toMatchObject([{ summary: "Not so" }]);
      expect(calls).toEqual(["checked x"]);
    });

    it("is warned of what is deprecated, and checked all the same", async () => {
      const { server, calls } = checking(() => {});
      const { diagnostics } = await validate(server, wire({ name: "x", old: "y" }));
      expect(diagnostics).toMatchObject([{ severity: 2, summary: "old is deprecated" }]);
      expect(calls).toEqual(["checked x"]);
    });
  },
);

const uses: Record<string, (server: Server, config: object) => Reply> = {
  "a provider": (server, config) => ask(server, "configureProvider", { config }),
  "a data source": (server, config) => ask(server, "readDataSource", { typeName: "test_it", config }),
  "an ephemeral value": (server, config) =>
    ask(server, "openEphemeralResource", { typeName: "test_it", config }),
  "an action": async (server, config) => {
    const events = await all(ask(server, "invokeAction", { actionType: "test_it", config }));
    return { diagnostics: events.at(-1)?.completed?.diagnostics ?? [] };
  },
};

describe.each(Object.entries(uses))("the configuration of %s, when it is used", (_title, use) => {
  const configure = async (check: (diagnostics: Diagnostics) => void) => {
    let on = false;
    const made = checking((diagnostics) => on && check(diagnostics));
    await ask(made.server, "configureProvider", { config: wire({ name: "x", old: null }) });
    made.calls.length = 0;
    on = true;
    return made;
  };

  it("is checked once more, and nothing is done with what is wrong", async () => {
    const { server, calls } = await configure((diagnostics) => diagnostics.error({ title: "Not so" }));
    for (const [config, summary] of [
      [wire({ name: null, old: null }), "name is required"],
      [wire({ name: "bad", old: null }), "Invalid value for name"],
      [wire({ name: "late", old: null }), "Invalid value for name"],
    ] as const) {
      expect((await use(server, config)).diagnostics).toMatchObject([{ summary }]);
    }
    expect(calls).toEqual([]);
    expect((await use(server, wire({ name: "x", old: null }))).diagnostics).toMatchObject([
      { summary: "Not so" },
    ]);
    expect(calls).toEqual(["checked x"]);
  });

  it("gives no warning a second time", async () => {
    const { server, calls } = await configure((diagnostics) => diagnostics.warn({ title: "Perhaps" }));
    expect((await use(server, wire({ name: "x", old: "y" }))).diagnostics).toEqual([]);
    expect(calls).toEqual(["checked x", "ran"]);
  });
});

describe("an action that is planned", () => {
  it("lets its author look at it, after the checks", async () => {
    const { server, calls } = checking(() => {});
    await ask(server, "configureProvider", { config: wire({ name: "x", old: null }) });
    calls.length = 0;
    const plan = (name: string) =>
      ask(server, "planAction", { actionType: "test_it", config: wire({ name, old: null }) });
    expect((await plan("x")).diagnostics).toEqual([]);
    expect((await plan("bad")).diagnostics).toMatchObject([{ summary: "Invalid value for name" }]);
    expect(calls).toEqual(["checked x", "planned x up"]);
  });

  it("fails as its author's code does", async () => {
    const plan = () => Promise.reject(new Problem({ title: "Not now" }));
    const act = define.defineAction({ name: "act", description: "", attributes: {}, plan, invoke() {} });
    const { server } = await configured({}, { actions: [act] });
    const reply = await ask(server, "planAction", { actionType: "test_act", config: wire({}) });
    expect(reply.diagnostics).toMatchObject([{ summary: "Not now" }]);
  });
});
