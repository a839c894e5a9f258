import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { BodyAborted, BodyTooLarge, incomingBytes, utf8 } from "../../src/addon/http/body";

/** A request whose body comes in these pieces. */
function incoming(pieces: Iterable<Buffer>, headers: Record<string, string> = {}): IncomingMessage {
  return Object.assign(Readable.from(pieces, { objectMode: false }), { headers }) as IncomingMessage;
}

const pieces = (...sizes: number[]) => sizes.map((size) => Buffer.alloc(size, "x"));

describe("a body", () => {
  test.each([
    ["nothing", []],
    ["one piece", [10]],
    ["pieces", [4, 5, 1]],
  ])("of %s is read whole up to the limit", async (_, sizes) => {
    const bytes = await incomingBytes(incoming(pieces(...sizes)), 10);
    expect(utf8(bytes)).toBe("x".repeat(sizes.reduce((sum, size) => sum + size, 0)));
  });

  test("that is a byte too large is refused, and the rest of it is not taken", async () => {
    const request = incoming(pieces(6, 5, 4));
    await expect(incomingBytes(request, 10)).rejects.toThrow(BodyTooLarge);
    expect(request.isPaused()).toBe(true);
  });

  test("that says so is refused before it is read", async () => {
    const request = incoming(pieces(11), { "content-length": "11" });
    await expect(incomingBytes(request, 10)).rejects.toThrow(new BodyTooLarge(10));
    expect(request.readableFlowing).toBeNull();
    expect(await incomingBytes(incoming(pieces(10), { "content-length": "10" }), 10)).toHaveLength(10);
  });

  test("that breaks off is no body", async () => {
    const request = incoming(pieces(1));
    const reading = incomingBytes(request, 10);
    request.destroy(new Error("gone"));
    await expect(reading).rejects.toThrow(BodyAborted);
  });
});
