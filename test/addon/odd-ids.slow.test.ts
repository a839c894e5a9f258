import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendAtMax } from "../../src/pumble/recurrence";
import { databases, type TestDatabase } from "./databases";
import { startStack, type TestStack } from "./stack";

describe.each(Object.entries(databases))("on %s", (_, start) => {
  let database: TestDatabase;
  let stack: TestStack;
  let key: string;

  beforeAll(async () => {
    database = await start();
    stack = await startStack({ databaseUrl: database.url });
    key = await stack.issueKey(stack.members[0]!, "odd");
  });
  afterAll(async () => {
    await stack?.close();
    await database?.stop();
  });

  const ask = async (method: string, path: string, body?: object) => {
    const init = { method, headers: { ApiKey: key }, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(stack.url + path, init);
    return [response.status, await response.text()] as const;
  };

  test.each(["%00", "a%00b", "%ED%A0%80", "%FF", "%E2%80%AE", "%C0%80", "a".repeat(4000)])(
    "a key's id may be anything: %s",
    async (id) => {
      for (const [method, path] of [
        ["GET", `/api-keys/${id}`],
        ["GET", `/api-keys?cursor=${id}`],
        ["DELETE", `/api-keys/${id}`],
        ["POST", `/api-keys/${id}/rotate`],
      ] as const) {
        const [status, text] = await ask(method, path);
        expect([path, status, text]).toEqual([path, 403, expect.stringContaining("Could not find API key")]);
      }
    },
  );

  test("a key that would end when no date is any more is refused, and lists go on", async () => {
    for (const expiresAt of [sendAtMax + 1, 8_640_000_000_000_001, Number.MAX_SAFE_INTEGER, 1e300]) {
      const places = { "/api-keys": { name: "late" }, [`/api-keys/${key.slice(4, 16)}/rotate`]: {} };
      for (const [path, others] of Object.entries(places)) {
        const [status, text] = await ask("POST", path, { ...others, expiresAt });
        expect([path, status, text]).toEqual([path, 403, expect.stringContaining("must be at most")]);
      }
    }
    expect((await ask("POST", "/api-keys", { name: "latest", expiresAt: sendAtMax }))[0]).toBe(200);
    const { text } = await stack.type(stack.members[0]!, "/api-keys list");
    expect(text).toContain("expires 2096-10-02");
  });

  test("a command with a NUL in it is answered", async () => {
    const say = async (text: string) => (await stack.type(stack.members[0]!, `/api-keys ${text}`)).text;
    expect(await say("sender a\u0000b")).toContain("Nobody sent");
    expect(await say("delete a\u0000b")).toContain("You have no key");
  });
});
