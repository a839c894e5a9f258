import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { FetchTransport, type Transport, UndiciTransport } from "../../../src/client";
import { answerMaxBytes, boundedText } from "../../../src/client/transports/bounds";

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

describe("the text of a body", () => {
  async function* pieces(...bytes: number[][]) {
    for (const piece of bytes) yield Uint8Array.from(piece);
  }

  test("has each letter whole, wherever the body is cut", async () => {
    const letters = [...Buffer.from("aé\u{1F600}")];
    expect(await boundedText(pieces(...letters.map((byte) => [byte])))).toBe("aé\u{1F600}");
  });

  test("that ends within a letter ends with a sign for it", async () => {
    expect(await boundedText(pieces([0x61, 0xc3]))).toBe("a\ufffd");
  });

  test("may be as long as the bound, and not a byte longer", async () => {
    expect(await boundedText(pieces([0x61, 0x62], [0x63]), 3)).toBe("abc");
    await expect(boundedText(pieces([0x61, 0x62], [0x63, 0x64]), 3)).rejects.toMatchObject({
      message: "the answer is longer than 3 bytes",
    });
  });
});
