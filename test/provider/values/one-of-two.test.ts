import { describe, expect, it } from "vitest";
import { atLeastOne, exactlyOne } from "../../../src/provider/values/exactly-one";
import { channelReference, pumbleId } from "../../../src/provider/values/validators";
import { Diagnostics, Unknown } from "../../../src/terraform";

type Check = typeof exactlyOne;

function told(check: Check, id: unknown, email: unknown): string[] {
  const diagnostics = new Diagnostics();
  check({ id, email }, ["id", "email"], diagnostics);
  return diagnostics.problems.map(({ code, title }) => `${code}: ${title}`);
}

const neither = ["neither_set: Give either id or email"];

describe("two ways to say one thing", () => {
  it.each([
    { id: "a", email: null, says: [] },
    { id: null, email: "b", says: [] },
    { id: null, email: null, says: neither },
    { id: "a", email: "b", says: ["both_set: Give either id or email"] },
    { id: Unknown, email: "b", says: [] },
    { id: null, email: Unknown, says: [] },
  ])("exactly one of $id and $email", ({ id, email, says }) => {
    expect(told(exactlyOne, id, email)).toEqual(says);
  });

  it.each([
    { id: "a", email: null, says: [] },
    { id: null, email: null, says: neither },
    { id: "a", email: "b", says: [] },
    { id: null, email: Unknown, says: [] },
  ])("at least one of $id and $email", ({ id, email, says }) => {
    expect(told(atLeastOne, id, email)).toEqual(says);
  });
});

describe("what names a channel", () => {
  it.each(["general", "#general", "a#"])("may be %o", (name) => {
    expect(channelReference(name)).toBeUndefined();
  });

  it.each(["", " ", "#", "# "])("may not be %o", (name) => {
    expect(channelReference(name)).toBe(
      `must name a channel, such as general, but is ${JSON.stringify(name)}`,
    );
  });

  it("or anything else is no id but for 24 hex digits", () => {
    expect(pumbleId("0".repeat(24))).toBeUndefined();
    expect(pumbleId("general")).toBe('must be a Pumble id of 24 hex digits, got "general"');
  });
});
