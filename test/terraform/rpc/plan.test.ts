import { describe, expect, it } from "vitest";
import { a, atPlan, Problem, Unknown } from "../../../src/terraform";
import { configured, define, state } from "./box";
import { ask, bytes, plain, wire } from "./harness";

describe("planning", () => {
  const planning = {
    typeName: "test_box",
    priorState: wire(state),
    proposedNewState: wire({ ...state, name: "y" }),
    config: wire({ id: null, name: "y", key: null }),
    priorPrivate: bytes('{"kept":1}'),
  };

  it("of a destroy is null and keeps private bytes", async () => {
    const { server } = await configured();
    const request = { ...planning, proposedNewState: wire(null), config: wire(null) };
    const reply = await ask(server, "planResourceChange", request);
    expect(reply.plannedState?.msgpack).toEqual(Uint8Array.of(0xc0));
    expect(reply.plannedPrivate).toEqual(bytes('{"kept":1}'));
  });

  it("of an update keeps private bytes", async () => {
    const { server } = await configured();
    expect((await ask(server, "planResourceChange", planning)).plannedPrivate).toEqual(bytes('{"kept":1}'));
  });

  it("names attributes to replace as paths, sorted and once", async () => {
    const { server } = await configured({
      modifyPlan({ requireReplace }) {
        requireReplace("name");
        requireReplace(["key"]);
        requireReplace(["name"]);
      },
    });
    const reply = await ask(server, "planResourceChange", planning);
    expect(reply.requiresReplace).toEqual([
      { steps: [{ attributeName: "key" }] },
      { steps: [{ attributeName: "name" }] },
    ]);
  });

  it("refuses to replace for an attribute that is not there", async () => {
    const { server } = await configured({ modifyPlan: ({ requireReplace }) => requireReplace("nmae") });
    expect((await ask(server, "planResourceChange", planning)).diagnostics).toMatchObject([
      { detail: expect.stringContaining("requireReplace was called for nmae, which is not in the schema.") },
    ]);
  });

  it("can be changed by the author", async () => {
    const { server } = await configured({ modifyPlan: async ({ plan }) => plan && { ...plan, id: "2" } });
    expect(plain((await ask(server, "planResourceChange", planning)).plannedState)).toMatchObject({
      id: "2",
      name: "y",
    });
  });

  it("tells the author what it is about, and what there is of it", async () => {
    const seen: Record<string, unknown>[] = [];
    const { server } = await configured({
      modifyPlan({ action, context, config, state: before, plan, privateState }) {
        seen.push({ action, api: context.api, config, before, plan, kept: privateState.get("kept") });
      },
    });
    const config = { id: null, name: "y", key: null };
    const always = { api: "up", kept: 1 };
    await ask(server, "planResourceChange", { ...planning, priorState: wire(null) });
    await ask(server, "planResourceChange", planning);
    await ask(server, "planResourceChange", {
      ...{ ...planning, proposedNewState: wire(null), config: wire(null) },
    });
    expect(seen).toEqual([
      { ...always, action: "create", config, before: null, plan: { ...config, id: Unknown } },
      { ...always, action: "update", config, before: state, plan: { ...state, name: "y" } },
      { ...always, action: "destroy", config: null, before: state, plan: null },
    ]);
  });

  it("of a create replaces nothing, whoever asks for it", async () => {
    const { server } = await configured({ modifyPlan: ({ requireReplace }) => requireReplace("name") });
    const reply = await ask(server, "planResourceChange", { ...planning, priorState: wire(null) });
    expect(reply.requiresReplace).toEqual([]);
    expect(reply).not.toHaveProperty("plannedIdentity");
  });

  it("keeps the identity of an object that stays, and of no other", async () => {
    const priorIdentity = { identityData: wire({ id: "1" }) };
    const asked = { ...planning, priorIdentity };
    const { server } = await configured({
      modifyPlan: ({ plan, requireReplace }) => void (plan?.name === "z" && requireReplace("name")),
    });
    expect((await ask(server, "planResourceChange", asked)).plannedIdentity).toEqual(priorIdentity);
    const proposedNewState = wire({ ...state, name: "z" });
    expect(await ask(server, "planResourceChange", { ...asked, proposedNewState })).not.toHaveProperty(
      "plannedIdentity",
    );
    const destroy = { ...asked, proposedNewState: wire(null), config: wire(null) };
    expect(await ask(server, "planResourceChange", destroy)).toEqual({
      ...{ plannedState: wire(null), plannedPrivate: planning.priorPrivate, diagnostics: [] },
    });
  });

  it("of a resource that cannot be updated replaces it for any change", async () => {
    const { server } = await configured({ update: undefined as never });
    const reply = await ask(server, "planResourceChange", planning);
    expect(reply.requiresReplace).toEqual([{ steps: [{ attributeName: "name" }] }]);
    const inPlace = await ask((await configured()).server, "planResourceChange", planning);
    expect(inPlace.requiresReplace).toEqual([]);
  });

  it("asks the validators that waited for it, and goes no further when they refuse", async () => {
    const planned: unknown[] = [];
    const one = { required: true, description: "", validate: [atPlan(() => "must be an id")] } as const;
    const other = { optional: true, description: "", validate: [() => "is never right"] } as const;
    const box = define.defineResource({
      ...{ name: "crate", description: "", attributes: { one: a.string(one), other: a.string(other) } },
      ...{ create: ({ plan }) => plan, read: ({ state: before }) => before, delete() {} },
      modifyPlan: ({ plan }) => void planned.push(plan),
    });
    const { server } = await configured({}, { resources: [box] });
    const values = wire({ one: "1", other: "2" });
    const asked = { typeName: "test_crate", priorState: wire(null), priorPrivate: bytes("{}") };
    const wanted = { ...asked, proposedNewState: values, config: values };
    expect(await ask(server, "planResourceChange", wanted)).toEqual({
      ...{ plannedState: wire(null), plannedPrivate: bytes("{}") },
      diagnostics: [expect.objectContaining({ detail: expect.stringContaining("one must be an id.") })],
    });
    expect(planned).toEqual([]);
    const destroy = { ...asked, priorState: values };
    expect((await ask(server, "planResourceChange", destroy)).diagnostics).toEqual([]);
  });

  it("that fails leaves state and private bytes as they were", async () => {
    const { server } = await configured({
      modifyPlan: ({ privateState }) => {
        privateState.set("kept", 2);
        throw new Problem({ title: "No" });
      },
    });
    expect(await ask(server, "planResourceChange", planning)).toMatchObject({
      ...{ plannedState: wire(state), plannedPrivate: planning.priorPrivate },
      diagnostics: [{ summary: "No" }],
    });
  });

  it("refuses to replace for no attribute", async () => {
    const { server } = await configured({ modifyPlan: ({ requireReplace }) => requireReplace([]) });
    expect((await ask(server, "planResourceChange", planning)).diagnostics).toMatchObject([
      { detail: expect.stringContaining("requireReplace was called for no attribute, which is not in") },
    ]);
  });
});
