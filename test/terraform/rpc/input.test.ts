// What Terraform and other hosts send: how it is read, and what is refused.
import { describe, expect, it } from "vitest";
import { a } from "../../../src/terraform";
import { configured, define, readRequest, state } from "./box";
import { ask, bytes, plain, wire } from "./harness";

const attributes = {
  prefix: a.string({ optional: true, description: "" }),
  limit: a.int({ optional: true, default: 3, description: "" }),
  found: a.string({ computed: true, description: "" }),
};

/** Reads a data source, and gives what its author saw of the configuration and what Terraform gets. */
async function reading(config: object | undefined) {
  const seen: unknown[] = [];
  const shelf = define.defineDataSource({
    ...{ name: "shelf", description: "", attributes },
    read: ({ config: asked, context }) => {
      seen.push(asked);
      return { prefix: asked.prefix, limit: asked.limit as number, found: context.api };
    },
  });
  const { server } = await configured({}, { dataSources: [shelf] });
  const reply = await ask(server, "readDataSource", { typeName: "test_shelf", config });
  return { seen, reply };
}

describe("a value that is sent", () => {
  const absent = { prefix: null, limit: 3, found: null };

  it.each([
    ["as msgpack", wire({ prefix: "x", limit: null, found: null }), { ...absent, prefix: "x" }],
    ["as JSON", { json: bytes('{"prefix":"x"}') }, { ...absent, prefix: "x" }],
    [
      "as both, of which msgpack counts",
      { ...wire({ prefix: "x" }), json: bytes("{") },
      { ...absent, prefix: "x" },
    ],
    ["as null, which is an object with nothing set", wire(null), absent],
    ["as nothing", { msgpack: bytes(""), json: bytes("") }, absent],
    ["not at all", undefined, absent],
  ])("is read %s", async (_title, config, values) => {
    const { seen, reply } = await reading(config);
    expect(reply.diagnostics).toEqual([]);
    expect(seen).toEqual([values]);
    expect(plain(reply.state)).toEqual({ ...values, limit: "3", found: "up" });
  });

  it("is refused where it does not fit, and each place is told", async () => {
    const { seen, reply } = await reading(wire({ prefix: [1], limit: "1.5", found: null }));
    expect(reply).toEqual({
      diagnostics: [
        expect.objectContaining({
          summary: "Invalid value for prefix",
          detail: "prefix must be a text.\n\nCorrect the value in the configuration.",
          attribute: { steps: [{ attributeName: "prefix" }] },
        }),
        expect.objectContaining({ summary: "Invalid value for limit" }),
      ],
    });
    expect(seen).toEqual([]);
  });

  it("is refused as a whole where it is no object", async () => {
    const { reply } = await reading(wire([]));
    expect(reply.diagnostics).toMatchObject([
      {
        summary: "Invalid value for the object",
        detail: "The value must be an object.\n\nCorrect the value in the configuration.",
      },
    ]);
    const { server } = await configured();
    const read = await ask(server, "readResource", { ...readRequest, currentState: wire("x") });
    expect(read).toMatchObject({
      newState: wire("x"),
      diagnostics: [{ summary: "Invalid value for the object" }],
    });
  });

  it("keeps its secrets out of what is told, also when another value does not fit", async () => {
    const { server, log } = await configured();
    const currentState = wire({ ...state, name: [1], key: "hunter22" });
    await ask(server, "readResource", { ...readRequest, currentState });
    expect(log.join()).not.toContain("hunter22");
  });
});
