import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everyonesKeys, keyList } from "../../src/addon/inside-pumble/sayings";
import { homeView } from "../../src/addon/inside-pumble/views";
import type { ApiKey } from "../../src/addon/keys/key-store";
import { unrestricted } from "../../src/addon/keys/scopes";
import { startStack, type TestStack } from "./stack";

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

test("a home view shows fifty keys, and where there are more says what shows them", () => {
  const shown = (count: number) => JSON.stringify(homeView(keys.slice(0, count)).blocks);
  expect(numbers(shown(51))).toEqual(from(1, 50));
  expect(shown(51)).toContain("/api-keys list");
  expect(numbers(shown(50))).toEqual(from(1, 50));
  expect(shown(50)).not.toContain("/api-keys list");
});

describe("GET /api-keys", () => {
  const folder = mkdtempSync(join(tmpdir(), "pumble-iac-pages-"));
  let stack: TestStack;
  let manager: string;

  beforeAll(async () => {
    stack = await startStack({ databaseUrl: join(folder, "addon.sqlite") });
    await stack.authorize(stack.members[0]!);
    await stack.authorize(stack.members[1]!);
    manager = await stack.issueKey(stack.members[0]!, "a");
    for (const name of ["b", "c", "d", "e"]) {
      const init = { method: "POST", headers: { ApiKey: manager }, body: JSON.stringify({ name }) };
      expect((await fetch(`${stack.url}/api-keys`, init)).status).toBe(200);
    }
  });
  afterAll(async () => {
    await stack?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (query: string, method = "GET") =>
    fetch(`${stack.url}/api-keys${query}`, { method, headers: { ApiKey: manager } });
  const page = async (query: string) =>
    (await (await ask(query)).json()) as { keys: { name: string; id: string }[]; hasMore: boolean };

  test("gives each key on one page, also behind one that was deleted meanwhile", async () => {
    const first = await page("?limit=2");
    const rest = await page(`?limit=3&cursor=${first.keys[1]!.id}`);
    expect([first.keys.length, first.hasMore, rest.keys.length, rest.hasMore]).toEqual([2, true, 3, false]);
    const all = [...first.keys, ...rest.keys];
    const whole = await page("");
    expect(all.map(({ name }) => name).sort()).toEqual(["a", "b", "c", "d", "e"]);
    expect([whole.keys.map(({ id }) => id), whole.hasMore]).toEqual([all.map(({ id }) => id), false]);
    const gone = all.findIndex(({ name }) => name === "c");
    await ask(`/${all[gone]!.id}`, "DELETE");
    expect((await page(`?cursor=${all[gone]!.id}`)).keys.map(({ id }) => id)).toEqual(
      all.slice(gone + 1).map(({ id }) => id),
    );
  });

  test("gives no page of more than 200, and none behind another member's key", async () => {
    expect(await (await ask("?limit=201")).text()).toContain("must be at most 200");
    const other = await stack.issueKey(stack.members[1]!, "hers");
    const foreign = await ask(`?cursor=${other.slice(4, 16)}`);
    expect([foreign.status, await foreign.text()]).toEqual([
      403,
      expect.stringContaining("Could not find API key with that identifier"),
    ]);
  });
});
