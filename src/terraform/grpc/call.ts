import { encodeHeaders, type Http2Stream } from "../http2";
import type { Call } from "../protocol/tables";
import { FrameReader, frame } from "./framing";
import { encodeStatusMessage, GrpcError, GrpcStatus } from "./status";

const contentType = "application/grpc+proto";
const responseHeaders = encodeHeaders({ ":status": "200", "content-type": contentType });
const okTrailers = encodeHeaders({ "grpc-status": String(GrpcStatus.OK) });

/** One call on one HTTP/2 stream: its messages in both directions, its deadline, and its end. */
export class ServerCall implements Call {
  readonly #reader: FrameReader;
  /** Made when somebody asks for the signal. */
  #controller: AbortController | undefined;
  #aborted = false;
  #deadline: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(
    private readonly stream: Http2Stream,
    private readonly maxMessageBytes: number,
    encoding: string | undefined,
  ) {
    this.#reader = new FrameReader(maxMessageBytes, encoding);
    stream.onClose = () => this.#release();
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  /** As `signal.aborted`, without the cost of a signal. */
  get aborted(): boolean {
    return this.#aborted;
  }

  /** Ends the call with DEADLINE_EXCEEDED, and aborts its signal, after `timeoutMs`. */
  setDeadline(timeoutMs: number): void {
    this.#deadline = setTimeout(() => {
      this.end(GrpcStatus.DEADLINE_EXCEEDED, `The deadline of ${timeoutMs} ms has passed.`);
      this.#abort();
    }, timeoutMs);
  }

  /**
   * The one message of a unary request.
   * @throws GrpcError when there is none, or more than one
   */
  async receiveOne(): Promise<Buffer> {
    const messages: Buffer[] = [];
    for (;;) {
      const chunk = this.stream.take();
      if (chunk) messages.push(...this.#reader.push(chunk));
      else if (this.stream.ended) break;
      else await this.#more();
    }
    this.#reader.end();
    this.#expectOpen();
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
    for (;;) {
      const chunk = this.stream.take();
      if (chunk) yield* this.#reader.push(chunk);
      else if (this.stream.ended) break;
      else await this.#more();
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
    this.stream.respond(responseHeaders);
    this.stream.send(framed);
    while (this.stream.isHeldBack) await this.#more();
  }

  /** Sends the one answer of a unary call, and its status. */
  sendLast(message: Uint8Array): void {
    const framed = frame(message, this.maxMessageBytes);
    this.#expectOpen();
    this.stream.respond(responseHeaders);
    this.stream.send(framed);
    this.#finish(GrpcStatus.OK, "");
  }

  /** Ends the call with a status: in the headers when nothing has been sent yet, else in trailers. Later ends do nothing. */
  end(status: GrpcStatus, message = ""): void {
    if (this.#ended || this.stream.closed) return;
    if (status === GrpcStatus.OK) this.stream.respond(responseHeaders);
    if (this.stream.headersSent) this.#finish(status, message);
    else this.#refuse(status, message);
  }

  #refuse(status: GrpcStatus, message: string): void {
    this.#ended = true;
    clearTimeout(this.#deadline);
    const headers = { ":status": "200", "content-type": contentType, "grpc-accept-encoding": "identity" };
    this.stream.respond({ ...headers, ...statusHeaders(status, message) }, { end: true });
  }

  #finish(status: GrpcStatus, message: string): void {
    this.#ended = true;
    clearTimeout(this.#deadline);
    this.stream.end(status === GrpcStatus.OK ? okTrailers : statusHeaders(status, message));
  }

  /** @throws GrpcError when the call is over */
  async #more(): Promise<void> {
    this.#expectOpen();
    await this.stream.changed();
    this.#expectOpen();
  }

  #expectOpen(): void {
    if (this.#ended || this.stream.closed) throw cancelled();
  }

  #release(): void {
    clearTimeout(this.#deadline);
    if (!this.#ended) this.#abort();
    this.#ended = true;
  }

  #abort(): void {
    this.#aborted = true;
    this.#controller?.abort();
  }
}

function cancelled(): GrpcError {
  return new GrpcError(GrpcStatus.CANCELLED, "The call is over.");
}

function statusHeaders(status: GrpcStatus, message: string): Record<string, string> {
  const headers = { "grpc-status": String(status) };
  return message === "" ? headers : { ...headers, "grpc-message": encodeStatusMessage(message) };
}
