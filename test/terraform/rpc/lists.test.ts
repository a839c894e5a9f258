import { describe, expect, it } from "vitest";
import { a, t } from "../../../src/terraform";
import { configured, type Part, state } from "./box";
import { all, ask, plain, wire } from "./harness";
import { asSent, sampleInEachTest } from "./sample";

const sample = sampleInEachTest();

describe("listing", () => {
  const request = {
    typeName: "sample_thing",
    config: wire({ prefix: null }),
    includeResourceObject: true,
    limit: 10,
  };

  it("streams each object with name, identity and, if asked for, state", async () => {
    sample().put("1", "lamp");
    const desk = sample().put("2", "desk");
    const events = await all(ask(sample().server, "listResource", request));
    expect(events.map(({ displayName }) => displayName)).toEqual(["lamp", "desk"]);
    expect(plain(events[1]!.resourceObject)).toEqual(asSent(desk));
    expect(plain(events[1]!.identity?.identityData)).toEqual({ id: "2" });
    const bare = await all(
      ask(sample().server, "listResource", { ...request, includeResourceObject: false }),
    );
    expect(bare[0]).not.toHaveProperty("resourceObject");
  });

  it("follows its configuration and its limit, and has none when none is asked for", async () => {
    for (const [id, name] of Object.entries({ a: "x1", b: "y1", c: "x2" })) sample().put(id, name);
    const names = async (changed: object) =>
      (await all(ask(sample().server, "listResource", { ...request, ...changed }))).map(
        ({ displayName }) => displayName,
      );
    expect(await names({ config: wire({ prefix: "x" }) })).toEqual(["x1", "x2"]);
    expect(await names({ limit: 2 })).toEqual(["x1", "y1"]);
    expect(await names({ limit: 0 })).toEqual(["x1", "y1", "x2"]);
  });

  it("ends with its problem when it fails", async () => {
    const events = await all(ask(sample().server, "listResource", { ...request, typeName: "sample_relic" }));
    expect(events).toMatchObject([{ diagnostic: [{ summary: "The sample provider has no sample_relic" }] }]);
    const none = await all(ask(sample().server, "listResource", { ...request, typeName: "sample_wish" }));
    expect(none).toMatchObject([{ diagnostic: [{ summary: "The sample provider has no sample_wish" }] }]);
  });

  it("finds nothing by a configuration that its schema refuses", async () => {
    let ran = 0;
    const list = {
      description: "",
      attributes: { prefix: a.string({ required: true, description: "" }) },
      async *run() {
        ran++;
        yield { displayName: "it", state };
      },
    };
    const identity = { attributes: { id: { type: t.string, description: "" } }, of: () => ({ id: "1" }) };
    const { server } = await configured({ list, identity } as Part);
    const listed = (config: object) => all(ask(server, "listResource", { typeName: "test_box", config }));
    expect(await listed(wire({ prefix: null }))).toMatchObject([
      {
        diagnostic: [{ summary: "prefix is required", attribute: { steps: [{ attributeName: "prefix" }] } }],
      },
    ]);
    expect(ran).toBe(0);
    expect(await listed(wire({ prefix: "y" }))).toMatchObject([{ displayName: "it" }]);
    expect(ran).toBe(1);
  });

  it("is validated by its own schema", async () => {
    const validate = (typeName: string, config: object) =>
      ask(sample().server, "validateListResourceConfig", { typeName, config: wire(config) });
    expect((await validate("sample_thing", { prefix: "x" })).diagnostics).toEqual([]);
    expect((await validate("sample_thing", { prefix: ["x"] })).diagnostics).toMatchObject([
      { summary: "Invalid value for prefix" },
    ]);
    expect((await validate("sample_relic", {})).diagnostics).toMatchObject([
      { summary: "The sample provider has no sample_relic" },
    ]);
  });
});
