import { describe, expect, it } from "vitest";
import { ask, plain } from "./harness";
import { sampleInEachTest } from "./sample";

const sample = sampleInEachTest();

describe("an import", () => {
  it("of what is not there says so, and imports nothing", async () => {
    const reply = await ask(sample().server, "importResourceState", { typeName: "sample_thing", id: "8" });
    expect(reply.diagnostics).toMatchObject([{ summary: "There is no thing 8" }]);
    expect(reply.importedResources).toBe(undefined);
  });

  it("has defaults where the provider left a gap", async () => {
    sample().put("7", "lamp");
    const reply = await ask(sample().server, "importResourceState", { typeName: "sample_thing", id: "7" });
    expect(plain(reply.importedResources![0]!.state)).toMatchObject({ id: "7", kind: "plain", name: null });
  });

  it("is refused by a resource that has none", async () => {
    const reply = await ask(sample().server, "importResourceState", { typeName: "sample_relic", id: "7" });
    expect(reply.diagnostics).toMatchObject([{ summary: "sample_relic cannot be imported" }]);
  });
});
