/** The API is answered on Node's own server; what is written in an odd way goes by Hono, and is answered the same. */
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startStack, type TestStack } from "./stack";

let stack: TestStack;
let folder: string;
let key: string;
const now = Date.now();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pumble-iac-addon-"));
  stack = await startStack({ databaseUrl: join(folder, "addon.sqlite"), clock: { now: () => now } });
  key = await stack.issueKey(stack.members[0]!);
});

afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An answer and its log line, but for what differs from one request to the next. */
async function ask(
  target: string,
  init: RequestInit,
  withKey: boolean,
  headers: Record<string, string> = {},
) {
  const from = stack.log.length;
  const given = { ...(withKey ? { apikey: key } : {}), "x-request-id": "same", ...headers };
  const response = await fetch(stack.url + target, { ...init, headers: given });
  const answered = { status: response.status, text: await response.text() };
  const all = Object.fromEntries(response.headers);
  const { "ratelimit-remaining": remaining, connection: ____, "keep-alive": ___, ...others } = all;
  const line = stack.log.slice(from).find((text) => text.includes('"message":"request"'))!;
  const { time: _, durationMs: __, ...logged } = JSON.parse(line);
  return { ...answered, headers: others, isCounted: remaining !== undefined, logged };
}

const post = (body: string): RequestInit => ({ method: "POST", body });
const nobody = "0123456789abcdef01234567";

const cases: Record<string, { path: string; init?: RequestInit; withKey?: boolean; status: number }> = {
  "a read": { path: "/myInfo", status: 200 },
  "a query": { path: "/getChannel?channel=gen%65ral&channel=x&cursor=", status: 200 },
  "an empty answer": {
    path: "/customStatus",
    init: post(`{"code":":x:","expiresAt":${now * 2}}`),
    status: 200,
  },
  "no key": { path: "/listUsers", withKey: false, status: 403 },
  "invalid input": { path: "/sendMessage", init: post('{"channel":"general"}'), status: 403 },
  "no JSON": { path: "/sendMessage", init: post("{"), status: 403 },
  "a refusal of the platform": { path: `/fetchMessage?channelId=${nobody}&messageId=${nobody}`, status: 403 },
  "a body that is too large": { path: "/sendMessage", init: post("x".repeat(1024 * 1024 + 1)), status: 413 },
};

for (const [name, { path, init = {}, withKey = true, status }] of Object.entries(cases)) {
  test(`${name} is answered and logged the same by both`, async () => {
    const byNode = await ask(path, init, withKey);
    const escaped = `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`;
    expect(await ask(escaped, init, withKey)).toEqual(byNode);
    expect([byNode.status, byNode.logged.status]).toEqual([status, status]);
  });
}

test("an id that holds a token is answered, and not logged", async () => {
  const token = "xoxb-1234567890";
  const { headers, logged } = await ask("/myInfo", {}, true, { "x-request-id": token });
  expect([headers["x-request-id"], logged.requestId]).toEqual([token, "xoxb-[redacted]"]);
});

test("HEAD is answered as GET, without the body", async () => {
  const get = await ask("/myInfo", {}, true);
  const head = await ask("/myInfo", { method: "HEAD" }, true);
  const { "content-length": _, ...headers } = get.headers;
  expect([head.status, head.text]).toEqual([200, ""]);
  expect(head.headers).toMatchObject(headers);
});

test("another method is refused, a slash more and a name that is none are not found", async () => {
  const wrong: [string, RequestInit, number][] = [
    ["/myInfo", { method: "POST" }, 405],
    ["/myInfo", { method: "OPTIONS" }, 405],
    ["/myInfo/", {}, 404],
    ["/constructor", {}, 404],
  ];
  for (const [path, init, status] of wrong) expect((await ask(path, init, true)).status).toBe(status);
});

test("a host that is none is refused", async () => {
  const status = await new Promise((resolve, reject) => {
    const headers = { host: "1.2.3.4.5", apikey: key };
    request(`${stack.url}/myInfo`, { headers }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });
  expect(status).toBe(400);
});

test("a refused request that never sends its body loses its connection", async () => {
  const socket = connect(Number(new URL(stack.url).port), "127.0.0.1");
  socket.write("POST /sendMessage HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{");
  const answer = await new Promise<string>((resolve, reject) => {
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1.1 403 /);
});
