import { describe, expect, it } from "vitest";
import { t } from "../../../src/terraform";
import { configured, type Part, readRequest, serving, state } from "./box";
import { ask, bytes, plain, raw, wire } from "./harness";

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
