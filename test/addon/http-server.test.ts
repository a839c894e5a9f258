import { type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { addressOf, closeServer, createHttpServer, listen } from "../../src/addon/http/server";

const clock = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) };
const ended: (() => unknown)[] = [];

afterEach(async () => {
  vi.useRealTimers();
  for (const end of ended.splice(0)) await end();
});

async function serve(listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void) {
  const server = createHttpServer(listener, clock);
  const { port } = await listen(server, 0, "127.0.0.1");
  ended.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { server, port };
}

describe("an answer", () => {
  /** The headers that are answered where these are written. */
  async function written(
    ...given: [OutgoingHttpHeaders | string[]] | []
  ): Promise<IncomingMessage["headers"]> {
    const { port } = await serve((_, outgoing) => outgoing.writeHead(200, ...(given as [string[]])).end());
    return new Promise((resolve, reject) => {
      request({ port, host: "127.0.0.1" }, (response) => resolve(response.resume().headers))
        .on("error", reject)
        .end();
    });
  }

  test.each([[["x-a", "1"]], [{ "x-a": "1" }], []] as ([OutgoingHttpHeaders | string[]] | [])[])(
    "has the date of the addon's clock, its headers being %o",
    async (...given) => {
      expect((await written(...given)).date).toBe("Fri, 02 Jan 2026 03:04:05 GMT");
    },
  );

  test("keeps a date of its own", async () => {
    const date = "Thu, 01 Jan 2026 00:00:00 GMT";
    expect((await written({ date })).date).toBe(date);
  });

  test("has a type only where it has a body", async () => {
    const headers = { "content-type": "text/plain" };
    expect(await written({ ...headers, "content-length": "0" })).not.toHaveProperty("content-type");
    expect(await written(headers)).toMatchObject(headers);
  });
});

describe("the end of a server", () => {
  /** A server with a connection in each state; what is asked of `/held` waits to be answered. */
  async function scene() {
    const held: ServerResponse[] = [];
    const sockets: Record<string, Socket> = {};
    const accepted: Socket[] = [];
    const { server, port } = await serve((incoming, outgoing) => {
      if (incoming.url === "/held") held.push(outgoing);
      else outgoing.end("done");
    });
    server.on("connection", (socket) => accepted.push(socket));
    const open = async (name: string, bytes: string) => {
      const client = connect(port, "127.0.0.1");
      ended.push(() => client.destroy());
      client.on("error", () => undefined);
      const count = accepted.length;
      await expect.poll(() => accepted.length, { interval: 1, timeout: 10_000 }).toBe(count + 1);
      sockets[name] = accepted.at(-1)!;
      if (!bytes) return client;
      const asked = held.length;
      client.write(bytes);
      if (bytes.includes("/held"))
        await expect.poll(() => held.length, { interval: 1, timeout: 10_000 }).toBe(asked + 1);
      else await new Promise((resolve) => client.once("data", resolve));
      return client;
    };
    const head = "HTTP/1.1\r\nhost: localhost\r\n";
    await open("silent", "");
    await open("idle", `GET / ${head}\r\n`);
    const begun = await open("begun", `GET / ${head}\r\n`);
    begun.write("GET / HT");
    await open("half", `POST /held ${head}content-length: 9\r\n\r\n{`);
    await open("stuck", `GET /held ${head}\r\n`);
    const slow = await open("slow", `GET /held ${head}\r\n`);
    vi.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"],
    });
    vi.advanceTimersByTime(60_000);
    let isOver = false;
    const closing = closeServer(server).then(() => {
      isOver = true;
    });
    const alive = () => Object.keys(sockets).filter((name) => !sockets[name]!.destroyed);
    return { closing, alive, held, slow, isOver: () => isOver };
  }

  test("waits for no silent connection beyond half a second, no half request beyond two, none at all beyond 5.5", async () => {
    const { closing, alive, isOver } = await scene();
    expect(alive()).toEqual(["silent", "begun", "half", "stuck", "slow"]);
    vi.advanceTimersByTime(499);
    expect(alive()).toEqual(["silent", "begun", "half", "stuck", "slow"]);
    vi.advanceTimersByTime(1);
    expect(alive()).toEqual(["half", "stuck", "slow"]);
    vi.advanceTimersByTime(1_500);
    expect(alive()).toEqual(["half", "stuck", "slow"]);
    vi.advanceTimersByTime(20);
    expect(alive()).toEqual(["stuck", "slow"]);
    vi.advanceTimersByTime(3_479);
    expect([alive(), isOver()]).toEqual([["stuck", "slow"], false]);
    vi.advanceTimersByTime(1);
    expect(alive()).toEqual([]);
    await closing;
  });

  /** What comes of it, while the clock goes on by 20 ms at a time. */
  async function inTime<Value>(work: Promise<Value>): Promise<Value> {
    const ticking = vi.getRealSystemTime() + 10_000;
    let isDone = false;
    const value = work.finally(() => {
      isDone = true;
    });
    while (!isDone && vi.getRealSystemTime() < ticking) {
      vi.advanceTimersByTime(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return value;
  }

  test("lets a connection go as soon as its request has ended", async () => {
    const { alive, held, slow } = await scene();
    vi.advanceTimersByTime(100);
    held[2]!.end("soon");
    const gone = text(slow);
    await expect.poll(() => held[2]!.writableFinished, { interval: 1, timeout: 10_000 }).toBe(true);
    vi.advanceTimersByTime(20);
    expect(await gone).toContain("soon");
    expect(alive()).toEqual(["silent", "begun", "half", "stuck"]);
  });

  test("lets a request end that is under way, then its connection go, and leaves no timer", async () => {
    const { closing, alive, held, slow } = await scene();
    vi.advanceTimersByTime(3_000);
    held[2]!.end("late, and whole");
    expect(await inTime(text(slow))).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*late, and whole/);
    expect(alive()).toEqual(["stuck"]);
    held[1]!.end();
    await inTime(closing);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("where a server listens", () => {
  test.each([
    ["127.0.0.1", "IPv4", "http://127.0.0.1:80"],
    ["::1", "IPv6", "http://[::1]:80"],
    ["0.0.0.0", "IPv4", "http://localhost:80"],
    ["::", "IPv6", "http://localhost:80"],
  ])("%s is reached at its own address", (address, family, url) => {
    expect(addressOf({ address, family, port: 80 } satisfies AddressInfo)).toBe(url);
  });

  test("a port that is taken is named", async () => {
    const { port } = await serve(() => undefined);
    const another = createHttpServer(() => undefined, clock);
    await expect(listen(another, port, "127.0.0.1")).rejects.toThrow(
      `The addon cannot listen on 127.0.0.1:${port}: the port is in use. Choose another port.`,
    );
  });

  test("an address that this machine does not have is the fault, not the port", async () => {
    const server = createHttpServer(() => undefined, clock);
    await expect(listen(server, 0, "192.0.2.1")).rejects.toThrow(
      "The addon cannot listen on 192.0.2.1:0: this machine has no such address. Listen on one of its own",
    );
  });
});
