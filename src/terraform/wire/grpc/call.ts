import { once } from "node:events";
import { constants, type ServerHttp2Stream, type ServerStreamResponseOptions } from "node:http2";
import type { WireCall } from "../protocol/tables";
import { FrameReader, frame } from "./framing";
import { encodeStatusMessage, GrpcError, GrpcStatus } from "./status";

const head = { ":status": 200, "content-type": "application/grpc+proto" };
/** No client of gRPC reads the date. */
const withTrailers: ServerStreamResponseOptions & { sendDate: false } = {
  waitForTrailers: true,
  sendDate: false,
};

/**
 * One call on one HTTP/2 stream: its messages in both directions, its deadline, and its end. There are thousands of them
 * in one run of Terraform, so what a short call does not need is made when it is asked for; and `once` of a listener costs
 * more than the listener.
 */
export class ServerCall implements WireCall {
  readonly #reader: FrameReader;
  #abort: AbortController | undefined;
  /** Nobody waits for the answer any more. */
  #aborted = false;
  #deadline: NodeJS.Timeout | undefined;
  #ended = false;
  /** Rejects what still waits for the client when the stream closes. */
  #onClosed: (() => void) | undefined;

  constructor(
    private readonly stream: ServerHttp2Stream,
    private readonly maxMessageBytes: number,
    encoding: string | undefined,
  ) {
    this.#reader = new FrameReader(maxMessageBytes, encoding);
    stream.on("error", () => {}); // the client went away; `close` follows
    stream.on("close", () => this.#release());
  }

  get signal(): AbortSignal {
    if (!this.#abort) {
      this.#abort = new AbortController();
      if (this.#aborted) this.#abort.abort();
    }
    return this.#abort.signal;
  }

  /** As `signal.aborted`. */
  get aborted(): boolean {
    return this.#aborted;
  }

  /** Ends the call with DEADLINE_EXCEEDED, and aborts its signal, after `timeoutMs`. */
  setDeadline(timeoutMs: number): void {
    this.#deadline = setTimeout(() => {
      this.end(GrpcStatus.DEADLINE_EXCEEDED, `The deadline of ${timeoutMs} ms has passed.`);
      this.#cancel();
    }, timeoutMs);
  }

  /**
   * The one message of a unary request.
   * @throws GrpcError when there is none, or more than one
   */
  async receiveOne(): Promise<Buffer> {
    const messages: Buffer[] = [];
    this.#expectOpen();
    await new Promise<void>((resolve, reject) => {
      this.#onClosed = () => reject(cancelled());
      this.stream.on("data", (chunk: Buffer) => {
        try {
          messages.push(...this.#reader.push(chunk));
        } catch (error) {
          this.stream.pause();
          reject(error);
        }
      });
      this.stream.on("end", resolve);
    });
    this.#onClosed = undefined;
    this.#reader.end();
    if (messages.length !== 1) {
      throw new GrpcError(
        GrpcStatus.UNIMPLEMENTED,
        `This method takes exactly one message; ${messages.length} came.`,
      );
    }
    return messages[0]!;
  }

  /** The messages of a client stream as they come; the client is held back while nobody asks for the next. */
  async *receive(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of this.stream.iterator({ destroyOnReturn: false })) {
      yield* this.#reader.push(chunk as Buffer);
    }
    this.#reader.end();
  }

  /**
   * Sends one message and waits while the client's window is full.
   * @throws GrpcError when the message is too large, or the call is over
   */
  async send(message: Uint8Array): Promise<void> {
    const framed = frame(message, this.maxMessageBytes);
    this.#expectOpen();
    this.#respond();
    if (!this.stream.write(framed)) await once(this.stream, "drain", { signal: this.signal });
  }

  /** Sends the one answer of a unary call, and its status. */
  sendLast(message: Uint8Array): void {
    const framed = frame(message, this.maxMessageBytes);
    this.#expectOpen();
    this.#respond();
    this.#finish(GrpcStatus.OK, "", framed);
  }

  /** Ends the call with a status: in the headers when nothing has been sent yet, else in trailers. Later ends do nothing. */
  end(status: GrpcStatus, message = ""): void {
    if (this.#ended || this.stream.destroyed) return;
    if (status === GrpcStatus.OK) this.#respond();
    if (this.stream.headersSent) this.#finish(status, message);
    else this.#refuse(status, message);
  }

  #refuse(status: GrpcStatus, message: string): void {
    this.#ended = true;
    clearTimeout(this.#deadline);
    const headers = { ...head, "grpc-accept-encoding": "identity", ...statusHeaders(status, message) };
    this.stream.respond(headers, { endStream: true });
    this.#stopReading();
  }

  #respond(): void {
    if (this.stream.headersSent) return;
    this.stream.respond(head, withTrailers);
  }

  #finish(status: GrpcStatus, message: string, lastFrame?: Buffer): void {
    this.#ended = true;
    clearTimeout(this.#deadline);
    this.stream.on("wantTrailers", () => {
      this.stream.sendTrailers(statusHeaders(status, message));
      this.#stopReading();
    });
    this.stream.end(lastFrame);
  }

  /**
   * Tells a client that is still sending that nobody will read it (RFC 9113 §8.1: RST_STREAM with NO_ERROR). A turn
   * later, because a reset overtakes trailers that are still queued.
   */
  #stopReading(): void {
    if (this.stream.readableEnded) return;
    setImmediate(() => {
      if (!this.stream.destroyed) this.stream.close(constants.NGHTTP2_NO_ERROR);
    });
  }

  #expectOpen(): void {
    if (this.#ended || this.stream.destroyed) throw cancelled();
  }

  #cancel(): void {
    this.#aborted = true;
    this.#abort?.abort();
  }

  #release(): void {
    clearTimeout(this.#deadline);
    if (!this.#ended) this.#cancel();
    this.#ended = true;
    this.#onClosed?.();
  }
}

function cancelled(): GrpcError {
  return new GrpcError(GrpcStatus.CANCELLED, "The call is over.");
}

function statusHeaders(status: GrpcStatus, message: string): Record<string, string> {
  const headers = { "grpc-status": String(status) };
  return message === "" ? headers : { ...headers, "grpc-message": encodeStatusMessage(message) };
}
