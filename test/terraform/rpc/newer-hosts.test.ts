import { describe, expect, it } from "vitest";
import { provider } from "../sample-provider/provider";
import { ask, serverOf, wire } from "./harness";
import { nothing, sampleInEachTest } from "./sample";

const sample = sampleInEachTest();

describe("what older and other hosts ask for", () => {
  it("is all in the metadata", async () => {
    expect(await ask(sample().server, "getMetadata", {})).toEqual({
      resources: [{ typeName: "sample_thing" }, { typeName: "sample_relic" }],
      dataSources: [{ typeName: "sample_shelf" }],
      ephemeralResources: [{ typeName: "sample_lease" }],
      listResources: [{ typeName: "sample_thing" }],
      actions: [{ typeName: "sample_shake" }],
      functions: [{ name: "join" }, { name: "echo" }],
      serverCapabilities: {
        planDestroy: true,
        getProviderSchemaOptional: true,
        moveResourceState: true,
        generateResourceConfig: true,
      },
      diagnostics: [],
    });
  });

  it("includes functions on their own", async () => {
    const { functions } = await ask(sample().server, "getFunctions", {});
    expect(functions).toMatchObject({
      join: { variadicParameter: { name: "texts" } },
      echo: { summary: "Gives back what it got." },
    });
  });

  it("a write-only value is refused for a Terraform that does not know of them", async () => {
    const computed = { id: null, kind: null, capacity: null, token: null, revision: null };
    const config = wire({ ...nothing, ...computed, name: "x", password: "secret" });
    const asked = { typeName: "sample_thing", config };
    const old = await ask(sample().server, "validateResourceConfig", asked);
    expect(old.diagnostics).toMatchObject([{ summary: "password needs Terraform 1.11 or OpenTofu 1.11" }]);
    const clientCapabilities = { writeOnlyAttributesAllowed: true };
    const now = await ask(sample().server, "validateResourceConfig", { ...asked, clientCapabilities });
    expect(now.diagnostics).toEqual([]);
  });
});

describe("what is not served", () => {
  // gRPC answers UNIMPLEMENTED for these, which Terraform takes for an old provider.
  it.each(["validateStateStoreConfig", "getStates", "lockState", "deleteState"] as const)(
    "has no method: %s",
    (member) => {
      expect(serverOf(provider).server[member]).toBe(undefined);
    },
  );
});
