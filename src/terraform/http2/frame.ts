/** HTTP/2's frame layout (RFC 9113 §4 and §6). */

/** Bytes before every frame's payload. */
export const frameHeaderBytes = 9;

/** Largest payload that may be sent unless the peer allows more, and the largest that is taken. */
export const defaultMaxFrameBytes = 16_384;

export const FrameType = {
  DATA: 0,
  HEADERS: 1,
  PRIORITY: 2,
  RST_STREAM: 3,
  SETTINGS: 4,
  PUSH_PROMISE: 5,
  PING: 6,
  GOAWAY: 7,
  WINDOW_UPDATE: 8,
  CONTINUATION: 9,
} as const;

export const Flag = { END_STREAM: 0x1, ACK: 0x1, END_HEADERS: 0x4, PADDED: 0x8, PRIORITY: 0x20 } as const;

export const Setting = {
  HEADER_TABLE_SIZE: 1,
  ENABLE_PUSH: 2,
  MAX_CONCURRENT_STREAMS: 3,
  INITIAL_WINDOW_SIZE: 4,
  MAX_FRAME_SIZE: 5,
} as const;

/** Why a stream or a connection ends (RFC 9113 §7). */
export const ErrorCode = {
  NO_ERROR: 0,
  PROTOCOL_ERROR: 1,
  INTERNAL_ERROR: 2,
  FLOW_CONTROL_ERROR: 3,
  FRAME_SIZE_ERROR: 6,
  REFUSED_STREAM: 7,
  CANCEL: 8,
  COMPRESSION_ERROR: 9,
  ENHANCE_YOUR_CALM: 11,
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** What the peer did that ends the whole connection. */
export class ConnectionError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The peer did what the protocol does not allow. */
export function wrong(message: string): ConnectionError {
  return new ConnectionError(ErrorCode.PROTOCOL_ERROR, message);
}

/** One frame as it came. */
export interface Frame {
  readonly type: number;
  readonly flags: number;
  /** 0 is the connection itself. */
  readonly streamId: number;
  /** Shares memory with what was read. */
  readonly payload: Buffer;
}

/** The bytes before a payload. */
export function frameHeader(type: number, flags: number, streamId: number, payloadBytes: number): Buffer {
  const header = Buffer.allocUnsafe(frameHeaderBytes);
  header[0] = payloadBytes >>> 16;
  header[1] = payloadBytes >>> 8;
  header[2] = payloadBytes;
  header[3] = type;
  header[4] = flags;
  header.writeUInt32BE(streamId, 5);
  return header;
}

/** A frame whose payload is 32-bit numbers. */
export function numbersFrame(type: number, streamId: number, numbers: readonly number[]): Buffer {
  const payload = Buffer.allocUnsafe(numbers.length * 4);
  for (const [index, value] of numbers.entries()) payload.writeUInt32BE(value >>> 0, index * 4);
  return Buffer.concat([frameHeader(type, 0, streamId, payload.length), payload]);
}

/** A SETTINGS frame. */
export function settingsFrame(settings: readonly (readonly [id: number, value: number])[]): Buffer {
  const payload = Buffer.allocUnsafe(settings.length * 6);
  for (const [index, [id, value]] of settings.entries()) {
    payload.writeUInt16BE(id, index * 6);
    payload.writeUInt32BE(value, index * 6 + 2);
  }
  return Buffer.concat([frameHeader(FrameType.SETTINGS, 0, 0, payload.length), payload]);
}

/** Cuts what arrives into frames. */
export class FrameSplitter {
  #rest: Buffer | undefined;

  /**
   * Takes the next bytes and hands on every frame that they complete.
   * @throws ConnectionError FRAME_SIZE_ERROR for a frame that is larger than was allowed
   */
  push(chunk: Buffer, onFrame: (frame: Frame) => void): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = undefined;
    let at = 0;
    while (bytes.length - at >= frameHeaderBytes) {
      const length = bytes.readUIntBE(at, 3);
      if (length > defaultMaxFrameBytes) {
        throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, `A frame of ${length} bytes is too large.`);
      }
      const start = at + frameHeaderBytes;
      if (bytes.length < start + length) break;
      const type = bytes[at + 3]!;
      const flags = bytes[at + 4]!;
      const streamId = bytes.readUInt32BE(at + 5) & 0x7fffffff;
      at = start + length;
      onFrame({ type, flags, streamId, payload: bytes.subarray(start, at) });
    }
    if (at < bytes.length) this.#rest = bytes.subarray(at);
  }
}

/**
 * The payload without padding, and for HEADERS without priority.
 * @throws ConnectionError PROTOCOL_ERROR when the padding is longer than the payload
 */
export function unpadded({ flags, payload }: Frame, priorityBytes = 0): Buffer {
  const before = flags & Flag.PADDED ? 1 : 0;
  const after = before === 1 ? (payload[0] ?? 0) : 0;
  const start = before + (flags & Flag.PRIORITY ? priorityBytes : 0);
  if (start + after > payload.length) {
    throw wrong("A frame's padding is longer than the frame.");
  }
  return payload.subarray(start, payload.length - after);
}
