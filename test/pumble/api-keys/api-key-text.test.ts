import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { apiKeyPattern } from "../../../src/pumble";
import { apiKeyId, generateApiKey } from "../../../src/pumble/api-keys/api-key-text";

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The checksum as a number, read the other way round. */
function checksumOf(text: string): number {
  return [...text.slice(-6)].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0);
}

/** A source whose bytes are known: one after the other, from 0 to 255 and again. */
function counting(): (count: number) => Uint8Array {
  let next = 0;
  return (count) => Uint8Array.from({ length: count }, () => next++ % 256);
}

describe("the text of a key that was just made", () => {
  test("has the form of a key, its public id inside, and the CRC-32 of the rest at its end", () => {
    for (let time = 0; time < 200; time++) {
      const { id, text } = generateApiKey(randomBytes);
      expect(text).toMatch(new RegExp(`^${apiKeyPattern.source}$`));
      expect(text.slice(4, 16)).toBe(id);
      expect(checksumOf(text)).toBe(crc32(text.slice(0, -6)));
      expect(apiKeyId(text)).toBe(id);
    }
  });

  test("is made of the source's bytes alone, without those that would favour some characters", () => {
    const { id, text } = generateApiKey(counting());
    expect(id).toBe("000102030405");
    expect(text.slice(17, 49)).toBe(digits.slice(6, 38));
    const high = generateApiKey((count) => Uint8Array.from({ length: count }, (_, at) => 255 - at));
    expect(high.text.slice(17, 20)).toBe("zyx"); // 247, 246, 245: the eight above are left out
  });
});

describe("a text is no key", () => {
  const { text } = generateApiKey(counting());

  test.each<[string, string]>([
    ["when it is empty", ""],
    ["with a character more", `${text}0`],
    ["with a character less", text.slice(0, -1)],
    ["with a line end", `${text}\n`],
    ["with a space before it", ` ${text}`],
    ["when its prefix is another", text.replace("pmb_", "pmc_")],
    ["when its public id is in upper case", text.replace(/_.{12}_/, "_ABCDEF012345_")],
  ])("%s", (_, other) => expect(apiKeyId(other)).toBeNull());

  test("when any one of its characters is another", () => {
    for (let at = 4; at < text.length; at++) {
      if (text[at] === "_") continue;
      const other = text[at] === "7" ? "8" : "7";
      expect(apiKeyId(text.slice(0, at) + other + text.slice(at + 1)), String(at)).toBeNull();
    }
  });

  test("when two neighbours changed places", () => {
    for (let at = 17; at < 48; at++) {
      const other = text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
      expect(apiKeyId(other), String(at)).toBeNull();
    }
  });
});
