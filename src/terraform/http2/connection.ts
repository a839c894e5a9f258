import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import {
  ConnectionError,
  defaultMaxFrameBytes,
  ErrorCode,
  Flag,
  type Frame,
  FrameSplitter,
  FrameType,
  frameHeader,
  numbersFrame,
  Setting,
  settingsFrame,
  unpadded,
  wrong,
} from "./frame";
import { HeaderBlocks } from "./header-blocks";
import { emptyTableUpdate, type Headers } from "./hpack";
import { Outbox } from "./outbox";
import { Http2Stream, type StreamHost } from "./stream";

export interface ConnectionOptions {
  /** A request's headers are there; its body follows. */
  readonly onStream: (stream: Http2Stream, headers: Headers) => void;
  /** The connection is gone. */
  readonly onClose: () => void;
}

/** What every client sends first (RFC 9113 §3.4). */
const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
/** What each side may send before anything else was said. */
const defaultWindowBytes = 65_535;
/** Large enough that a big request is one burst. */
const receiveWindowBytes = 4 * 1024 * 1024;
const maxStreams = 1000;

/**
 * The server's side of one HTTP/2 connection (RFC 9113), as far as gRPC needs it: no push, no priorities. What node:http2
 * spends on a call in streams, events and header objects is half of what a short-lived plugin spends at all.
 */
export class Http2Connection implements StreamHost {
  readonly receiveWindowBytes = receiveWindowBytes;
  sendWindowBytes = defaultWindowBytes;
  maxFrameBytes = defaultMaxFrameBytes;
  readonly #streams = new Map<number, Http2Stream>();
  readonly #splitter = new FrameSplitter();
  readonly #blocks = new HeaderBlocks();
  readonly #outbox: Outbox;
  #prefaceLeft: Buffer = preface;
  #lastStreamId = 0;
  #streamWindow = defaultWindowBytes;
  #unreported = 0;
  #resetTable = false;
  #closing = false;
  #closed = false;

  constructor(
    private readonly socket: Duplex,
    private readonly options: ConnectionOptions,
  ) {
    this.#outbox = new Outbox(socket);
    this.write(
      settingsFrame([
        [Setting.MAX_CONCURRENT_STREAMS, maxStreams],
        [Setting.INITIAL_WINDOW_SIZE, receiveWindowBytes],
      ]),
      numbersFrame(FrameType.WINDOW_UPDATE, 0, [receiveWindowBytes - defaultWindowBytes]),
    );
    if (socket instanceof Socket) socket.setNoDelay();
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    socket.on("drain", () => this.#pump());
    socket.on("error", () => {}); // the peer broke off; `close` follows
    socket.once("end", () => socket.end());
    socket.once("close", () => this.#release());
  }

  /** Sends GOAWAY, lets what is under way finish, and closes. */
  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const closed = new Promise<void>((resolve) => this.socket.once("close", () => resolve()));
    if (!this.#closing) {
      this.#closing = true;
      this.write(numbersFrame(FrameType.GOAWAY, 0, [this.#lastStreamId, ErrorCode.NO_ERROR]));
      this.#closeWhenIdle();
    }
    return closed;
  }

  /** Breaks off now. */
  destroy(): void {
    this.socket.destroy();
  }

  get isWritable(): boolean {
    return !this.socket.writableNeedDrain;
  }

  write(...bytes: readonly Buffer[]): void {
    if (!this.#closed) this.#outbox.add(bytes);
  }

  writeHeaders(streamId: number, block: Buffer, flags: number): void {
    const whole = this.#resetTable ? Buffer.concat([emptyTableUpdate, block]) : block;
    this.#resetTable = false;
    let type: number = FrameType.HEADERS;
    let typeFlags = flags;
    let rest = whole;
    while (rest.length > this.maxFrameBytes) {
      const part = rest.subarray(0, this.maxFrameBytes);
      this.write(frameHeader(type, typeFlags, streamId, part.length), part);
      rest = rest.subarray(part.length);
      type = FrameType.CONTINUATION;
      typeFlags = 0;
    }
    this.write(frameHeader(type, typeFlags | Flag.END_HEADERS, streamId, rest.length), rest);
  }

  remove(stream: Http2Stream): void {
    this.#streams.delete(stream.id);
    this.#closeWhenIdle();
  }

  #pump(): void {
    for (const stream of [...this.#streams.values()]) stream.pump();
  }

  #read(chunk: Buffer): void {
    try {
      const bytes = this.#prefaceLeft.length > 0 ? this.#skipPreface(chunk) : chunk;
      if (bytes.length > 0) this.#splitter.push(bytes, (frame) => this.#receive(frame));
    } catch (error) {
      this.#fail(error instanceof ConnectionError ? error.code : ErrorCode.INTERNAL_ERROR);
    }
  }

  #skipPreface(chunk: Buffer): Buffer {
    const expected = this.#prefaceLeft.subarray(0, chunk.length);
    if (!chunk.subarray(0, expected.length).equals(expected)) throw wrong("This is not HTTP/2.");
    this.#prefaceLeft = this.#prefaceLeft.subarray(expected.length);
    return chunk.subarray(expected.length);
  }

  #receive(frame: Frame): void {
    if (this.#closed) return;
    this.#blocks.expect(frame);
    switch (frame.type) {
      case FrameType.DATA:
        this.#receiveData(frame);
        break;
      case FrameType.HEADERS:
      case FrameType.CONTINUATION:
        this.#receiveHeaders(frame);
        break;
      case FrameType.RST_STREAM:
        expectBytes(frame, 4);
        this.#known(frame)?.close();
        break;
      case FrameType.SETTINGS:
        this.#receiveSettings(frame);
        break;
      case FrameType.PUSH_PROMISE:
        throw wrong("A client cannot push.");
      case FrameType.PING:
        this.#receivePing(frame);
        break;
      case FrameType.WINDOW_UPDATE:
        this.#receiveWindowUpdate(frame);
        break;
      default: // PRIORITY, GOAWAY, and what may be invented
    }
  }

  #receiveData(frame: Frame): void {
    const payload = unpadded(frame);
    const stream = this.#known(frame);
    this.#credit(frame.payload.length);
    if (!stream) return;
    if (stream.ended) throw wrong("Data came after the end of a stream.");
    if (!stream.receive(payload, frame.payload.length)) {
      throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "More data came than the window allows.");
    }
    if (frame.flags & Flag.END_STREAM) stream.receiveEnd();
  }

  #receiveHeaders(frame: Frame): void {
    const block = this.#blocks.push(frame);
    if (block) this.#open(block.first, block.headers);
  }

  #open({ streamId, flags }: Frame, headers: Headers): void {
    const isLast = (flags & Flag.END_STREAM) !== 0;
    const existing = this.#streams.get(streamId);
    if (existing) {
      if (!isLast || existing.ended) throw wrong("Headers came in the middle of a stream.");
      existing.receiveEnd();
      return;
    }
    if (streamId % 2 === 0) throw wrong("A client's stream has an odd number.");
    if (streamId <= this.#lastStreamId) return; // it has closed meanwhile
    this.#lastStreamId = streamId;
    if (this.#closing || this.#streams.size >= maxStreams) {
      this.write(numbersFrame(FrameType.RST_STREAM, streamId, [ErrorCode.REFUSED_STREAM]));
      return;
    }
    const stream = new Http2Stream(streamId, this, this.#streamWindow);
    this.#streams.set(streamId, stream);
    if (isLast) stream.receiveEnd();
    this.options.onStream(stream, headers);
  }

  #receiveSettings({ flags, streamId, payload }: Frame): void {
    if (streamId !== 0) throw wrong("Settings are the connection's.");
    if (flags & Flag.ACK) return;
    if (payload.length % 6 !== 0) throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "Settings are cut.");
    this.write(frameHeader(FrameType.SETTINGS, Flag.ACK, 0, 0)); // before any data that a wider window lets go
    for (let at = 0; at < payload.length; at += 6) {
      this.#set(payload.readUInt16BE(at), payload.readUInt32BE(at + 2));
    }
  }

  #set(setting: number, value: number): void {
    if (setting === Setting.HEADER_TABLE_SIZE) this.#resetTable = true;
    if (setting === Setting.MAX_FRAME_SIZE) {
      if (value < defaultMaxFrameBytes || value > 0xffffff) throw wrong("The largest frame is impossible.");
      this.maxFrameBytes = value;
    }
    if (setting === Setting.INITIAL_WINDOW_SIZE) {
      const more = value - this.#streamWindow;
      this.#streamWindow = value;
      const fits = [...this.#streams.values()].every((stream) => stream.widen(more));
      if (value > 0x7fffffff || !fits) throw tooWide();
    }
  }

  #receivePing({ flags, payload, streamId }: Frame): void {
    if (streamId !== 0) throw wrong("A ping is the connection's.");
    if (payload.length !== 8) throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "A ping has 8 bytes.");
    if (!(flags & Flag.ACK)) this.write(frameHeader(FrameType.PING, Flag.ACK, 0, 8), payload);
  }

  #receiveWindowUpdate(frame: Frame): void {
    expectBytes(frame, 4);
    const bytes = frame.payload.readUInt32BE(0) & 0x7fffffff;
    if (bytes === 0) throw wrong("A window cannot grow by nothing.");
    if (frame.streamId !== 0) {
      const stream = this.#known(frame);
      if (stream && !stream.widen(bytes)) stream.reset(ErrorCode.FLOW_CONTROL_ERROR);
      return;
    }
    this.sendWindowBytes += bytes;
    if (this.sendWindowBytes > 0x7fffffff) throw tooWide();
    this.#pump();
  }

  /** The open stream of a frame; undefined when it has closed. */
  #known({ streamId }: Frame): Http2Stream | undefined {
    if (streamId === 0 || streamId > this.#lastStreamId) throw wrong("A frame belongs to no stream.");
    return this.#streams.get(streamId);
  }

  /** The connection's window is given back at once: what is not read yet counts against the streams' own. */
  #credit(bytes: number): void {
    this.#unreported += bytes;
    if (this.#unreported < receiveWindowBytes / 2) return;
    this.write(numbersFrame(FrameType.WINDOW_UPDATE, 0, [this.#unreported]));
    this.#unreported = 0;
  }

  #closeWhenIdle(): void {
    if (!this.#closing || this.#streams.size > 0 || this.#closed) return;
    this.#outbox.flush();
    this.socket.end(() => this.socket.destroy());
  }

  #fail(code: ErrorCode): void {
    this.#closing = true;
    this.write(numbersFrame(FrameType.GOAWAY, 0, [this.#lastStreamId, code]));
    this.#outbox.flush();
    this.socket.end(() => this.socket.destroy());
  }

  #release(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const stream of [...this.#streams.values()]) stream.close();
    this.options.onClose();
  }
}

function tooWide(): ConnectionError {
  return new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "A window is wider than is possible.");
}

function expectBytes({ payload }: Frame, bytes: number): void {
  if (payload.length !== bytes) {
    throw new ConnectionError(
      ErrorCode.FRAME_SIZE_ERROR,
      `A frame has ${payload.length} bytes, not ${bytes}.`,
    );
  }
}
