import { describe, expect, it } from "vitest";
import { mentionCode, mentionOf, mentionPattern } from "../../../src/pumble/messages/mention";

const id = "0123456789abcdef01234567";

describe("a mention in plain text", () => {
  it.each([
    ["user", `<<@${id}>>`],
    ["channel", `<<#${id}>>`],
    ["usergroup", `<<&${id}>>`],
  ] as const)("of a %s is %s, and read back", (kind, code) => {
    expect(mentionCode(kind, id)).toBe(code);
    expect([...`a ${code} b`.matchAll(mentionPattern("g"))].map(mentionOf)).toEqual([{ kind, id }]);
  });

  it.each([`<<@${id.slice(1)}>>`, `<<@${id}0>>`, `<<@${id.toUpperCase()}>>`, `<<!${id}>>`, `<@${id}>`])(
    "is not %s",
    (text) => {
      expect(mentionPattern("g").test(text)).toBe(false);
    },
  );
});
