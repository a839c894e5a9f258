import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import * as grpc from "@grpc/grpc-js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bindService, GrpcError, GrpcStatus } from "../../../../src/terraform/wire/grpc";
import {
  decode,
  encode,
  type ProviderServer,
  providerService,
  tfplugin6,
} from "../../../../src/terraform/wire/protocol";
import { type BrokerServer, brokerService } from "../../../../src/terraform/wire/protocol/generated/plugin";
import { collect, prefixed, RawClient, type Running, start } from "./client";

const configure = "/tfplugin6.Provider/ConfigureProvider";
const list = "/tfplugin6.Provider/ListResource";
const limit = 1024 * 1024;

/** An answer to ConfigureProvider that carries text back. */
function echo(text: string): { diagnostics: { summary: string }[] } {
  return { diagnostics: [{ summary: text }] };
}

const requestTable = tfplugin6.table("ConfigureProvider_Request");
const responseTable = tfplugin6.table("ConfigureProvider_Response");
const request = (text: string): Buffer => Buffer.from(encode(requestTable, { terraformVersion: text }));
const summaryOf = (bytes: Uint8Array): string => decode(responseTable, bytes).diagnostics[0]!.summary;

let signals: AbortSignal[];
let produced: number;
let errors: string[];
let closings: { idle: number };
let running: Running;
let raw: RawClient;
let client: grpc.Client;

const provider: ProviderServer = {
  async configureProvider({ terraformVersion: text }, { signal }) {
    signals.push(signal);
    if (text === "throw") throw new Error("100% broken: \u00e9\n");
    if (text === "refuse") throw new GrpcError(GrpcStatus.UNAVAILABLE, "not now");
    if (text === "huge") return echo("x".repeat(limit + 1));
    if (text === "hang") await once(signal, "abort");
    return echo(text);
  },
  async *listResource({ limit: count }, { signal }) {
    signals.push(signal);
    for (produced = 0; produced < Number(count); produced++) {
      if (produced === 3 && count === 4) throw new Error("the fourth is broken");
      yield { displayName: `${produced} ${"x".repeat(64 * 1024)}` };
    }
  },
};

const broker: BrokerServer = {
  async *startStream(requests) {
    for await (const { serviceId } of requests) {
      yield { serviceId: serviceId * 2 };
      if (serviceId === 99) return;
    }
  },
};

beforeEach(async () => {
  signals = [];
  errors = [];
  const seen = { idle: 0 };
  closings = seen;
  running = await start({
    services: {
      "tfplugin6.Provider": async () => bindService(providerService, provider),
      "plugin.GRPCBroker": () => bindService(brokerService, broker),
    },
    maxMessageBytes: limit,
    onError: (path, error) => errors.push(`${path}: ${(error as Error).message}`),
    onIdle: () => seen.idle++,
  });
  raw = new RawClient(running.address);
  client = new grpc.Client(running.address, grpc.credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
  });
});

afterEach(async () => {
  client.close();
  await raw.close();
  await running.stop();
});

const same = (bytes: Buffer): Buffer => bytes;

/** A unary call by the independent client. */
function unary(path: string, message: Buffer, options: grpc.CallOptions = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, same, same, message, options, (error, answer) =>
      error ? reject(error) : resolve(answer!),
    );
  });
}

describe("an independent gRPC client", () => {
  it("gets the answer of a unary call", async () => {
    expect(summaryOf(await unary(configure, request("1.11.4")))).toBe("1.11.4");
  });

  it("gets an answer to each of many calls at once", async () => {
    const texts = Array.from({ length: 50 }, (_, index) => `call ${index}`);
    const answers = await Promise.all(texts.map((text) => unary(configure, request(text))));
    expect(answers.map(summaryOf)).toEqual(texts);
  });

  it("gets a message of exactly the limit in both directions", async () => {
    const overhead = request("x".repeat(limit / 2)).length - limit / 2;
    const text = "x".repeat(limit - overhead);
    expect(request(text).length).toBe(limit);
    await expect(unary(configure, request(text))).rejects.toMatchObject({ code: 8 }); // the answer wraps it once more
    expect(summaryOf(await unary(configure, request("x".repeat(limit - 20)))).length).toBe(limit - 20);
  });

  it("is told RESOURCE_EXHAUSTED when its request is over the limit, and goes on working", async () => {
    await expect(unary(configure, request("x".repeat(3 * limit)))).rejects.toMatchObject({
      code: grpc.status.RESOURCE_EXHAUSTED,
      details: `The request has a message of ${request("x".repeat(3 * limit)).length} bytes; the limit is ${limit} bytes.`,
    });
    expect(summaryOf(await unary(configure, request("next")))).toBe("next");
  });

  it("is told RESOURCE_EXHAUSTED when the answer is over the limit", async () => {
    await expect(unary(configure, request("huge"))).rejects.toMatchObject({ code: 8 });
    expect(errors[0]).toContain("The answer has a message of");
  });

  it("is told the message of an error with every character", async () => {
    await expect(unary(configure, request("throw"))).rejects.toMatchObject({
      code: grpc.status.UNKNOWN,
      details: "100% broken: \u00e9\n",
    });
    expect(errors).toEqual([`${configure}: 100% broken: \u00e9\n`]);
  });

  it("is told the status that a handler chose", async () => {
    await expect(unary(configure, request("refuse"))).rejects.toMatchObject({ code: 14, details: "not now" });
  });

  it.each(["/tfplugin6.Provider/GetFunctions", "/tfplugin6.Provider/Nonsense", "/a.B/C", "/toString/x"])(
    "is told UNIMPLEMENTED for %s",
    async (path) => {
      await expect(unary(path, Buffer.alloc(0))).rejects.toMatchObject({
        code: grpc.status.UNIMPLEMENTED,
        details: `There is no method ${path} here.`,
      });
      expect(errors).toEqual([]);
    },
  );

  it("is told DEADLINE_EXCEEDED in time, and the handler's signal is aborted", async () => {
    await expect(unary(configure, request("hang"), { deadline: Date.now() + 50 })).rejects.toMatchObject({
      code: grpc.status.DEADLINE_EXCEEDED,
    });
    if (!signals[0]!.aborted) await once(signals[0]!, "abort");
    expect(signals[0]!.aborted).toBe(true);
  });

  it("aborts the handler's signal by cancelling", async () => {
    const call = client.makeUnaryRequest(configure, same, same, request("hang"), () => {});
    while (signals.length === 0) await delay(1);
    call.cancel();
    await once(signals[0]!, "abort");
    expect(errors).toEqual([]);
  });

  it("gets a server stream in order, to the end", async () => {
    const message = Buffer.from(encode(tfplugin6.table("ListResource_Request"), { limit: 20 }));
    const names: string[] = [];
    for await (const event of client.makeServerStreamRequest(list, same, same, message)) {
      names.push(decode(tfplugin6.table("ListResource_Event"), event as Buffer).displayName.split(" ")[0]!);
    }
    expect(names).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
  });

  it("gets what a server stream sent before it failed, and the failure in trailers", async () => {
    const message = Buffer.from(encode(tfplugin6.table("ListResource_Request"), { limit: 4 }));
    let count = 0;
    const stream = client.makeServerStreamRequest(list, same, same, message);
    stream.on("data", () => count++);
    const [error] = (await once(stream, "error").catch((caught) => [caught])) as [grpc.ServiceError];
    expect(error).toMatchObject({ code: grpc.status.UNKNOWN, details: "the fourth is broken" });
    expect(count).toBe(3);
  });

  it("talks both ways on one stream, each message answered before the next is sent", async () => {
    const table = brokerService.method("StartStream")!.request;
    const stream = client.makeBidiStreamRequest("/plugin.GRPCBroker/StartStream", same, same);
    const answers: unknown[] = [];
    for (const serviceId of [1, 2, 3]) {
      stream.write(Buffer.from(encode(table, { serviceId } as never)));
      const [answer] = (await once(stream, "data")) as [Buffer];
      answers.push((decode(table, answer) as { serviceId: number }).serviceId);
    }
    stream.end();
    const [status] = (await once(stream, "status")) as [grpc.StatusObject];
    expect(answers).toEqual([2, 4, 6]);
    expect(status.code).toBe(0);
  });

  it("gets a proper end when the server stops a stream that the client has not ended", async () => {
    const table = brokerService.method("StartStream")!.request;
    const stream = client.makeBidiStreamRequest("/plugin.GRPCBroker/StartStream", same, same);
    stream.write(Buffer.from(encode(table, { serviceId: 99 } as never)));
    stream.resume();
    const [status] = (await once(stream, "status")) as [grpc.StatusObject];
    expect(status.code).toBe(0);
  });

  it("sees the connection end by GOAWAY when the server closes, after the call under way", async () => {
    const call = unary(configure, request("hang"), { deadline: Date.now() + 100 });
    while (signals.length === 0) await delay(1);
    const closed = running.grpc.close();
    await expect(call).rejects.toMatchObject({ code: grpc.status.DEADLINE_EXCEEDED });
    await closed;
    await expect.poll(() => running.grpc.connections).toBe(0);
    expect(closings.idle).toBe(1);
  });
});

describe("frames by hand", () => {
  const framed = prefixed(request("pieces"));

  it("are put together when each byte comes alone", async () => {
    const answer = await raw.call(
      configure,
      Array.from(framed, (byte) => Buffer.from([byte])),
    );
    expect(summaryOf(answer.body.subarray(5))).toBe("pieces");
    expect(answer.headers[":status"]).toBe(200);
    expect(answer.trailers["grpc-status"]).toBe("0");
    expect(answer.code).toBe(0);
  });

  it.each<[string, Buffer[], Record<string, string>, string, RegExp]>([
    [
      "a set compression flag without an encoding",
      [prefixed(request("x"), 1)],
      {},
      "13",
      /compression flag 1/,
    ],
    [
      "a compressed message",
      [prefixed(request("x"), 1)],
      { "grpc-encoding": "gzip" },
      "12",
      /"gzip" are not/,
    ],
    ["a flag that does not exist", [prefixed(request("x"), 7)], {}, "13", /compression flag 7/],
    ["a message cut short", [framed.subarray(0, 9)], {}, "13", /ended inside a message/],
    ["a prefix cut short", [framed.subarray(0, 3)], {}, "13", /ended inside a message/],
    ["no message", [], {}, "12", /exactly one message; 0 came/],
    ["two messages", [framed, framed], {}, "12", /exactly one message; 2 came/],
    ["bytes that are not the message", [prefixed(Buffer.from("ffff", "hex"))], {}, "2", /Cannot decode/],
    ["a malformed deadline", [framed], { "grpc-timeout": "soon" }, "13", /Malformed grpc-timeout "soon"/],
    ["a deadline with nine digits", [framed], { "grpc-timeout": "123456789S" }, "13", /Malformed/],
  ])("%s is refused with a status that says why", async (...[, parts, headers, status, message]) => {
    const answer = await raw.call(configure, parts, headers);
    expect(answer.trailers["grpc-status"]).toBe(status);
    expect(decodeURIComponent(String(answer.trailers["grpc-message"]))).toMatch(message);
    expect(answer.body.length).toBe(0);
  });

  it("an error before any message is one header block that ends the stream", async () => {
    const stream = raw.open("/a.B/C");
    stream.end(framed);
    const [headers, flags] = (await once(stream, "response")) as [Record<string, string>, number];
    expect(headers["grpc-status"]).toBe("12");
    expect(headers[":status"]).toBe(200);
    expect(flags & 1).toBe(1);
  });

  it("a far deadline does not fire at once", async () => {
    const answer = await raw.call(configure, [framed], { "grpc-timeout": "99999999H" });
    expect(answer.trailers["grpc-status"]).toBe("0");
  });

  it("a client that resets its stream aborts the handler", async () => {
    const stream = raw.open(configure);
    stream.end(prefixed(request("hang")));
    while (signals.length === 0) await delay(1);
    stream.close(8);
    await once(signals[0]!, "abort");
    expect(errors).toEqual([]);
  });

  it("a connection that breaks aborts its handlers", async () => {
    const stream = raw.open(configure);
    stream.end(prefixed(request("hang")));
    while (signals.length === 0) await delay(1);
    raw.session.destroy();
    await once(signals[0]!, "abort");
    expect(errors).toEqual([]);
  });

  it("a client that does not read holds the server's stream back", async () => {
    const message = encode(tfplugin6.table("ListResource_Request"), { limit: 1000 });
    const stream = raw.open(list);
    stream.end(prefixed(message));
    await once(stream, "response");
    let last = -1;
    while (produced !== last) {
      last = produced;
      await delay(20);
    }
    expect(produced).toBeLessThan(10);
    stream.close(8);
    await once(signals[0]!, "abort");
  });

  it.each([
    ["GET", "application/grpc", 405],
    ["POST", "application/json", 415],
    ["POST", "application/grpc-web", 415],
    ["POST", "application/grpc+proto", 200],
  ])("%s with %s is answered %i", async (method, type, status) => {
    const stream = raw.open(configure, { ":method": method, "content-type": type });
    const answer = collect(stream);
    stream.end(method === "GET" ? undefined : framed);
    expect((await answer).headers[":status"]).toBe(status);
  });

  it("a new connection after close is dropped", async () => {
    await running.grpc.close();
    const late = new RawClient(running.address);
    await new Promise((resolve) => late.session.once("close", resolve));
    expect(running.grpc.connections).toBe(0);
  });
});
