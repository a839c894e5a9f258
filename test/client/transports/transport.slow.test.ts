/** One suite for both transports: what can happen to a request, and whether it may have arrived. */
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FetchTransport, type Transport, TransportFailure, UndiciTransport } from "../../../src/client";
import { createServerIdentity } from "../../../src/terraform/process/certificate";
import { failure } from "../set-up";
import { type Answer, WireServer } from "../wire-server";

const transports: Record<string, () => Transport> = {
  undici: () => new UndiciTransport(),
  fetch: () => new FetchTransport(),
};

describe.each(Object.entries(transports))("%s", (_, make) => {
  let server: WireServer;
  let transport: Transport;
  let baseUrl: string;
  beforeEach(async () => {
    server = new WireServer();
    transport = make();
    baseUrl = await server.start();
  });
  afterEach(async () => {
    await transport.close?.();
    await server.stop();
  });

  function send(answer: Answer, options: { timeoutMs?: number; signal?: AbortSignal } = {}) {
    server.on("echo", answer);
    const request = { method: "POST", url: `${baseUrl}/echo`, headers: {}, body: "{}", timeoutMs: 5_000 };
    return transport.send({ ...request, ...options });
  }

  test("an answer keeps status, headers and body", async () => {
    const response = await send({ status: 403, text: "ä", headers: { "Retry-After": "3" } });
    expect(response).toMatchObject({ status: 403, body: "ä" });
    expect(response.header("retry-after")).toBe("3");
    expect(response.header("x-other")).toBeNull();
  });

  test("a request arrives as it is: method, headers and body", async () => {
    server.on("echo", { text: "" });
    const sent = {
      method: "PUT",
      headers: { "X-Sent": "yes", "Content-Type": "application/json" },
      body: '{"ä":1}',
    };
    await transport.send({ ...sent, url: `${baseUrl}/echo`, timeoutMs: 5_000 });
    expect(server.requests).toMatchObject([
      { method: "PUT", headers: { "x-sent": "yes", "content-type": "application/json" }, body: { ä: 1 } },
    ]);
  });

  test("a redirect is an answer, not followed", async () => {
    const response = await send({ status: 307, text: "", headers: { Location: `${baseUrl}/other` } });
    expect(response.status).toBe(307);
    expect(server.requests).toHaveLength(1);
  });

  test("a refused connection surely did not arrive", async () => {
    await server.stop();
    const error = await failure(send({ text: "" }), TransportFailure);
    expect(error).toMatchObject({ sent: "no", timedOut: false, message: "connection refused" });
  });

  test("an unknown host surely was not reached", async () => {
    baseUrl = "http://host.invalid";
    const error = await failure(send({ text: "" }), TransportFailure);
    expect(error.sent).toBe("no");
    expect(error.message).toMatch(/host name/);
  });

  test.each<[string, Answer]>([
    ["a reset connection", { reset: true }],
    ["a truncated body", { truncated: "{" }],
  ])("%s may have arrived", async (_name, answer) => {
    expect(await failure(send(answer), TransportFailure)).toMatchObject({ sent: "maybe", timedOut: false });
  });

  test("no answer in time may have arrived", async () => {
    const error = await failure(send({ silent: true }, { timeoutMs: 50 }), TransportFailure);
    expect(error).toMatchObject({ sent: "maybe", timedOut: true, message: "no answer in time" });
  });

  test("an abort is the signal's reason, not a failure", async () => {
    const stop = new AbortController();
    const reason = new Error("stopped");
    const sending = send({ silent: true }, { signal: stop.signal, timeoutMs: 600_000 });
    stop.abort(reason);
    await expect(sending).rejects.toBe(reason);
  });
});

test("undici sends on kept connections", async () => {
  const server = new WireServer();
  const url = `${await server.start()}/echo`;
  server.on("echo", { text: "" });
  const transport = new UndiciTransport();
  for (let n = 0; n < 3; n++) await transport.send({ method: "GET", url, headers: {}, timeoutMs: 5_000 });
  expect(server.requests[0]?.headers.connection).toBe("keep-alive");
  await transport.close();
  await server.stop();
});

test("undici trusts the given certificates, and without them no request leaves", async () => {
  const { certificatePem, keyPem } = createServerIdentity();
  let requests = 0;
  const server = createServer({ cert: certificatePem, key: keyPem }, (_, response) => {
    requests += 1;
    response.end("trusted");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
  const request = { method: "GET", url, headers: {}, timeoutMs: 5_000 };
  const plain = new UndiciTransport();
  const error = await failure(plain.send(request), TransportFailure);
  expect(error).toMatchObject({ sent: "no", message: expect.stringMatching(/^no trusted TLS connection/) });
  expect(requests).toBe(0);
  const trusting = new UndiciTransport([certificatePem]);
  expect((await trusting.send(request)).body).toBe("trusted");
  await Promise.all([plain.close(), trusting.close()]);
  server.closeAllConnections();
  server.close();
});
