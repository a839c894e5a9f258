import { describe, expect, it } from "vitest";
import { a, Problem, t } from "../../../src/terraform";
import { configured, createRequest, define, type Part, state } from "./box";
import { ask, bytes, plain, wire } from "./harness";

describe("applying", () => {
  it("echoes private bytes that are not its own", async () => {
    const { server } = await configured();
    const reply = await ask(server, "applyResourceChange", createRequest);
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
    const reply = await ask(server, "applyResourceChange", createRequest);
    expect(plain(reply.newState)).toEqual(state);
    expect(reply.diagnostics).toHaveLength(1);
  });

  const mistakes: Record<string, [part: Part, text: string]> = {
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
      const reply = await ask(server, "applyResourceChange", createRequest);
      expect(plain(reply.newState)).toEqual(state);
      expect(reply.private).toEqual(bytes("from elsewhere"));
      expect(reply.diagnostics).toMatchObject([{ detail: expect.stringContaining(text) }]);
    },
  );

  it("says so when the provider returns nothing", async () => {
    const { server } = await configured({ create: () => undefined as never });
    expect((await ask(server, "applyResourceChange", createRequest)).diagnostics).toMatchObject([
      { summary: "test_box was applied, but the provider did not say what came of it" },
    ]);
  });

  it("keeps the old state when a delete only notes an error", async () => {
    const { server } = await configured({
      delete: ({ diagnostics }) => diagnostics.error({ title: "Stuck" }),
    });
    const request = { ...createRequest, priorState: wire(state), plannedState: wire(null) };
    expect(plain((await ask(server, "applyResourceChange", request)).newState)).toEqual(state);
  });

  it("keeps private bytes and the identity when an update or a delete fails", async () => {
    const fail = () => Promise.reject(new Problem({ title: "Stuck" }));
    const { server } = await configured({ update: fail, delete: fail });
    for (const plannedState of [wire({ ...state, name: "y" }), wire(null)]) {
      const plannedIdentity = { identityData: wire({ id: "1" }) };
      const request = { ...createRequest, priorState: wire(state), plannedState, plannedIdentity };
      const reply = await ask(server, "applyResourceChange", request);
      expect(plain(reply.newState)).toEqual(state);
      expect(reply.private).toEqual(bytes("from elsewhere"));
      expect(plain(reply.newIdentity?.identityData)).toEqual({ id: "1" });
    }
  });

  it("reports every one of several problems", async () => {
    const problems = [new Problem({ title: "One" }), new Problem({ title: "Two" })];
    const { server } = await configured({ create: () => Promise.reject(new AggregateError(problems)) });
    const reply = await ask(server, "applyResourceChange", createRequest);
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
    const applying = ask(server, "applyResourceChange", createRequest);
    await start;
    expect(await ask(server, "stopProvider", {})).toEqual({ error: "" });
    expect((await applying).diagnostics).toMatchObject([{ summary: "test_box was interrupted" }]);
  });

  const updateRequest = {
    ...createRequest,
    ...{ priorState: wire(state), plannedState: wire({ ...state, name: "y" }) },
  };

  it("of an update gets what is, what was planned and what was configured", async () => {
    const seen: unknown[] = [];
    const { server } = await configured({
      update({ plan, state: before, config, context, privateState }) {
        seen.push({ plan, before, config, api: context.api });
        privateState.set("updated", true);
        return plan as typeof state;
      },
    });
    const reply = await ask(server, "applyResourceChange", { ...updateRequest, plannedPrivate: bytes("{}") });
    expect(reply).toEqual({
      ...{ newState: wire({ ...state, name: "y" }), private: bytes('{"updated":true}'), diagnostics: [] },
    });
    const config = { id: null, name: "x", key: null };
    expect(seen).toEqual([{ plan: { ...state, name: "y" }, before: state, config, api: "up" }]);
  });

  it("of a delete hands over what is, and leaves nothing behind", async () => {
    const seen: unknown[] = [];
    const { server } = await configured({
      delete: ({ state: before, context, privateState }) =>
        void seen.push({ before, api: context.api, kept: privateState.get("kept") }),
    });
    const asked = { ...updateRequest, plannedState: wire(null), plannedPrivate: bytes('{"kept":1}') };
    const reply = await ask(server, "applyResourceChange", asked);
    expect(reply).toEqual({ newState: wire(null), private: bytes(""), diagnostics: [] });
    expect(seen).toEqual([{ before: state, api: "up", kept: 1 }]);
    await ask(server, "applyResourceChange", { ...asked, priorState: wire(null) });
    expect(seen).toHaveLength(1);
  });

  it("does not update what can only be made anew", async () => {
    const { server } = await configured({ update: undefined as never });
    const reply = await ask(server, "applyResourceChange", updateRequest);
    expect(reply.diagnostics).toMatchObject([{ summary: "test_box cannot be updated in place" }]);
    expect(reply.newState).toEqual(updateRequest.priorState);
  });

  it("keeps private values that were set when a create fails before there is an object", async () => {
    const { server } = await configured({
      create({ privateState }) {
        privateState.set("tried", 1);
        throw new Problem({ title: "Full" });
      },
    });
    const reply = await ask(server, "applyResourceChange", createRequest);
    expect(reply).toMatchObject({ newState: wire(null), private: bytes('{"tried":1}') });
  });

  it("keeps the form of the plan where the service only writes it differently", async () => {
    const equal = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
    const crate = (compare: typeof equal) =>
      define.defineResource({
        name: "crate",
        description: "",
        attributes: { color: a.string({ required: true, equal: compare, description: "" }) },
        create: () => ({ color: "RED" }),
        read: ({ state: before }) => before,
        delete() {},
      });
    const asked = {
      ...{ typeName: "test_crate", priorState: wire(null) },
      ...{ plannedState: wire({ color: "red" }), config: wire({ color: "red" }) },
    };
    const { server } = await configured({}, { resources: [crate(equal)] });
    const reply = await ask(server, "applyResourceChange", asked);
    expect(plain(reply.newState)).toEqual({ color: "red" });
    const broken = crate(() => {
      throw new RangeError("no color");
    });
    const other = (await configured({}, { resources: [broken] })).server;
    const kept = await ask(other, "applyResourceChange", asked);
    expect(plain(kept.newState)).toEqual({ color: "RED" });
    expect(kept.diagnostics).toMatchObject([{ detail: expect.stringContaining("RangeError: no color") }]);
  });
});
