import { expect, test } from "vitest";
import { everyonesKeys, keyList } from "../../src/addon/inside-pumble/sayings";
import type { ApiKey } from "../../src/addon/keys/key-store";
import { unrestricted } from "../../src/addon/keys/scopes";

const keys = Array.from({ length: 201 }, (_, at): ApiKey => {
  const facts = { lastUsedAt: null, expiresAt: null, graceUntil: null, parentId: null };
  const key = {
    id: String(at).padStart(12, "0"),
    workspaceId: "w",
    userId: "u",
    name: `key ${at + 1} of 201`,
  };
  return { ...key, ...facts, lastCharacters: "abcd", createdAt: 0, scopes: unrestricted } as ApiKey;
});

const numbers = (text: string): number[] =>
  [...text.matchAll(/key (\d+) of 201/g)].map(([, at]) => Number(at));
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at);

for (const [name, say] of [
  ["list", (page: number) => keyList(keys, page)],
  ["all", (page: number) => everyonesKeys(keys, new Map([["u", "Ada"]]), page)],
] as const) {
  test(`each key is on one page of /api-keys ${name}, and a page names the next`, () => {
    expect(numbers(say(1).text)).toEqual(from(1, 100));
    expect(say(1).text).toContain(`Page 1 of 3; the next: /api-keys ${name} 2`);
    expect(JSON.stringify(say(1).blocks)).toContain(`/api-keys ${name} 2`);
    expect(numbers(say(2).text)).toEqual(from(101, 200));
    expect(numbers(say(3).text)).toEqual([201]);
    expect(say(3).text).toMatch(/Page 3 of 3$/);
    expect(say(999).text).toBe(say(3).text);
    expect(say(0).text).toBe(say(1).text);
  });
}

test("a hundred keys are one page, which says nothing of pages", () => {
  expect(numbers(keyList(keys.slice(0, 100), 1).text)).toEqual(from(1, 100));
  expect(keyList(keys.slice(0, 100), 1).text).not.toContain("Page");
});
