/** Reads a request's body, whole and bounded. */
import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { Env } from "./env";

/** A body is larger than it may be. What is left of it is not read, so the connection cannot be used again. */
export class BodyTooLarge extends Error {
  constructor(readonly maxBytes: number) {
    super(`The body is larger than ${maxBytes} bytes`);
    this.name = "BodyTooLarge";
  }
}

/** Whoever sent the request went away before its body was complete. */
export class BodyAborted extends Error {
  constructor(options: ErrorOptions) {
    super("The request ended before its body was complete", options);
    this.name = "BodyAborted";
  }
}

/**
 * The bytes of a body as they come from a connection.
 * @throws BodyTooLarge, without reading when the head already says so; BodyAborted
 */
export function incomingBytes(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(incoming.headers["content-length"]) > maxBytes) throw new BodyTooLarge(maxBytes);
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        incoming.pause();
        chunks.length = 0;
        reject(new BodyTooLarge(maxBytes));
      } else chunks.push(chunk);
    });
    incoming.on("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    incoming.on("error", (cause) => reject(new BodyAborted({ cause })));
  });
}

/**
 * The body's bytes. On Node they are taken from the connection as they come; elsewhere from the request's stream.
 * @throws BodyTooLarge, without reading when the head already says so
 */
export async function bodyBytes(c: Context<Env>, maxBytes: number): Promise<Uint8Array> {
  const incoming = c.env?.incoming as IncomingMessage | undefined;
  if (incoming) return incomingBytes(incoming, maxBytes);
  if (Number(c.req.header("content-length")) > maxBytes) throw new BodyTooLarge(maxBytes);
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  if (bytes.length > maxBytes) throw new BodyTooLarge(maxBytes);
  return bytes;
}

/** Bytes as UTF-8 text; a byte order mark is left out, broken characters become U+FFFD. */
export function utf8(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
