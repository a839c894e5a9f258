import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressName, partOf, partsOf } from "../../src/workspace-file/terraform/address";

const cases: Record<string, [parts: string[], name: string]> = {
  "a word is itself": [["incidents"], "incidents"],
  "a single - or _ between letters is itself": [["net-ops_eu"], "net-ops_eu"],
  "parts are joined by _": [["incidents", "rules"], "incidents_rules"],
  "a part's own _ is doubled where parts are joined": [["a_b", "c"], "a__b_c"],
  "the other way round is another name": [["a", "b_c"], "a_b__c"],
  "a digit in front gets a _": [["2027-goals"], "_2027-goals"],
  "every other character is its code point": [["a.b c"], "a--2e-b--20-c"],
  "a _ at an end is its code point": [["a_", "b"], "a--5f-_b"],
  "letters of other alphabets stay": [["büro-münchen"], "büro-münchen"],
  "emoji are their code points": [["🎉"], "_--1f389-"],
  "a letter and its accent apart are one letter": [["cafe\u0301"], "café"],
};

describe("the name of a resource", () => {
  for (const [title, [parts, name]] of Object.entries(cases)) {
    it(title, () => expect(addressName(...parts)).toBe(name));
  }

  it("can be taken apart again", () => {
    for (const [parts, name] of Object.values(cases)) {
      const taken = parts.length === 1 ? [partOf(name)] : partsOf(name);
      expect(taken, name).toEqual(parts.map((part) => part.normalize("NFC")));
    }
  });

  it("is never the same for two things", () => {
    const part = fc.string({
      unit: fc.constantFrom("a", "b", "_", "-", "2", "5", "f", ".", "é"),
      minLength: 1,
    });
    const parts = fc.array(part, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        fc.pre(one.length === other.length || (one.length > 1 && other.length > 1));
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(addressName(...one)).not.toBe(addressName(...other));
      }),
      { numRuns: 5000 },
    );
  });
});
