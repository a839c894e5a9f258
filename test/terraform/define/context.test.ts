import { describe, expect, it } from "vitest";
import { forContext } from "../../../src/terraform";

const define = forContext<null>();
const kinds = ["defineResource", "defineDataSource", "defineEphemeralResource", "defineAction"] as const;

describe("a definition", () => {
  it.each(kinds)("is handed on as it was written: %s", (kind) => {
    const definition = { name: "box" };
    expect((define[kind] as (it: object) => object)(definition)).toBe(definition);
  });

  it("of a provider has none of a kind that it does not name", () => {
    const written = { name: "test", functions: [{ name: "join" }] };
    const none = { resources: [], dataSources: [], ephemeralResources: [], actions: [] };
    expect(define.defineProvider(written as never)).toEqual({ ...none, ...written });
    expect(define.defineProvider({ name: "test" } as never).functions).toEqual([]);
  });
});
