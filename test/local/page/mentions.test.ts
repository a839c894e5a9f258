import { describe, expect, test } from "vitest";
import { fromWire, toWire } from "../../../src/local/page/text/mentions";

const grace = "6a0000000000000000000001";
const graceH = "6a0000000000000000000002";
const general = "6a0000000000000000000003";
const ops = "6a0000000000000000000004";
const directory = {
  members: [
    { id: grace, name: "Grace" },
    { id: graceH, name: "Grace H" },
  ],
  groups: [{ id: ops, name: "ops", title: "Operations" }],
  channels: [{ id: general, name: "general" }],
};

describe("toWire", () => {
  test.each([
    ["hi @Grace!", `hi <<@${grace}>>!`],
    ["@grace h, look", `<<@${graceH}>>, look`],
    ["ask @ops", `ask <<&${ops}>>`],
    ["in #general.", `in <<#${general}>>.`],
    ["(@Grace)", `(<<@${grace}>>)`],
  ])("%j becomes a mention", (text, wire) => {
    expect(toWire(text, directory)).toBe(wire);
  });

  test.each(["me@Grace", "@Graceful", "@nobody", "#general-old", "a#general", `<<@${grace}>>`, "@ #"])(
    "%j stays as it is",
    (text) => {
      expect(toWire(text, directory)).toBe(text);
    },
  );
});

describe("fromWire", () => {
  test("what was typed comes back for editing", () => {
    const typed = "@Grace H and @Grace in #general";
    expect(fromWire(toWire(typed, directory), directory)).toBe(typed);
  });

  test("a mention of someone unknown keeps its code", () => {
    const code = "<<@6a00000000000000000000ff>>";
    expect(fromWire(code, directory)).toBe(code);
  });
});
