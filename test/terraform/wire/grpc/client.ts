import { once } from "node:events";
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import { type AddressInfo, createServer, type Server } from "node:net";
import { GrpcServer, type GrpcServerOptions } from "../../../../src/terraform/wire/grpc";

/** A gRPC server on a free port of this machine. */
export interface Running {
  grpc: GrpcServer;
  address: string;
  stop(): Promise<void>;
}

export async function start(options: GrpcServerOptions): Promise<Running> {
  const grpc = new GrpcServer(options);
  const listener: Server = createServer((socket) => grpc.accept(socket));
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  return {
    grpc,
    address: `127.0.0.1:${(listener.address() as AddressInfo).port}`,
    async stop() {
      grpc.destroy();
      listener.close();
      await once(listener, "close");
    },
  };
}

/** What a raw call came back with; `trailers` are the headers' own status when there was nothing else. */
export interface RawAnswer {
  headers: Record<string, unknown>;
  trailers: Record<string, unknown>;
  body: Buffer;
  /** HTTP/2 error code that the stream was closed with; 0 is a proper end. */
  code: number;
}

/** HTTP/2 by hand, to send what no gRPC library would. */
export class RawClient {
  readonly session: ClientHttp2Session;

  constructor(address: string) {
    this.session = connect(`http://${address}`);
    this.session.on("error", () => {});
  }

  open(path: string, headers: Record<string, string> = {}): ClientHttp2Stream {
    const base = { ":method": "POST", ":path": path, "content-type": "application/grpc", te: "trailers" };
    const stream = this.session.request({ ...base, ...headers });
    stream.on("error", () => {});
    return stream;
  }

  /** Sends the parts one by one, each flushed before the next, and waits for the end. */
  async call(path: string, parts: Buffer[], headers: Record<string, string> = {}): Promise<RawAnswer> {
    const stream = this.open(path, headers);
    const answer = collect(stream);
    for (const part of parts) await new Promise((resolve) => stream.write(part, resolve));
    stream.end();
    return answer;
  }

  async close(): Promise<void> {
    if (this.session.destroyed) return;
    this.session.destroy();
    await once(this.session, "close");
  }
}

/** Everything that comes back on a stream. */
export async function collect(stream: ClientHttp2Stream): Promise<RawAnswer> {
  const answer: RawAnswer = { headers: {}, trailers: {}, body: Buffer.alloc(0), code: 0 };
  stream.on("response", (headers) => {
    answer.headers = headers;
  });
  stream.on("trailers", (trailers) => {
    answer.trailers = trailers;
  });
  stream.on("data", (chunk: Buffer) => {
    answer.body = Buffer.concat([answer.body, chunk]);
  });
  await once(stream, "close");
  answer.code = stream.rstCode ?? 0;
  if (answer.headers["grpc-status"] !== undefined) answer.trailers = answer.headers;
  return answer;
}

/** A length-prefixed message. */
export function prefixed(message: Uint8Array, flag = 0): Buffer {
  const prefix = Buffer.alloc(5);
  prefix[0] = flag;
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}
