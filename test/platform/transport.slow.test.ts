/** What a call tells and how it fails, on a server that answers as each test says. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { PlatformError, Transport, type TransportOptions } from "../../src/platform";
import { version } from "../../src/pumble/version";

type Reply = (request: IncomingMessage, response: ServerResponse) => unknown;
let reply: Reply = (_request, response) => response.end("{}");
let seen: IncomingMessage | undefined;
let apiUrl = "";
const server = createServer((request, response) => {
  seen = request;
  request.resume().on("end", () => reply(request, response));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function transportTo(options: Partial<TransportOptions> = {}): Transport {
  const transport = new Transport({ apiUrl, env: {}, ...options });
  onTestFinished(() => transport.close());
  return transport;
}
const get = (transport: Transport, path = "/x?secret=1") => transport.send({ method: "GET", path });
const failureOf = (transport: Transport) => get(transport).catch((error: unknown) => error as PlatformError);
const status =
  (code: number, body = "", headers: Record<string, string> = {}): Reply =>
  (_request, response) =>
    response.writeHead(code, headers).end(body);

describe("a call", () => {
  test("says who calls, and what it was given", async () => {
    const headers = ["token", "t"];
    await transportTo().send({ method: "POST", path: "/x?a=b", headers, body: "{}" });
    expect(seen).toMatchObject({ method: "POST", url: "/x?a=b" });
    expect(seen!.headers).toMatchObject({
      "user-agent": `pumble-iac/${version}`,
      token: "t",
      "content-length": "2",
    });
  });

  test("keeps the path of the base address", async () => {
    await get(transportTo({ apiUrl: `${apiUrl}/a/b//` }), "/x");
    expect(seen!.url).toBe("/a/b/x");
  });

  test("goes through a proxy where there is one, and leaves no connection behind, also when two are the first", async () => {
    const transport = new Transport({ apiUrl: "http://platform.example", env: { HTTP_PROXY: apiUrl } });
    await Promise.all([get(transport, "/x"), get(transport, "/x")]);
    expect(seen!.url).toBe("http://platform.example/x");
    const open = () => new Promise<number>((done) => server.getConnections((_error, count) => done(count)));
    await transport.close();
    await expect.poll(open, { timeout: 5_000 }).toBe(0);
  });

  test("reads an answer that comes in pieces, with letters cut in half, and news before it", async () => {
    const bytes = Buffer.from('{"a":"é漢"}');
    reply = (_request, response) => {
      response.writeEarlyHints({ link: "</a>; rel=preload" });
      response.writeHead(200, { "content-length": bytes.length }).write(bytes.subarray(0, 7));
      setImmediate(() => response.end(bytes.subarray(7)));
    };
    expect((await get(transportTo())).value).toEqual({ a: "é漢" });
  });

  test("gives the body as long as the head had, however late that came", async () => {
    let nowMs = 0;
    const now = vi.spyOn(performance, "now").mockImplementation(() => nowMs);
    onTestFinished(() => now.mockRestore());
    reply = (_request, response) => {
      nowMs = 9_000;
      response.writeHead(200, { "content-length": 4 }).write("[1");
      setImmediate(() => {
        nowMs = 18_000;
        response.end(" ]");
      });
    };
    expect((await get(transportTo())).text).toBe("[1 ]");
  });

  test.each([
    ["as JSON that is none, and read", "{", { "content-type": "application/json; charset=utf-8" }, "{"],
    ["nothing", "", {}, ""],
    ["JSON that is not said to be", "[1]", { "content-type": "text/plain" }, "[1]"],
  ])("passes on %s", async (_, body, headers, text) => {
    reply = status(200, body, headers);
    expect((await get(transportTo())).text).toBe(text);
  });
});

describe("who watches is told of each call, without what is in its query", () => {
  test.each<[string, Reply, number | null]>([
    ["an answer", status(200, "{}"), 200],
    ["a refusal", status(404, "{}"), 404],
    ["what is no JSON", status(200, "<html>"), 200],
    ["no answer", (request) => request.socket.destroy(), null],
  ])("%s", async (_, answer, code) => {
    reply = answer;
    const told: unknown[] = [];
    const transport = transportTo({ observe: (call) => told.push(call) });
    await failureOf(transport);
    expect(told).toEqual([{ method: "GET", path: "/x", status: code, durationMs: expect.any(Number) }]);
    const { durationMs } = told[0] as { durationMs: number };
    expect(durationMs).toBeGreaterThan(0);
    expect(durationMs).toBeLessThan(10_000);
  });
});

describe("a failure", () => {
  const cases: Record<string, [Reply, string, object]> = {
    "400 in the platform's words": [
      status(400, '{"message":"no","code":1}'),
      "GET /x: no (400)",
      { name: "PlatformRefusal", status: 400, body: { message: "no", code: 1 } },
    ],
    "499 without words": [
      status(499, "null"),
      "GET /x: refused (499)",
      { name: "PlatformRefusal", body: null },
    ],
    "400 with other words": [status(400, '{"message":1}'), "GET /x: refused (400)", { body: null }],
    "400 that is a page": [status(400, "<html>"), "GET /x: refused (400)", { body: null }],
    "429 without a time": [
      status(429, '{"message":"slow"}'),
      "GET /x: too many requests (429)",
      { name: "PlatformRateLimited", retryAfterSeconds: null, body: { message: "slow" } },
    ],
    "429 with a time": [
      status(429, "", { "retry-after": "0.5" }),
      "GET /x: too many",
      { retryAfterSeconds: 0.5 },
    ],
    "429 with a date": [
      status(429, "", { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }),
      "GET /x: too many",
      { retryAfterSeconds: null },
    ],
    "429 with a time that is past": [
      status(429, "", { "retry-after": "-1" }),
      "too many",
      { retryAfterSeconds: null },
    ],
    "500": [
      status(500, "{}"),
      "GET /x: the platform failed (500)",
      { name: "PlatformUnavailable", status: 500 },
    ],
    "300": [
      status(300, "{}"),
      "GET /x: unexpected redirect (300)",
      { name: "PlatformUnavailable", status: 300 },
    ],
    "a page": [
      status(201, "<html>", { "content-type": "text/html" }),
      "GET /x: the answer is not JSON (201)",
      { name: "PlatformProtocolError", status: 201 },
    ],
    "a lost connection": [
      (request) => request.socket.destroy(),
      "GET /x: connection lost",
      { name: "PlatformUnavailable", status: null, reason: "connection lost" },
    ],
    "what is no HTTP": [
      (request) => request.socket.end("what?\r\n\r\n"),
      "GET /x: connection failed",
      { name: "PlatformUnavailable", status: null },
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [answer, message, fields]) => {
    reply = answer;
    const failure = await failureOf(transportTo());
    expect(failure).toBeInstanceOf(PlatformError);
    expect(failure).toMatchObject(fields);
    expect((failure as Error).message).toContain(message);
    expect((failure as Error).message).not.toContain("secret");
  });

  test("no host of that name", async () => {
    await expect(get(transportTo({ apiUrl: "http://nowhere.invalid" }))).rejects.toThrow(
      "GET /x: host not found",
    );
  });

  test("no answer in time, and one that stops half way", async () => {
    reply = () => {};
    await expect(get(transportTo({ timeoutMs: 50 }))).rejects.toThrow("GET /x: no answer in time");
    reply = (_request, response) => response.write("{");
    const stopped = await failureOf(transportTo({ timeoutMs: 50 }));
    expect((stopped as Error).message).toBe("GET /x: the answer stopped half way (200)");
  });
});

describe("calls are no longer tried", () => {
  const twice = { circuit: { failures: 2, pauseMs: 60_000 } };
  test.each<[string, Reply, boolean]>([
    ["after what is no usable answer", status(500), true],
    ["not after refusals", status(404), false],
    ["not where it is only too much", status(429), false],
    ["not after answers", status(200), false],
  ])("%s", async (_, answer, paused) => {
    reply = answer;
    const transport = transportTo(twice);
    for (let time = 0; time < 2; time++) await failureOf(transport);
    const third = await failureOf(transport);
    expect((third as { name?: string }).name === "PlatformPaused").toBe(paused);
    if (paused)
      expect((third as Error).message).toBe(
        "GET /x: not tried, for Pumble failed repeatedly; next try in 60 s",
      );
  });

  test("a refusal in between starts the count anew", async () => {
    const transport = transportTo(twice);
    for (const code of [500, 404, 500]) {
      reply = status(code);
      await failureOf(transport);
    }
    reply = status(200);
    await get(transport);
  });
});
