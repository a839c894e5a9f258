import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  consentUrl,
  exchangeCode,
  PlatformClient,
  PlatformPaused,
  PlatformProtocolError,
  PlatformRateLimited,
  PlatformRefusal,
  PlatformUnavailable,
} from "../../src/platform";

let server: Server;
let client: PlatformClient;
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;
let seen: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[];

beforeEach(async () => {
  seen = [];
  answer = (_request, response) => response.end();
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      seen.push({ method: request.method!, url: request.url!, headers: request.headers, body });
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  client = new PlatformClient({ apiUrl: apiUrl(), appKey: "app-key", timeoutMs: 10_000 });
});

function apiUrl(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  server.closeAllConnections();
  await Promise.all([client.close(), new Promise((resolve) => server.close(resolve))]);
});

function json(status: number, body: unknown, headers: Record<string, string> = {}): typeof answer {
  return (_request, response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

describe("the platform client", () => {
  test("sends both token headers, and no authorization", async () => {
    answer = json(200, []);
    await client.as("user-token").listChannels();
    expect(seen[0]).toMatchObject({ method: "GET", url: "/v1/channels" });
    expect(seen[0]!.headers).toMatchObject({ token: "user-token", "x-app-token": "app-key" });
    expect(seen[0]!.headers).not.toHaveProperty("authorization");
  });

  test("gives up an answer without an end, and does not fill the memory", async () => {
    let sent = 0;
    const part = Buffer.alloc(1024 * 1024, " ");
    answer = (_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(part)) sent++;
      };
      response.writeHead(200, { "content-type": "application/json" }).on("drain", more);
      more();
    };
    const patient = new PlatformClient({ apiUrl: apiUrl(), appKey: "app-key", timeoutMs: 60_000 });
    const failure = patient.as("t").listChannels();
    await expect(failure).rejects.toThrow(PlatformUnavailable);
    await expect(failure).rejects.toThrow("the answer is too long");
    expect(sent).toBeLessThan(128);
    await patient.close();
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ["comes byte by byte", (response) => response.write(" ")],
    [
      "is only announced, again and again",
      (response) => response.writeEarlyHints({ link: "</a>; rel=preload" }),
    ],
  ])("gives up an answer that %s", async (_, next) => {
    const hasty = new PlatformClient({ apiUrl: apiUrl(), appKey: "app-key", timeoutMs: 100 });
    answer = (_request, response) => {
      const drip = setInterval(next, 10, response);
      response.on("close", () => clearInterval(drip));
    };
    await expect(hasty.as("t").listChannels()).rejects.toThrow("the answer did not end in time");
    await hasty.close();
  });

  test("gives the exact text of an answer beside its value", async () => {
    answer = (_request, response) => response.end('{ "id":"m", "new field":1 }');
    const message = await client.as("t").fetchMessage("c", "m");
    expect(message.text).toBe('{ "id":"m", "new field":1 }');
    expect(message.value.id).toBe("m");
  });

  test("always sends files with a message, and the root in the path of a reply", async () => {
    answer = json(200, { id: "m" });
    await client.as("t").postMessage("c", { text: "hi" }, "root");
    expect(seen[0]).toMatchObject({ method: "POST", url: "/v1/channels/c/messages/root" });
    expect(JSON.parse(seen[0]!.body)).toEqual({ text: "hi", files: [] });
  });

  test("removes a reaction by DELETE with a JSON body", async () => {
    await client.as("t").removeReaction("m", { code: ":+1:" });
    expect(seen[0]).toMatchObject({
      method: "DELETE",
      url: "/v1/messages/m/reactions",
      body: '{"code":":+1:"}',
    });
  });

  test("an id can not climb the path", async () => {
    answer = json(200, {});
    for (const id of ["..", ".", "", "a/../b", "x?y#z", "\ud800"]) await client.as("t").getChannel(id);
    expect(seen.map((call) => call.url)).toEqual([
      "/v1/channels/-",
      "/v1/channels/-",
      "/v1/channels/-",
      "/v1/channels/a%2F..%2Fb",
      "/v1/channels/x%3Fy%23z",
      "/v1/channels/%EF%BF%BD",
    ]);
  });

  test("a 4xx is a refusal with the platform's body", async () => {
    answer = json(400, { message: "[must not be null]", localizedMessage: "x", code: 400000 });
    const error = await client
      .as("secret-token")
      .listUsers()
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PlatformRefusal);
    expect(error).toMatchObject({ status: 400, body: { code: 400000 } });
    expect(String(error)).toBe("PlatformRefusal: GET /v1/workspaceUsers: [must not be null] (400)");
    expect(String(error)).not.toContain("secret-token");
  });

  test("a 429 tells how long to wait", async () => {
    answer = json(429, { message: "slow down" }, { "retry-after": "7" });
    const error = await client
      .as("t")
      .listUsers()
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PlatformRateLimited);
    expect(error).toMatchObject({ retryAfterSeconds: 7 });
  });

  const unexpected: Record<string, [typeof answer, string]> = {
    nothing: [(_request, response) => response.end(), "the answer is empty (200)"],
    "half of a JSON text": [
      (_request, response) => response.writeHead(200, { "content-type": "application/json" }).end("{"),
      "the answer is not JSON (200)",
    ],
    "an object of another kind": [json(200, { id: 1 }), "the answer lacks what is documented (200)"],
  };
  for (const [name, [reply, problem]] of Object.entries(unexpected)) {
    test(`${name} where a message belongs is a protocol error when it is read`, async () => {
      answer = reply;
      const sent = await client.as("t").postMessage("c", { text: "hi" });
      expect(() => sent.value).toThrow(PlatformProtocolError);
      expect(() => sent.value).toThrow(`POST /v1/channels/c/messages: ${problem}`);
    });
  }

  test("an answer where none is documented does not matter", async () => {
    answer = (_request, response) => response.end();
    expect((await client.as("t").deleteMessage("c", "m")).text).toBe("");
  });

  const unusable: Record<string, typeof answer> = {
    "a 5xx": json(503, {}),
    "a redirect": (_request, response) => response.writeHead(302, { location: "/login" }).end(),
    "a body that is no JSON": (_request, response) => response.end("<html>"),
    "a body that ends early": (_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{");
      response.socket!.destroySoon();
    },
    "a lost connection": (request) => request.socket.destroy(),
  };
  for (const [name, reply] of Object.entries(unusable)) {
    test(`${name} is no usable answer`, async () => {
      answer = reply;
      await expect(client.as("t").listUsers()).rejects.toBeInstanceOf(PlatformUnavailable);
    });
  }

  test("after failures in a row calls are not tried, until a trial after the pause succeeds", async () => {
    let nowMs = 0;
    const circuit = { failures: 3, pauseMs: 5_000, now: () => nowMs };
    const careful = new PlatformClient({ apiUrl: apiUrl(), appKey: "a", circuit });
    const call = () => careful.as("t").listUsers();
    answer = json(503, {});
    for (let time = 0; time < 3; time++) await expect(call()).rejects.toBeInstanceOf(PlatformUnavailable);
    const calls = seen.length;
    await expect(call()).rejects.toThrow("not tried, for Pumble failed repeatedly; next try in 5 s");
    expect(seen).toHaveLength(calls);
    nowMs = 5_000;
    await expect(call()).rejects.toBeInstanceOf(PlatformUnavailable);
    await expect(call()).rejects.toBeInstanceOf(PlatformPaused);
    // A clock that is set back by an hour makes no pause of an hour.
    nowMs = -3_600_000;
    await expect(call()).rejects.toBeInstanceOf(PlatformUnavailable);
    nowMs += 5_000;
    answer = json(200, []);
    await call();
    await call();
    await careful.close();
  });

  test("refusals do not count as failures", async () => {
    answer = json(400, { message: "no" });
    for (let time = 0; time < 12; time++) {
      await expect(client.as("t").listUsers()).rejects.toBeInstanceOf(PlatformRefusal);
    }
  });

  test("a base URL with a path keeps it", async () => {
    const behind = new PlatformClient({ apiUrl: `${apiUrl()}/proxy/`, appKey: "a" });
    answer = json(200, []);
    await behind.as("t").listUsers();
    expect(seen[0]!.url).toBe("/proxy/v1/workspaceUsers");
    await behind.close();
  });

  test("a closed port is no usable answer and says so", async () => {
    const other = new PlatformClient({ apiUrl: "http://127.0.0.1:1", appKey: "a" });
    await expect(other.as("t").listUsers()).rejects.toThrow("GET /v1/workspaceUsers: connection refused");
    await other.close();
  });
});

describe("OAuth", () => {
  test("the consent link lists user scopes, then bot scopes with their prefix", () => {
    const url = new URL(
      consentUrl({
        consentScreenUrl: "https://app.example.com/access-request",
        clientId: "id",
        redirectUrl: "https://addon.example.com/redirect",
        userScopes: ["messages:read", "user:read"],
        botScopes: ["messages:write"],
        state: "s",
      }),
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      redirectUrl: "https://addon.example.com/redirect",
      clientId: "id",
      scopes: "messages:read,user:read,bot:messages:write",
      state: "s",
    });
  });

  test("a code is exchanged as multipart with hyphenated fields and no token headers", async () => {
    answer = json(200, { accessToken: "at", botToken: "bt", userId: "u", botId: "b", workspaceId: "w" });
    const grant = await exchangeCode(client.transport, { clientId: "id", clientSecret: "shh" }, "the code");
    expect(grant).toEqual({ accessToken: "at", botToken: "bt", userId: "u", botId: "b", workspaceId: "w" });
    const call = seen[0]!;
    const form = await new Response(call.body, {
      headers: { "content-type": call.headers["content-type"]! },
    }).formData();
    expect(Object.fromEntries(form)).toEqual({ "client-id": "id", "client-secret": "shh", code: "the code" });
    expect(call.headers).not.toHaveProperty("token");
    expect(call.headers).not.toHaveProperty("x-app-token");
  });

  test("an answer without its fields names them", async () => {
    answer = json(200, { accessToken: "at" });
    const exchange = exchangeCode(client.transport, { clientId: "id", clientSecret: "shh" }, "code");
    await expect(exchange).rejects.toThrow("POST /oauth2/access: the answer lacks userId, workspaceId");
  });
});
