import { describe, expect, it } from "vitest";
import { instant } from "../../../src/provider/values/instant";
import { channelReference, pumbleId } from "../../../src/provider/values/validators";
import { waitsForPlan } from "../../../src/terraform/schema/validators";

const id = "64f0000000000000000000a1";

describe("an id", () => {
  it("is 24 hex digits, and nothing else is", () => {
    expect(pumbleId(id)).toBeUndefined();
    for (const wrong of ["", id.slice(1), `${id}0`, `${id.slice(1)}g`, ` ${id}`]) {
      expect(pumbleId(wrong)).toBe(`must be a Pumble id of 24 hex digits, got ${JSON.stringify(wrong)}`);
    }
  });

  it("and a time are looked at by the plan, so that a test of a module may mock what gives them", () => {
    expect([pumbleId, instant].map(waitsForPlan)).toEqual([true, true]);
    expect(waitsForPlan(channelReference)).toBe(false);
  });
});

describe("a channel's name", () => {
  it.each(["general", "#general", "# Team Berlin ", "##"])("%j names one", (name) => {
    expect(channelReference(name)).toBeUndefined();
  });

  it.each(["", "#", "  ", "# "])("%j names none", (name) => {
    expect(channelReference(name)).toBe(
      `must name a channel, such as general, but is ${JSON.stringify(name)}`,
    );
  });
});
