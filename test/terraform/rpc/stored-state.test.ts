import { describe, expect, it } from "vitest";
import { t } from "../../../src/terraform";
import { configured, serving, state } from "./box";
import { ask, bytes, plain, raw } from "./harness";

describe("stored state", () => {
  const upgrade = { typeName: "test_box", version: 0 };

  it("of the same version gets null for new attributes and loses old ones", async () => {
    const { server } = serving();
    const reply = await ask(server, "upgradeResourceState", {
      ...upgrade,
      rawState: raw({ id: "1", name: "x", gone: 1 }),
    });
    expect(plain(reply.upgradedState)).toEqual(state);
  });

  it("of an older version without a way from there says what to do", async () => {
    const { server } = serving({ version: 2 });
    const reply = await ask(server, "upgradeResourceState", { ...upgrade, rawState: raw({}) });
    expect(reply.diagnostics).toMatchObject([{ summary: "test_box cannot read state of version 0" }]);
  });

  it("of an older version is upgraded in one step", async () => {
    const { server } = serving({
      version: 1,
      upgrade: { 0: ({ state: old }) => ({ name: String(old.title) }) },
    });
    const reply = await ask(server, "upgradeResourceState", { ...upgrade, rawState: raw({ title: "x" }) });
    expect(plain(reply.upgradedState)).toEqual({ id: null, name: "x", key: null });
  });

  it("of an older version is handed over as it was written", async () => {
    const seen: unknown[] = [];
    const upgrade0 = ({ version, state: old }: { version: number; state: object }) => {
      seen.push({ version, old });
      return { name: "x" };
    };
    const { server } = serving({ version: 1, upgrade: { 0: upgrade0 as never } });
    const rawState = { json: bytes('{"size":9007199254740993,"gone":[1.5]}') };
    await ask(server, "upgradeResourceState", { ...upgrade, rawState });
    expect(seen).toEqual([{ version: 0, old: { size: "9007199254740993", gone: [1.5] } }]);
  });

  it("of an older version names both versions when there is no way from one to the other", async () => {
    for (const [version, text] of [
      [2, "The provider is at version 2 and has no way from there."],
      [undefined, "The provider is at version 0 and has no way from there."],
    ] as const) {
      const { server } = serving({ ...(version && { version }), upgrade: { 5: () => ({}) } });
      const reply = await ask(server, "upgradeResourceState", { ...upgrade, version: 1, rawState: raw({}) });
      expect(reply.diagnostics).toMatchObject([
        { summary: "test_box cannot read state of version 1", detail: expect.stringContaining(text) },
      ]);
      expect(reply).not.toHaveProperty("upgradedState");
    }
  });

  it.each([
    ["no state", undefined],
    ["the form of Terraform 0.11", { json: bytes(""), flatmap: { id: "1" } }],
  ])("is too old without JSON, and says what to do: %s", async (_title, rawState) => {
    const reply = await ask(serving().server, "upgradeResourceState", { ...upgrade, rawState });
    expect(reply.diagnostics).toMatchObject([
      {
        summary: "test_box cannot read this state",
        detail: expect.stringContaining("Terraform 0.11 or older"),
      },
    ]);
  });

  it("of the same version that does not fit names each value that does not", async () => {
    const rawState = raw({ id: [1], name: { x: 1 }, key: null });
    const reply = await ask(serving().server, "upgradeResourceState", { ...upgrade, rawState });
    expect(reply.diagnostics).toMatchObject([
      {
        summary: "test_box cannot read its stored state",
        detail: expect.stringContaining("In the state, id must be a text; name must be a text."),
      },
    ]);
    expect(reply).not.toHaveProperty("upgradedState");
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
    ["of a provider that only reads alike starts without any", "example.com/at/est", ""],
  ])("%s", async (_title, sourceProviderAddress, kept) => {
    const { server } = await configured({ move: () => ({ id: "1", name: "x" }) });
    const request = {
      ...{ sourceProviderAddress, sourceTypeName: "test_crate", targetTypeName: "test_box" },
      ...{ sourceSchemaVersion: 0, sourceState: raw({ id: "1" }), sourcePrivate: bytes('{"kept":1}') },
    };
    const reply = await ask(server, "moveResourceState", request);
    expect(plain(reply.targetState)).toEqual(state);
    expect(reply.targetPrivate).toEqual(bytes(kept));
  });

  const moving = {
    ...{ sourceProviderAddress: "example.com/b/crates", sourceTypeName: "crates_crate" },
    ...{ targetTypeName: "test_box", sourceSchemaVersion: 3, sourceState: raw({ id: "1", size: 2 }) },
  };

  it("is made of all that the other provider left", async () => {
    const seen: unknown[] = [];
    const { server } = await configured({
      move({ sourceProvider, sourceType, sourceVersion, sourceState, privateState }) {
        seen.push({ sourceProvider, sourceType, sourceVersion, sourceState });
        privateState.set("from", sourceType);
        return { id: "1", name: "x" };
      },
      identity: { attributes: { id: { type: t.string, description: "" } }, of: ({ id }) => ({ id }) },
    });
    const reply = await ask(server, "moveResourceState", moving);
    expect(seen).toEqual([
      {
        ...{ sourceProvider: "example.com/b/crates", sourceType: "crates_crate", sourceVersion: 3 },
        sourceState: { id: "1", size: 2 },
      },
    ]);
    expect(reply.targetPrivate).toEqual(bytes('{"from":"crates_crate"}'));
    expect(plain(reply.targetIdentity?.identityData)).toEqual({ id: "1" });
  });

  it.each([
    ["knows no such type", { move: () => null }],
    ["takes over none", {}],
  ])("is refused by a resource that %s, which names both and what to do", async (_title, part) => {
    const { server } = await configured(part);
    const reply = await ask(server, "moveResourceState", moving);
    expect(reply).toEqual({
      diagnostics: [
        expect.objectContaining({
          summary: "test_box cannot take over crates_crate",
          detail: expect.stringMatching(
            "The provider knows no way to turn crates_crate of example.com/b/crates into it.",
          ),
        }),
      ],
    });
  });
});
