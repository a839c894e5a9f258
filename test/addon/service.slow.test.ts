import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { configFromEnvironment, startAddon } from "../../src/addon";
import { signatureHeaders } from "../../src/platform/signature";
import { callApi, startStack, type TestMember, type TestStack } from "./stack";

let stack: TestStack;
let folder: string;
let ada: TestMember;
const clock = { offsetMs: 0, now: () => Date.now() + clock.offsetMs };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pumble-iac-addon-"));
  const env = { PUMBLE_ADDON_LIMIT_PER_KEY: "5", PUMBLE_ADDON_LIMIT_PER_WORKSPACE: "200" };
  stack = await startStack({ databaseUrl: join(folder, "addon.sqlite"), env, clock });
  ada = stack.members[0]!;
});

afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Calls a path with a key. */
async function call(key: string, method: string, path: string, input?: object) {
  const response = await fetch(stack.url + path, {
    method,
    headers: { ApiKey: key },
    ...(input ? { body: JSON.stringify(input) } : {}),
  });
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, text, body: text ? JSON.parse(text) : null };
}

describe("limits", () => {
  test("a key that calls too often is told how long to wait, and may go on in the next minute", async () => {
    const key = await stack.issueKey(ada, "busy");
    clock.offsetMs += 61_000 - (clock.now() % 60_000);
    const statuses: number[] = [];
    for (let number = 0; number < 5; number++)
      statuses.push((await callApi(stack.url, key, "myInfo")).status);
    const sixth = await callApi(stack.url, key, "myInfo");
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(sixth.status).toBe(429);
    const wait = Number(sixth.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(sixth.body).toEqual({
      error: `Too many requests: this API key may make 5 a minute. Wait ${wait} seconds.`,
    });
    expect(sixth.headers.get("x-pumble-error")).toBe("rate_limited");
    expect(sixth.headers.get("ratelimit-remaining")).toBe("0");
    clock.offsetMs += wait * 1000;
    const next = await callApi(stack.url, key, "myInfo");
    expect([next.status, next.headers.get("ratelimit-remaining")]).toEqual([200, "4"]);
    expect(next.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test("a connection is kept for longer than balancers keep theirs, so that none is closed under a request", async () => {
  const { headers } = await fetch(`${stack.url}/healthz`);
  expect(Number(/timeout=(\d+)/.exec(headers.get("keep-alive")!)![1])).toBeGreaterThan(60);
});

test("a balancer may ask by HTTP/1.0, without a host", async () => {
  const socket = connect(Number(new URL(stack.url).port), "127.0.0.1");
  socket.end("GET /readyz HTTP/1.0\r\n\r\n");
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
});

describe("the management of keys by API", () => {
  test("a key is made, found, rotated and deleted, and its text is answered once", async () => {
    const manager = await stack.issueKey(ada, "manager");
    const made = await call(manager, "POST", "/api-keys", { name: "by code", scopes: { readOnly: true } });
    expect(made.body).toMatchObject({ key: { name: "by code", status: "active", expiresAt: null } });
    expect(made.body.apiKey).toContain(`pmb_${made.body.key.id}_`);
    const found = await call(manager, "GET", `/api-keys/${made.body.key.id}`);
    expect(found.body).toEqual(made.body.key);
    const rotated = await call(manager, "POST", `/api-keys/${made.body.key.id}/rotate`, { graceSeconds: 60 });
    expect(rotated.body.key).toMatchObject({ name: "by code", scopes: { readOnly: true } });
    for (const { body } of [made, rotated])
      expect((await call(body.apiKey, "GET", "/myInfo")).status).toBe(200);
    clock.offsetMs += 61_000;
    expect((await call(made.body.apiKey, "GET", "/myInfo")).text).toContain("has expired");
    const deleted = await call(manager, "DELETE", `/api-keys/${rotated.body.key.id}`);
    expect([deleted.status, deleted.text]).toEqual([200, ""]);
    expect((await call(rotated.body.apiKey, "GET", "/myInfo")).text).toContain("was deleted");
    const list = await call(manager, "GET", "/api-keys");
    expect(list.text).not.toContain(rotated.body.apiKey.slice(17));
  });

  test("a narrowed key may not manage keys, and nobody reaches another member's", async () => {
    const manager = await stack.issueKey(ada, "owner");
    const general = (await callApi(stack.url, manager, "getChannel", { channel: "general" })).body.channel.id;
    const narrowly = (scopes: object) => call(manager, "POST", "/api-keys", { name: "narrow", scopes });
    for (const scopes of [{ readOnly: true }, { channels: [general] }, { groups: ["Users"] }]) {
      const { apiKey, key } = (await narrowly(scopes)).body;
      const attempts = [
        call(apiKey, "POST", "/api-keys", { name: "wide" }),
        call(apiKey, "POST", `/api-keys/${key.id}/rotate`, {}),
        call(apiKey, "DELETE", `/api-keys/${key.id}`),
        call(apiKey, "GET", "/api-keys"),
      ];
      for (const { status, headers } of await Promise.all(attempts)) {
        expect([status, headers.get("x-pumble-error")]).toEqual([403, "not_allowed"]);
      }
    }
    const narrow = await narrowly({ groups: ["Users"] });
    await stack.authorize(stack.members[1]!);
    const other = await stack.issueKey(stack.members[1]!);
    const foreign = await call(other, "DELETE", `/api-keys/${narrow.body.key.id}`);
    expect([foreign.status, foreign.headers.get("x-pumble-error")]).toEqual([403, "not_found"]);
  });

  test("a key for one channel sees and reaches that channel alone", async () => {
    const manager = await stack.issueKey(ada, "for channels");
    const general = (await callApi(stack.url, manager, "getChannel", { channel: "general" })).body.channel.id;
    const made = await call(manager, "POST", "/api-keys", {
      name: "one channel",
      scopes: { channels: [general] },
    });
    const key = made.body.apiKey as string;
    const listed = (await callApi(stack.url, key, "listChannels")).body as { channel: { id: string } }[];
    expect(listed.map(({ channel }) => channel.id)).toEqual([general]);
    expect((await callApi(stack.url, key, "sendMessage", { channel: "general", text: "x" })).status).toBe(
      200,
    );
    const elsewhere = await callApi(stack.url, key, "sendMessage", { channel: "random", text: "x" });
    expect(elsewhere.body.error).toBe("This API key may not be used for that channel");
    const created = await callApi(stack.url, key, "createChannel", { name: "y", type: "PUBLIC" });
    expect(created.body.error).toBe("This API key may only be used within its channels");
  });
});

describe("the hook", () => {
  const body = JSON.stringify({ messageType: "SLASH_COMMAND" });
  const post = (headers: Record<string, string>, content: string = body) =>
    fetch(`${stack.url}/hook`, { method: "POST", headers, body: content });

  test("refuses what is not signed, is replayed, or was altered", async () => {
    const good = () => signatureHeaders(body, stack.app.signingSecret, clock.now());
    const old = signatureHeaders(body, stack.app.signingSecret, clock.now() - 301_000);
    const answers = await Promise.all([
      post({}),
      post(old),
      post(good(), `${body} `),
      post(signatureHeaders(body, "another secret", clock.now())),
      post({ ...good(), "x-pumble-request-signature": "é" }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403, 403, 403]);
  });

  test("refuses a body that is too large, is not JSON, or is no trigger", async () => {
    const signed = (content: string) =>
      post(signatureHeaders(content, stack.app.signingSecret, clock.now()), content);
    expect((await signed("x".repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await signed("{")).status).toBe(400);
    expect((await signed('{"messageType":"NOTHING"}')).status).toBe(400);
    expect((await signed(body)).status).toBe(400);
  });
});

describe("the consent flow", () => {
  test("a state that was not issued here, or is too old, is refused by a page that says so", async () => {
    const forged = await fetch(`${stack.url}/redirect?code=x&state=abc.def`);
    expect([forged.status, await forged.text()]).toEqual([400, expect.stringContaining("was not made here")]);
    const link = (await fetch(`${stack.url}/install`, { redirect: "manual" })).headers.get("location")!;
    const state = encodeURIComponent(new URL(link).searchParams.get("state")!);
    const denied = await fetch(`${stack.url}/redirect?state=${state}`);
    expect(await denied.text()).toContain("<h1>Access was not granted</h1>");
    const wrong = await fetch(`${stack.url}/redirect?code=%3Cb%3E&state=${state}`);
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining("refused the code")]);
    clock.offsetMs += 15 * 60_000;
    const late = await fetch(`${stack.url}/redirect?code=x&state=${state}`);
    expect(await late.text()).toContain("This link is too old");
    clock.offsetMs -= 15 * 60_000;
  });

  test("a code works once", async () => {
    const done = await stack.authorize(ada);
    const page = await done.text();
    expect(page).toContain('<html lang="en">');
    expect(page).toContain("<h1>The API app may now act for you</h1>");
    const again = await fetch(done.url);
    expect(again.status).toBe(400);
  });
});

describe("operation", () => {
  test("tells health, readiness, version and counts", async () => {
    expect(await (await fetch(`${stack.url}/healthz`)).json()).toMatchObject({ status: "ok" });
    expect(await (await fetch(`${stack.url}/readyz`)).json()).toEqual({ status: "ready" });
    const metrics = await (await fetch(`${stack.url}/metrics`)).text();
    expect(metrics).toMatch(/pumble_addon_requests_total\{route="myInfo",method="GET",status="200"\} \d+/);
    expect(metrics).toMatch(/pumble_addon_platform_call_seconds_count \d+/);
  });

  test("says what it is to somebody who opens its address", async () => {
    const response = await fetch(stack.url);
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/html; charset=UTF-8",
    ]);
    const text = await response.text();
    for (const path of ["/install", "/api-docs/", "/healthz"]) {
      expect(text).toContain(`href="${stack.url}${path}"`);
      expect((await fetch(stack.url + path, { redirect: "manual" })).status).toBeLessThan(400);
    }
  });

  test("serves its manifest without a secret", async () => {
    const text = await (await fetch(`${stack.url}/manifest`)).text();
    expect(JSON.parse(text)).toMatchObject({ name: "API", redirectUrls: [`${stack.url}/redirect`] });
    for (const secret of [stack.app.appKey, stack.app.clientSecret, stack.app.signingSecret]) {
      expect(text).not.toContain(secret);
    }
  });

  test("serves Swagger UI from its own files, and nothing beside them", async () => {
    const page = await fetch(`${stack.url}/api-docs/`);
    expect(await page.text()).toContain("swagger-ui-bundle.js");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
    const bundle = await fetch(`${stack.url}/api-docs/swagger-ui-bundle.js`);
    expect([bundle.status, bundle.headers.get("content-type")]).toEqual([
      200,
      "text/javascript; charset=utf-8",
    ]);
    for (const path of ["package.json", "..%2fpackage.json", "constructor"]) {
      expect((await fetch(`${stack.url}/api-docs/${path}`)).status).toBe(404);
    }
  });

  test("answers 503 until it is configured, and finishes requests in flight when it closes", async () => {
    let configured!: () => void;
    const waiting = new Promise<void>((resolve) => {
      configured = resolve;
    });
    let url!: string;
    const starting = startAddon({
      port: 0,
      writeLog: () => undefined,
      configure: async (publicUrl) => {
        url = publicUrl;
        const before = await fetch(`${publicUrl}/healthz`);
        expect([before.status, before.headers.get("retry-after")]).toEqual([503, "1"]);
        configured();
        return { ...stack.config, databaseUrl: join(folder, "second.sqlite") };
      },
    });
    await waiting;
    const addon = await starting;
    expect(addon.url).toBe(url);
    const body = JSON.stringify({
      messageType: "APP_EVENT",
      eventType: "NEW_MESSAGE",
      workspaceId: "w",
      body: "{}",
    });
    const headers = signatureHeaders(body, stack.app.signingSecret, Date.now());
    const answer = await new Promise<number>((resolve, reject) => {
      const slow = request(`${addon.url}/hook`, { method: "POST", headers }, (response) => {
        response.resume();
        resolve(response.statusCode!);
      });
      slow.on("error", reject);
      slow.write(body.slice(0, 5), () => {
        const closing = addon.close();
        slow.end(body.slice(5));
        closing.catch(reject);
      });
    });
    expect(answer).toBe(200);
    await addon.close();
    await expect(fetch(`${addon.url}/healthz`)).rejects.toThrow();
  });

  test("dates its answers by its own clock, for clients learn the time from it", async () => {
    clock.offsetMs += 86_400_000;
    for (const path of ["/healthz", "/myInfo", "/nowhere"]) {
      const date = Date.parse((await fetch(stack.url + path)).headers.get("date")!);
      expect(Math.abs(date - clock.now())).toBeLessThan(5_000);
    }
    clock.offsetMs -= 86_400_000;
  });

  test("a port that is taken is named", async () => {
    const port = Number(new URL(stack.url).port);
    const start = startAddon({ port, configure: () => configFromEnvironment({}) });
    await expect(start).rejects.toThrow(`The addon cannot listen on 127.0.0.1:${port}: the port is in use.`);
  });
});

test("the line of a request names the operation and the key, and of the key no more than its public id", async () => {
  const key = await stack.issueKey(ada, "logged");
  expect((await callApi(stack.url, key, "myInfo")).status).toBe(200);
  const line = stack.log.findLast((each) => each.includes('"operation":"myInfo"'))!;
  expect(JSON.parse(line)).toMatchObject({ keyId: key.slice(4, 16), status: 200 });
  expect(line).not.toContain(key.slice(17));
});

test("a line of the log steers no terminal, whatever was asked for", async () => {
  const path = "/%C2%9B31m%E2%80%AE";
  expect((await fetch(stack.url + path)).status).toBe(404);
  const line = stack.log.find((each) => each.includes("31m"))!;
  expect(line).toMatch(/^[ -~]+\n$/);
  expect(JSON.parse(line).path).toBe(decodeURIComponent(path));
});
