import { GrpcError, GrpcStatus } from "./status";

/** A flag byte and a 32-bit length stand before every message. */
const prefixBytes = 5;

/**
 * Puts the length prefix before a message.
 * @throws GrpcError RESOURCE_EXHAUSTED when the message is larger than `maxBytes`
 */
export function frame(message: Uint8Array, maxBytes: number): Buffer {
  if (message.length > maxBytes) throw tooLarge("answer", message.length, maxBytes);
  const framed = Buffer.allocUnsafe(prefixBytes + message.length);
  framed[0] = 0;
  framed.writeUInt32BE(message.length, 1);
  framed.set(message, prefixBytes);
  return framed;
}

/** Puts messages together again from DATA frames, which may cut them anywhere. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #buffered = 0;
  /** Length of the message under way, once its prefix has arrived. */
  #wanted: number | undefined;

  constructor(
    private readonly maxBytes: number,
    /** The request's `grpc-encoding` header. */
    private readonly encoding: string | undefined,
  ) {}

  /**
   * Takes the next bytes and gives the messages that they complete.
   * @throws GrpcError for a compressed message, or one that announces more than `maxBytes`
   */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    const messages: Buffer[] = [];
    for (;;) {
      this.#wanted ??= this.#readPrefix();
      if (this.#wanted === undefined || this.#buffered < this.#wanted) return messages;
      messages.push(this.#take(this.#wanted));
      this.#wanted = undefined;
    }
  }

  /** @throws GrpcError when the stream ended inside a message */
  end(): void {
    if (this.#buffered > 0 || this.#wanted !== undefined) {
      throw new GrpcError(GrpcStatus.INTERNAL, "The request ended inside a message.");
    }
  }

  #readPrefix(): number | undefined {
    if (this.#buffered < prefixBytes) return undefined;
    const prefix = this.#take(prefixBytes);
    const length = prefix.readUInt32BE(1);
    if (prefix[0] !== 0) throw this.#refuseFlag(prefix[0]!);
    if (length > this.maxBytes) throw tooLarge("request", length, this.maxBytes);
    return length;
  }

  #refuseFlag(flag: number): GrpcError {
    if (flag === 1 && this.encoding !== undefined && this.encoding !== "identity") {
      return new GrpcError(
        GrpcStatus.UNIMPLEMENTED,
        `Messages compressed with "${this.encoding}" are not supported: send them uncompressed.`,
      );
    }
    return new GrpcError(
      GrpcStatus.INTERNAL,
      `A message carries the compression flag ${flag}, but no grpc-encoding was announced.`,
    );
  }

  #take(length: number): Buffer {
    const first = this.#chunks[0] ?? Buffer.alloc(0);
    this.#buffered -= length;
    if (first.length === length) {
      this.#chunks.shift();
      return first;
    }
    if (first.length < length) {
      const all = Buffer.concat(this.#chunks);
      this.#chunks = all.length > length ? [all.subarray(length)] : [];
      return all.subarray(0, length);
    }
    this.#chunks[0] = first.subarray(length);
    return first.subarray(0, length);
  }
}

function tooLarge(what: string, bytes: number, maxBytes: number): GrpcError {
  return new GrpcError(
    GrpcStatus.RESOURCE_EXHAUSTED,
    `The ${what} has a message of ${bytes} bytes; the limit is ${maxBytes} bytes.`,
  );
}
