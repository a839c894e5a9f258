import { describe, expect, it } from "vitest";
import { emojiCode, emojiCodePattern } from "../../../src/pumble/messages/emoji";

const name = (length: number): string => `:${"a".repeat(length)}:`;

describe("an emoji code", () => {
  it.each([":+1:", ":-1:", ":Tada_2:", ":100:", name(1), name(98)])("%s is one", (code) => {
    expect(emojiCode.parse(code)).toBe(code);
  });

  it.each(["tada", ":tada", "tada:", "::", ":ta da:", ":ta:da:", ":tada:\n", "x:tada:", ":é:"])(
    "%j is none",
    (code) => {
      expect(emojiCode.safeParse(code).error?.issues[0]?.message).toBe("must be an emoji code such as :+1:");
    },
  );

  it("may have 100 characters at most", () => {
    expect(emojiCode.safeParse(name(99)).error?.issues[0]?.code).toBe("too_big");
    expect(emojiCodePattern.test(name(98))).toBe(true);
    expect(emojiCodePattern.test(name(99))).toBe(false);
  });
});
