import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { FetchTransport, type Transport, UndiciTransport } from "../../../src/client";
import { answerMaxBytes } from "../../../src/client/transports/bounds";

const transports: Record<string, () => Transport> = {
  undici: () => new UndiciTransport(),
  fetch: () => new FetchTransport(),
};

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function answering(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => {
    response.on("error", () => undefined);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Writes as much as the reader takes, for ever. */
function endless(response: ServerResponse): void {
  const piece = Buffer.alloc(1024 * 1024, "x");
  const write = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on("drain", write);
  write();
}

describe.each(Object.entries(transports))("%s", (_, make) => {
  const send = (url: string, timeoutMs: number, signal?: AbortSignal) => {
    const transport = make();
    cleanups.push(() => transport.close?.());
    return transport.send({ method: "GET", url, headers: {}, timeoutMs, signal });
  };

  test("an answer without an end is given up, and does not fill the memory", async () => {
    const before = process.memoryUsage().rss;
    await expect(send(await answering(endless), 30_000)).rejects.toMatchObject({
      message: `the answer is longer than ${answerMaxBytes} bytes`,
      sent: "maybe",
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(600_000_000);
  }, 30_000);

  test("an answer that comes byte by byte is given up in time, also by a caller who may leave", async () => {
    const url = await answering((response) => {
      const dribble = setInterval(() => response.write("x"), 50);
      response.on("close", () => clearInterval(dribble));
    });
    const startedMs = performance.now();
    const { signal } = new AbortController();
    const late = { reason: { timedOut: true, sent: "maybe" } };
    expect(await Promise.allSettled([send(url, 300), send(url, 300, signal)])).toMatchObject([late, late]);
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  }, 15_000);
});
