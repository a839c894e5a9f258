import { mkdtempSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operationNames, operations } from "../../src/pumble/operations";
import { startStack, type TestStack } from "./stack";

let stack: TestStack;
let folder: string;
let key: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pumble-iac-addon-"));
  const env = {
    PUMBLE_ADDON_LIMIT_PER_KEY: "1000000",
    PUMBLE_ADDON_LIMIT_PER_WORKSPACE: "1000000",
    LOG_LEVEL: "warn",
  };
  stack = await startStack({ databaseUrl: join(folder, "addon.sqlite"), env });
  key = await stack.issueKey(stack.members[0]!);
});

afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Repeatable random numbers from 0 to 1. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const oddTexts = [
  "",
  " ",
  "general",
  "..",
  "../../control/snapshot",
  "%2e%2e%2f",
  "'; drop table api_key; --",
  "\u0000",
  "\ud800",
  "\u202egnp.exe",
  "é".repeat(200),
  "x".repeat(5_000),
  "__proto__",
  "constructor",
  "<script>alert(1)</script>",
  "-1",
  "1e999",
  "null",
  "0123456789abcdef01234567",
  "<<@0123456789abcdef01234567>>",
  "{{7*7}}",
  "\r\nx-injected: 1",
];

function oddValue(random: () => number, depth = 0): unknown {
  const pick = Math.floor(random() * (depth > 3 ? 6 : 8));
  if (pick <= 2) return oddTexts[Math.floor(random() * oddTexts.length)];
  if (pick === 3) return [0, -1, 1.5, 2 ** 53, 1e308][Math.floor(random() * 5)];
  if (pick === 4) return random() < 0.5;
  if (pick === 5) return null;
  if (pick === 6) return Array.from({ length: Math.floor(random() * 4) }, () => oddValue(random, depth + 1));
  const entries = Array.from({ length: Math.floor(random() * 4) }, () => [
    oddTexts[Math.floor(random() * oddTexts.length)]!,
    oddValue(random, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function oddRequest(random: () => number): [string, RequestInit] {
  const name = operationNames[Math.floor(random() * operationNames.length)]!;
  const { method, input } = operations[name];
  const fields = Object.keys(input.shape).filter(() => random() < 0.7);
  const values = fields.map((field) => [field, oddValue(random)] as const);
  const headers = random() < 0.95 ? { ApiKey: key } : { ApiKey: encodeURIComponent(oddTexts[5]!) };
  if (method === "POST") {
    const body =
      random() < 0.1
        ? `{"text":${"[".repeat(Math.floor(random() * 5000))}`
        : JSON.stringify(Object.fromEntries(values));
    return [`/${name}`, { method, headers, body }];
  }
  const query = new URLSearchParams(
    values.map(([field, value]) => [field, String(value)] as [string, string]),
  );
  return [`/${name}?${query}`, { method, headers }];
}

test("600 odd requests get an answer that is no server error", async () => {
  const random = mulberry(20_261_122);
  const statuses = new Map<number, number>();
  for (let number = 0; number < 600; number++) {
    const [path, init] = oddRequest(random);
    const response = await fetch(stack.url + path, init);
    const text = await response.text();
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    if (response.status >= 500)
      throw new Error(`${init.method} ${path} ${init.body}: ${response.status} ${text}`);
    expect(text).not.toContain(key.slice(17));
    expect(response.headers.has("x-injected")).toBe(false);
  }
  expect([...statuses.keys()].every((status) => [200, 403].includes(status))).toBe(true);
  expect(stack.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
}, 60_000);

const rawRequests: Record<string, string> = {
  "no HTTP": "hello\r\n\r\n",
  "a path that climbs": "GET /api-docs/../../etc/passwd HTTP/1.1\r\nhost: x\r\n\r\n",
  "an encoded path that climbs": "GET /api-docs/%2e%2e%2f%2e%2e%2fpackage.json HTTP/1.1\r\nhost: x\r\n\r\n",
  "a broken percent encoding": "GET /getChannel?channel=%E0%A4%A HTTP/1.1\r\nhost: x\r\n\r\n",
  "an absolute target": "GET http://evil.example.com/myInfo HTTP/1.1\r\nhost: x\r\n\r\n",
  "a bad host": "GET /myInfo HTTP/1.1\r\nhost: a b\r\n\r\n",
  "two keys": "GET /myInfo HTTP/1.1\r\nhost: x\r\napikey: a\r\napikey: b\r\n\r\n",
  "a huge header": `GET /myInfo HTTP/1.1\r\nhost: x\r\napikey: ${"x".repeat(20_000)}\r\n\r\n`,
  "a bad chunk": "POST /sendMessage HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
};

for (const [name, bytes] of Object.entries(rawRequests)) {
  test(`${name} is answered with 4xx, and the next request is served`, async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const socket = createConnection(Number(new URL(stack.url).port), "127.0.0.1", () => socket.end(bytes));
      let answer = "";
      socket.on("data", (chunk) => {
        answer += chunk;
      });
      socket.on("error", reject);
      socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)));
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect((await fetch(`${stack.url}/healthz`)).status).toBe(200);
  });
}
