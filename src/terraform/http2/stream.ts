import { ErrorCode, Flag, FrameType, frameHeader, numbersFrame } from "./frame";
import { encodeHeaders, type Headers } from "./hpack";

/** What a stream needs of its connection. */
export interface StreamHost {
  /** Bytes that the peer still takes on all streams together. */
  sendWindowBytes: number;
  /** Largest payload of a frame that the peer takes. */
  readonly maxFrameBytes: number;
  /** The window that a stream starts with, and gets back to as it is read. */
  readonly receiveWindowBytes: number;
  /** Whether the socket takes more for now. */
  readonly isWritable: boolean;
  write(...bytes: readonly Buffer[]): void;
  writeHeaders(streamId: number, block: Buffer, flags: number): void;
  /** Both sides are done. */
  remove(stream: Http2Stream): void;
}

/** One request and its answer. */
export class Http2Stream {
  /** Called once, when nothing more can be received or sent. */
  onClose: () => void = () => {};
  #received: Buffer[] = [];
  #receiveWindow: number;
  #unreported = 0;
  #remoteEnded = false;
  #localEnded = false;
  #closed = false;
  #headersSent = false;
  #queue: Buffer[] = [];
  #trailers: Buffer | undefined;
  #waiting: (() => void)[] = [];

  constructor(
    readonly id: number,
    private readonly host: StreamHost,
    /** Bytes that the peer takes on this stream. */
    private sendWindow: number,
  ) {
    this.#receiveWindow = host.receiveWindowBytes;
  }

  /** The peer has sent everything. */
  get ended(): boolean {
    return this.#remoteEnded;
  }

  /** Nothing more can be sent or received. */
  get closed(): boolean {
    return this.#closed;
  }

  get headersSent(): boolean {
    return this.#headersSent;
  }

  /** Whether the peer holds back what was sent. */
  get isHeldBack(): boolean {
    return this.#queue.length > 0 || !this.host.isWritable;
  }

  /** The next bytes that have come, if any; the peer may send as many again. */
  take(): Buffer | undefined {
    const chunk = this.#received.shift();
    if (chunk) this.#credit(chunk.length);
    return chunk;
  }

  /** Resolves when bytes have come, the peer has ended or the stream has closed, or what was held back went out. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Sends the first header block. With `end` it is the whole answer. */
  respond(headers: Headers | Buffer, options: { end?: boolean } = {}): void {
    if (this.#closed || this.#localEnded || this.#headersSent) return;
    this.#headersSent = true;
    const block = Buffer.isBuffer(headers) ? headers : encodeHeaders(headers);
    this.host.writeHeaders(this.id, block, options.end ? Flag.END_STREAM : 0);
    if (options.end) this.#endLocal();
  }

  /** Sends bytes, as soon as the peer takes them. */
  send(bytes: Buffer): void {
    if (this.#closed || this.#localEnded) return;
    this.#queue.push(bytes);
    this.pump();
  }

  /** Sends the last header block, after everything else. */
  end(trailers: Headers | Buffer): void {
    if (this.#closed || this.#localEnded || this.#trailers) return;
    this.#trailers = Buffer.isBuffer(trailers) ? trailers : encodeHeaders(trailers);
    this.pump();
  }

  /** Breaks the stream off. */
  reset(code: ErrorCode): void {
    if (this.#closed) return;
    this.host.write(numbersFrame(FrameType.RST_STREAM, this.id, [code]));
    this.close();
  }

  /** For the connection: bytes came. False when they are more than was allowed. */
  receive(payload: Buffer, frameBytes: number): boolean {
    this.#receiveWindow -= frameBytes;
    if (this.#receiveWindow < 0) return false;
    this.#credit(frameBytes - payload.length);
    if (payload.length > 0) this.#received.push(payload);
    this.#wake();
    return true;
  }

  /** For the connection: the peer has ended its side. */
  receiveEnd(): void {
    this.#remoteEnded = true;
    this.#wake();
    if (this.#localEnded) this.close();
  }

  /** For the connection: the peer takes more. False when that is more than a window can be. */
  widen(bytes: number): boolean {
    this.sendWindow += bytes;
    if (this.sendWindow > 0x7fffffff) return false;
    this.pump();
    return true;
  }

  /** For the connection: sends what the windows allow. */
  pump(): void {
    const { host } = this;
    while (this.#queue.length > 0 && host.isWritable) {
      const next = this.#queue[0]!;
      const allowed = Math.min(next.length, this.sendWindow, host.sendWindowBytes, host.maxFrameBytes);
      if (allowed <= 0) return;
      this.sendWindow -= allowed;
      host.sendWindowBytes -= allowed;
      host.write(frameHeader(FrameType.DATA, 0, this.id, allowed), next.subarray(0, allowed));
      if (allowed === next.length) this.#queue.shift();
      else this.#queue[0] = next.subarray(allowed);
    }
    if (this.#queue.length > 0) return;
    if (this.#trailers) this.#sendTrailers(this.#trailers);
    this.#wake();
  }

  /** For the connection: the peer has reset the stream, or is gone. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue = [];
    this.#received = [];
    this.host.remove(this);
    this.#wake();
    this.onClose();
  }

  #sendTrailers(block: Buffer): void {
    this.#trailers = undefined;
    this.host.writeHeaders(this.id, block, Flag.END_STREAM);
    this.#endLocal();
  }

  /** A peer that is still sending is told that nobody will read it (RFC 9113 §8.1). */
  #endLocal(): void {
    this.#localEnded = true;
    if (this.#remoteEnded) this.close();
    else this.reset(ErrorCode.NO_ERROR);
  }

  #credit(bytes: number): void {
    this.#unreported += bytes;
    if (this.#unreported < this.host.receiveWindowBytes / 2 || this.#remoteEnded || this.#closed) return;
    this.host.write(numbersFrame(FrameType.WINDOW_UPDATE, this.id, [this.#unreported]));
    this.#receiveWindow += this.#unreported;
    this.#unreported = 0;
  }

  #wake(): void {
    if (this.#waiting.length === 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
