import { describe, expect, it } from "vitest";
import { t } from "../../../src/terraform";
import { configured, type Part, readRequest, serving, state } from "./box";
import { ask, bytes, plain, raw, wire } from "./harness";
import { asSent, sampleInEachTest } from "./sample";

const identity: NonNullable<Part["identity"]> = {
  version: 2,
  attributes: {
    id: { type: t.string, description: "Id." },
    region: { type: t.string, description: "Region.", import: "optional" },
  },
  of: ({ id }) => ({ id, region: "eu" }),
  upgrade: ({ version, identity: { key } }) => ({ id: String(key), region: `from ${version}` }),
};

describe("an identity", () => {
  it("is declared with its version, and with what an import may leave out", async () => {
    const { identitySchemas } = await ask(serving({ identity }).server, "getResourceIdentitySchemas", {});
    const text = { type: bytes('"string"') };
    expect(identitySchemas).toEqual({
      test_box: {
        version: 2,
        identityAttributes: [
          { ...text, name: "id", description: "Id.", requiredForImport: true, optionalForImport: false },
          {
            ...text,
            name: "region",
            description: "Region.",
            requiredForImport: false,
            optionalForImport: true,
          },
        ],
      },
    });
  });

  const upgrade = { typeName: "test_box", version: 1, rawIdentity: raw({ key: 7 }) };

  it("of an older version becomes one of now", async () => {
    const { server } = serving({ identity });
    const old = await ask(server, "upgradeResourceIdentity", upgrade);
    expect(old.diagnostics).toEqual([]);
    expect(plain(old.upgradedIdentity?.identityData)).toEqual({ id: "7", region: "from 1" });
    const now = { ...upgrade, version: 2, rawIdentity: raw({ id: "7", region: "eu" }) };
    const same = await ask(server, "upgradeResourceIdentity", now);
    expect(plain(same.upgradedIdentity?.identityData)).toEqual({ id: "7", region: "eu" });
  });

  it("that comes out wrong is blamed on the provider", async () => {
    const { server } = serving({
      identity: { ...identity, upgrade: () => ({ id: 7, region: "eu" }) as never },
    });
    expect((await ask(server, "upgradeResourceIdentity", upgrade)).diagnostics).toMatchObject([
      {
        summary: "test_box returned a wrong value for id",
        detail: expect.stringContaining("In the answer to UpgradeResourceIdentity, id must be a text"),
      },
    ]);
  });

  it("that was not sent cannot be upgraded, and the host is told so", async () => {
    const reply = await ask(serving({ identity }).server, "upgradeResourceIdentity", {
      typeName: "test_box",
    });
    expect(reply.diagnostics).toHaveLength(1);
    expect(reply).not.toHaveProperty("upgradedIdentity");
  });

  it("may be what an import starts from, or not, also of a type that has none", async () => {
    const seen: unknown[] = [];
    const importState: Part["importState"] = ({ id, identity: given, context }) => {
      seen.push({ id, given, api: context.api });
      return { id: "1", name: "x" };
    };
    const asked = { typeName: "test_box", identity: { identityData: wire({ id: "1", region: null }) } };
    const { server } = await configured({ identity, importState });
    const reply = await ask(server, "importResourceState", asked);
    expect(plain(reply.importedResources?.[0]?.state)).toEqual(state);
    await ask(server, "importResourceState", { typeName: "test_box", id: "1" });
    await ask(server, "importResourceState", { typeName: "test_box", id: "1", identity: {} });
    await ask((await configured({ importState })).server, "importResourceState", asked);
    expect(seen).toEqual([
      { id: "", given: { id: "1", region: null }, api: "up" },
      { id: "1", given: null, api: "up" },
      { id: "1", given: null, api: "up" },
      { id: "", given: null, api: "up" },
    ]);
  });

  it("comes with a read, and none with that of a type that has none, or of an object that is gone", async () => {
    const asked = { ...readRequest, currentIdentity: { identityData: wire({ id: "0", region: "eu" }) } };
    const read = await ask((await configured({ identity })).server, "readResource", asked);
    expect(plain(read.newIdentity?.identityData)).toEqual({ id: "1", region: "eu" });
    const gone = await ask((await configured({ identity, read: () => null })).server, "readResource", asked);
    expect(gone.newIdentity).toBe(undefined);
    expect((await ask((await configured()).server, "readResource", readRequest)).newIdentity).toBe(undefined);
  });
});

describe("resource identity", () => {
  const sample = sampleInEachTest();

  it("is declared", async () => {
    const { identitySchemas } = await ask(sample().server, "getResourceIdentitySchemas", {});
    expect(identitySchemas).toEqual({
      sample_thing: {
        version: 0,
        identityAttributes: [
          {
            name: "id",
            type: bytes('"string"'),
            requiredForImport: true,
            optionalForImport: false,
            description: "Id on the shelf.",
          },
        ],
      },
    });
  });

  it("comes with every read, and is what an import can start from", async () => {
    const state = sample().put("7", "lamp");
    const identity = { identityData: wire({ id: "7" }) };
    const imported = await ask(sample().server, "importResourceState", {
      typeName: "sample_thing",
      identity,
    });
    expect(imported.diagnostics).toEqual([]);
    const [first] = imported.importedResources!;
    expect(first).toMatchObject({ typeName: "sample_thing", private: bytes('{"made":"7"}') });
    expect(plain(first!.identity?.identityData)).toEqual({ id: "7" });
    const read = await ask(sample().server, "readResource", {
      typeName: "sample_thing",
      currentState: first!.state,
    });
    expect(plain(read.newState)).toEqual(asSent(state));
    expect(plain(read.newIdentity?.identityData)).toEqual({ id: "7" });
  });

  it("is refused where it is no text", async () => {
    const identity = { identityData: wire({ id: [7] }) };
    const { diagnostics } = await ask(sample().server, "importResourceState", {
      typeName: "sample_thing",
      identity,
    });
    expect(diagnostics).toMatchObject([{ summary: "Invalid value for id" }]);
  });

  it("of another version cannot be used when there is no way from there", async () => {
    const rawIdentity = { json: bytes('{"id":"7"}') };
    const asked = { typeName: "sample_thing", version: 0, rawIdentity };
    const same = await ask(sample().server, "upgradeResourceIdentity", asked);
    expect(plain(same.upgradedIdentity?.identityData)).toEqual({ id: "7" });
    const other = await ask(sample().server, "upgradeResourceIdentity", { ...asked, version: 3 });
    expect(other.diagnostics).toMatchObject([
      { summary: "sample_thing cannot use a stored identity of version 3" },
    ]);
    expect(other.upgradedIdentity).toBe(undefined);
    const none = await ask(sample().server, "upgradeResourceIdentity", {
      ...asked,
      typeName: "sample_relic",
    });
    expect(none.diagnostics).toMatchObject([
      { summary: "sample_relic cannot use a stored identity of version 0" },
    ]);
  });
});
