import { mkdtempSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateApiKey } from "../../src/pumble/api-keys/api-key-text";
import { operationNames, operations } from "../../src/pumble/operations/operations";
import { startStack, type TestStack } from "../addon/stack";
import { oddValue } from "./odd-values";
import { mulberry, oneOf, type Random } from "./random";

/** The same requests each time; another seed gives others. */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_122);
const requests = 10_000;
/** Requests under way at once. */
const workers = 8;

let stack: TestStack;
let folder: string;
let key: string;

beforeAll(async () => {
  console.log(`Fuzzing with FUZZ_SEED=${seed}`);
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

/** Bodies that are no object of fields. */
const oddBodies: ((random: Random) => string)[] = [
  (random) => `{"text":${"[".repeat(Math.floor(random() * 5000))}`,
  (random) => `${'{"a":'.repeat(200)}1${"}".repeat(Math.floor(random() * 400))}`,
  () => `{"text":"${"x".repeat(1_048_600)}"}`,
  () => '{"__proto__":{"text":"x"},"constructor":{"prototype":{}}}',
  () => '{"text":"\\ud800","text":1}',
  () => "\ufeff{}",
  () => "text=x&channel=general",
  () => "[]",
  () => "\u0000",
  () => "-",
];

const oddHeaders: Record<string, string>[] = [
  { "content-type": "application/x-www-form-urlencoded" },
  { "content-type": "multipart/form-data; boundary=x" },
  { "content-encoding": "gzip" },
  { "x-request-id": "x'; drop table audit; --" },
  { "x-request-id": "a".repeat(5_000) },
  { "x-forwarded-for": "127.0.0.1, ::1", forwarded: 'for="_x"' },
  { "x-http-method-override": "DELETE" },
  { origin: "https://evil.example.com", cookie: "a=b; ".repeat(200) },
  { range: "bytes=0-1", "if-none-match": "*", accept: "text/html;q=x" },
];

const oddPaths = [
  "/",
  "/%00",
  "/..%2f..%2fetc/passwd",
  "/api-docs/%2e%2e/%2e%2e/package.json",
  "/api-docs/__proto__",
  "/api-keys/'%20or%201=1",
  "/api-keys/../hook",
  "/constructor",
  "/sendMessage/",
  "/SENDMESSAGE",
  "//myInfo",
  "/redirect?code=%00&state=%27",
  "/redirect?state=a.b.c",
  "/install?workspace=%3Cscript%3E",
  "/%E0%A4%A",
  `/${"a/".repeat(2_000)}`,
];

const oddKeys = ["", "x", "pmb_", "pmb_000000000000_x", "0".repeat(8_000), "'; --", "\u00e9", "Bearer x"];

type OddRequest = [string, RequestInit & { headers: Record<string, string> }];

/** Keys that requests bring: with typos, more than once, and where none belongs. */
const brought = ((random: Random) =>
  Array.from({ length: 40 }, () =>
    generateApiKey((count) => Uint8Array.from({ length: count }, () => random() * 256)),
  ))(mulberry(seed + 1));

/** What is done to a key that is brought; each leaves its last 20 characters. */
const bringing: ((text: string) => unknown)[] = [
  (text) => text,
  (text) => text,
  (text) => text.slice(0, 20) + (text[20] === "0" ? "1" : "0") + text.slice(21),
  (text) => text.slice(1),
  (text) => ` ${text}\n`,
  (text) => [text],
  (text) => ({ [text]: text }),
];

function keyRequest(random: Random, headers: Record<string, string>): OddRequest {
  const { id, text } = oneOf(random, brought);
  const other = oneOf(random, brought);
  const pick = random();
  if (pick < 0.1)
    return [`/api-keys/${text}`, { method: oneOf(random, ["GET", "DELETE", "PATCH"]), headers }];
  const isNew = pick < 0.6;
  const body = {
    ...(isNew || random() < 0.1 ? { name: "fuzz" } : {}),
    ...(random() < 0.1 ? { [text]: oddValue(random) } : {}),
    apiKey: oneOf(random, bringing)(text),
    ...(random() < 0.3 ? { graceSeconds: oddValue(random), expiresAt: oddValue(random) } : {}),
    ...(random() < 0.2 ? { scopes: oddValue(random) } : {}),
  };
  const path = isNew ? "/api-keys" : `/api-keys/${oneOf(random, [id, other.id, other.text])}/rotate`;
  const whole = JSON.stringify(body);
  return [path, { method: "POST", headers, body: random() < 0.9 ? whole : whole.slice(0, -1) }];
}

function oddRequest(random: Random): OddRequest {
  const good = random() < 0.9;
  const headers: Record<string, string> = {
    [random() < 0.5 ? "ApiKey" : "Api-Key"]: good ? key : oneOf(random, oddKeys),
    ...(random() < 0.3 ? oneOf(random, oddHeaders) : {}),
  };
  if (random() < 0.1) {
    const method = oneOf(random, ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]);
    return [oneOf(random, oddPaths), { method, headers }];
  }
  if (random() < 0.1) return keyRequest(random, headers);
  const name = oneOf(random, operationNames);
  const { method, input } = operations[name];
  const fields = Object.keys(input.shape).filter(() => random() < 0.7);
  const values = fields.map((field) => [field, oddValue(random)] as const);
  if (method === "POST") {
    const isOdd = random() < 0.15;
    const body = isOdd ? oneOf(random, oddBodies)(random) : JSON.stringify(Object.fromEntries(values));
    return [`/${name}`, { method, headers, body }];
  }
  const query = new URLSearchParams(
    values.map(([field, value]) => [field, String(value)] as [string, string]),
  );
  return [`/${name}?${query}`, { method, headers }];
}

/** What must appear in no answer and in no log. */
function secrets(): string[] {
  const { appKey, clientSecret, signingSecret } = stack.app;
  return [key.slice(17), appKey, clientSecret, signingSecret, ...brought.map(({ text }) => text.slice(-20))];
}

test(`${requests} odd requests: no server error, no secret told, memory bounded`, async () => {
  const random = mulberry(seed);
  const statuses = new Map<number, number>();
  const hidden = secrets();
  let left = requests;
  let startBytes = 0;
  const work = async (): Promise<void> => {
    while (left > 0) {
      // What is made once, such as compiled code, is there after the first thousand.
      if (left-- === requests - 1_000) startBytes = process.memoryUsage().rss;
      const [path, init] = oddRequest(random);
      const response = await fetch(stack.url + path, { ...init, redirect: "manual" });
      const text = await response.text();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      const about = `FUZZ_SEED=${seed}: ${init.method} ${path.slice(0, 500)} ${String(init.body).slice(0, 500)}`;
      if (response.status >= 500) throw new Error(`${about}\n${response.status} ${text}`);
      const told = text + JSON.stringify([...response.headers]);
      if (hidden.some((secret) => told.includes(secret)))
        throw new Error(`${about}\ntold a secret:\n${told}`);
      if (response.headers.has("x-injected")) throw new Error(`${about}\ninjected a header`);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  expect([...statuses.values()].reduce((sum, count) => sum + count)).toBe(requests);
  expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([200, 403, 404, 413]));
  const log = stack.log.join("");
  expect(stack.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  expect(hidden.filter((secret) => log.includes(secret))).toEqual([]);
  // Load, workspace and addon share this process; a leak of each body alone would be several times as much.
  expect((process.memoryUsage().rss - startBytes) / 1_000_000).toBeLessThan(300);
  expect((await fetch(`${stack.url}/readyz`)).status).toBe(200);
}, 300_000);

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
  "a header in two lines": "GET /myInfo HTTP/1.1\r\nhost: x\r\napikey: a\r\n b: c\r\n\r\n",
  "two lengths": "POST /sendMessage HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
  "length and chunks at once":
    "POST /sendMessage HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
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
