import { describe, expect, test } from "vitest";
import { apiKeyPattern, redactApiKeys } from "../../../src/pumble";

const key = `pmb_5f0c1d2e3a4b_${"aZ09".repeat(9)}bQ`;

describe("redacting API keys", () => {
  test("leaves the public part, and nothing of the secret", () => {
    expect(redactApiKeys(`ApiKey: ${key};`)).toBe("ApiKey: pmb_5f0c1d2e3a4b_…;");
  });

  test("takes every key in a text", () => {
    const text = redactApiKeys(`${key} ${key}\n"${key}"`);
    expect(text).not.toContain("aZ09");
    expect(text.match(/pmb_5f0c1d2e3a4b_…/g)).toHaveLength(3);
  });

  test("can be done again and again, and again to its own result", () => {
    for (let time = 0; time < 3; time++) expect(redactApiKeys(redactApiKeys(key))).toBe("pmb_5f0c1d2e3a4b_…");
  });

  test("leaves other text alone", () => {
    for (const text of [
      "",
      "pmb_",
      "pmb_5f0c1d2e3a4b",
      "pmb_5f0c1d2e3a4b_short",
      "0123456789abcdef0123456789abcdef",
    ]) {
      expect(redactApiKeys(text)).toBe(text);
    }
  });
});

test("a key is found inside a URL and inside JSON", () => {
  expect(apiKeyPattern.exec(`https://example.com/?k=${key}&x`)?.[0]).toBe(key);
  expect(apiKeyPattern.exec(JSON.stringify({ key }))?.[0]).toBe(key);
});
