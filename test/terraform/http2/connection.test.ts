import { once } from "node:events";
import { type ClientHttp2Session, connect, type Settings } from "node:http2";
import { type AddressInfo, connect as connectTcp, createServer, type Server, Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Http2Connection, type Http2Stream } from "../../../src/terraform/http2";
import {
  ErrorCode,
  Flag,
  FrameSplitter,
  FrameType,
  frameHeader,
  numbersFrame,
  Setting,
  settingsFrame,
} from "../../../src/terraform/http2/frame";
import { encodeHeaders } from "../../../src/terraform/http2/hpack";

let listener: Server;
let port: number;
let connections: Http2Connection[];
let streams: Http2Stream[];

beforeEach(async () => {
  connections = [];
  streams = [];
  listener = createServer((socket) => {
    const onStream = (stream: Http2Stream): void => {
      streams.push(stream);
      echo(stream).catch(() => {});
    };
    connections.push(new Http2Connection(socket, { onStream, onClose: () => {} }));
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  port = (listener.address() as AddressInfo).port;
});
afterEach(async () => {
  for (const connection of connections) connection.destroy();
  listener.close();
  await once(listener, "close");
});

/** Sends back what came, once all of it is there, and how long it was in trailers. */
async function echo(stream: Http2Stream): Promise<void> {
  const chunks: Buffer[] = [];
  while (!stream.ended && !stream.closed) {
    const chunk = stream.take();
    if (chunk) chunks.push(chunk);
    else await stream.changed();
  }
  for (let chunk = stream.take(); chunk; chunk = stream.take()) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  stream.respond({ ":status": "200", "x-long": "y".repeat(40_000) });
  stream.send(body);
  stream.end({ "x-length": String(body.length) });
}

describe("another implementation as the client", () => {
  let session: ClientHttp2Session;
  afterEach(() => session.destroy());

  async function exchange(body: Buffer): Promise<{ body: Buffer; trailer: unknown; header: unknown }> {
    const stream = session.request({ ":method": "POST", "x-big": "z".repeat(40_000) });
    let header: unknown;
    let trailer: unknown;
    stream.on("response", (headers) => {
      header = headers["x-long"];
    });
    stream.on("trailers", (trailers) => {
      trailer = trailers["x-length"];
    });
    stream.end(body);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return { body: Buffer.concat(chunks), trailer, header };
  }

  it.each<[string, Settings]>([
    ["its usual settings", {}],
    ["a window of 100 bytes", { initialWindowSize: 100 }],
    ["no header table", { headerTableSize: 0 }],
    ["large frames", { maxFrameSize: 1024 * 1024 }],
  ])(
    "with %s gets a body larger than every window, and header blocks of many frames",
    async (_, settings) => {
      session = connect(`http://127.0.0.1:${port}`, { settings, maxSendHeaderBlockLength: 100_000 });
      const body = Buffer.alloc(settings.initialWindowSize ? 20_000 : 9_000_000, "0123456789");
      for (let round = 0; round < 2; round++) {
        const answer = await exchange(body);
        expect(answer.body.equals(body)).toBe(true);
        expect(answer.trailer).toBe(String(body.length));
        expect(answer.header).toBe("y".repeat(40_000));
      }
    },
  );

  it("gets what waits for its window when the window grows by a setting", async () => {
    session = connect(`http://127.0.0.1:${port}`, { settings: { initialWindowSize: 0 } });
    const answer = exchange(Buffer.from("waiting"));
    while (!streams[0]?.isHeldBack) await new Promise(setImmediate);
    session.settings({ initialWindowSize: 1000 });
    expect((await answer).body.toString()).toBe("waiting");
  });

  it("gets an answer to its ping", async () => {
    session = connect(`http://127.0.0.1:${port}`);
    await once(session, "connect");
    const payload = Buffer.from("8 bytes!");
    const answered = await new Promise<Buffer>((resolve, reject) => {
      session.ping(payload, (error, _duration, back) => (error ? reject(error) : resolve(back)));
    });
    expect(answered.toString()).toBe("8 bytes!");
  });
});

describe("a client that breaks the rules", () => {
  const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  const block = encodeHeaders({ ":method": "POST", ":path": "/" });
  const frame = (type: number, flags: number, streamId: number, payload: Buffer): Buffer =>
    Buffer.concat([frameHeader(type, flags, streamId, payload.length), payload]);
  const headers = (streamId: number, flags: number = Flag.END_HEADERS): Buffer =>
    frame(FrameType.HEADERS, flags, streamId, block);
  const data = (streamId: number, bytes: number): Buffer =>
    frame(FrameType.DATA, 0, streamId, Buffer.alloc(bytes));
  const nothing = Buffer.alloc(0);

  /** Sends the bytes and reads until the server closes; the code of its GOAWAY. */
  async function goaway(...parts: Buffer[]): Promise<number | undefined> {
    const socket: Socket = connectTcp(port, "127.0.0.1");
    let code: number | undefined;
    const splitter = new FrameSplitter();
    socket.on("data", (chunk: Buffer) =>
      splitter.push(chunk, ({ type, payload }) => {
        if (type === FrameType.GOAWAY) code = payload.readUInt32BE(4);
      }),
    );
    socket.on("error", () => {});
    socket.write(Buffer.concat(parts));
    await once(socket, "close");
    return code;
  }

  it.each<[string, Buffer[], number]>([
    ["speaks HTTP/1", [Buffer.from("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")], ErrorCode.PROTOCOL_ERROR],
    ["sends a frame that is too large", [preface, frameHeader(0, 0, 1, 16_385)], ErrorCode.FRAME_SIZE_ERROR],
    ["sends data on no stream", [preface, data(0, 1)], ErrorCode.PROTOCOL_ERROR],
    ["sends data on a stream that it never opened", [preface, data(1, 1)], ErrorCode.PROTOCOL_ERROR],
    ["opens a stream with an even number", [preface, headers(2)], ErrorCode.PROTOCOL_ERROR],
    ["sends headers twice", [preface, headers(1), headers(1)], ErrorCode.PROTOCOL_ERROR],
    [
      "interrupts a header block",
      [preface, headers(1, 0), frame(FrameType.PING, 0, 0, Buffer.alloc(8))],
      ErrorCode.PROTOCOL_ERROR,
    ],
    [
      "continues what it never began",
      [preface, frame(FrameType.CONTINUATION, Flag.END_HEADERS, 1, block)],
      ErrorCode.PROTOCOL_ERROR,
    ],
    [
      "never ends a header block",
      [preface, headers(1, 0), ...Array(1100).fill(frame(FrameType.CONTINUATION, 0, 1, nothing))],
      ErrorCode.ENHANCE_YOUR_CALM,
    ],
    [
      "compresses wrongly",
      [preface, frame(FrameType.HEADERS, Flag.END_HEADERS, 1, Buffer.from([0xff, 0xff]))],
      ErrorCode.COMPRESSION_ERROR,
    ],
    [
      "pads more than there is",
      [preface, headers(1), frame(FrameType.DATA, Flag.PADDED, 1, Buffer.from([9, 0]))],
      ErrorCode.PROTOCOL_ERROR,
    ],
    ["pushes", [preface, frame(FrameType.PUSH_PROMISE, 0, 1, nothing)], ErrorCode.PROTOCOL_ERROR],
    ["widens a window by nothing", [preface, numbersFrame(8, 0, [0])], ErrorCode.PROTOCOL_ERROR],
    [
      "widens a window beyond what is possible",
      [preface, numbersFrame(8, 0, [0x7fffffff])],
      ErrorCode.FLOW_CONTROL_ERROR,
    ],
    [
      "asks for an impossible window",
      [preface, settingsFrame([[Setting.INITIAL_WINDOW_SIZE, 0x80000000]])],
      ErrorCode.FLOW_CONTROL_ERROR,
    ],
    [
      "asks for impossibly small frames",
      [preface, settingsFrame([[Setting.MAX_FRAME_SIZE, 1]])],
      ErrorCode.PROTOCOL_ERROR,
    ],
    [
      "sends half a setting",
      [preface, frame(FrameType.SETTINGS, 0, 0, nothing), frame(4, 0, 0, Buffer.alloc(3))],
      6,
    ],
    ["sends a ping of seven bytes", [preface, frame(FrameType.PING, 0, 0, Buffer.alloc(7))], 6],
    ["resets with three bytes", [preface, headers(1), frame(FrameType.RST_STREAM, 0, 1, Buffer.alloc(3))], 6],
  ])("and %s is told what was wrong, and the connection ends", async (_, parts, code) => {
    expect(await goaway(...parts)).toBe(code);
  });

  it("and sends more than the window allows is told so", async () => {
    const open = new Http2Connection(new Socket(), { onStream: () => {}, onClose: () => {} });
    const window = open.receiveWindowBytes;
    open.destroy();
    // A stream whose body nobody takes: its window stays as it is.
    const frames = Array.from({ length: window / 16_384 + 1 }, () => data(1, 16_384));
    const quiet = createServer((socket) => {
      connections.push(new Http2Connection(socket, { onStream: () => {}, onClose: () => {} }));
    }).listen(0, "127.0.0.1");
    await once(quiet, "listening");
    port = (quiet.address() as AddressInfo).port;
    expect(await goaway(preface, headers(1), ...frames)).toBe(ErrorCode.FLOW_CONTROL_ERROR);
    quiet.close();
  });

  it("may invent frames and settings, which mean nothing", async () => {
    const socket = connectTcp(port, "127.0.0.1");
    const types: number[] = [];
    const splitter = new FrameSplitter();
    const answered = new Promise<void>((resolve) => {
      socket.on("data", (chunk: Buffer) =>
        splitter.push(chunk, ({ type, flags }) => {
          types.push(type);
          if (type === FrameType.HEADERS && flags & Flag.END_STREAM) resolve();
        }),
      );
    });
    const invented = frame(0xee, 0xff, 77, Buffer.from("invented"));
    const body = frame(FrameType.DATA, Flag.END_STREAM | Flag.PADDED, 1, Buffer.from("\u0002hello\0\0"));
    socket.write(Buffer.concat([preface, settingsFrame([[0xabc, 1]]), invented, headers(1), invented, body]));
    await answered;
    expect(types).not.toContain(FrameType.GOAWAY);
    socket.destroy();
  });
});

it("closing lets what is under way finish, and refuses what comes later", async () => {
  const session = connect(`http://127.0.0.1:${port}`);
  const first = session.request({ ":method": "POST" });
  first.setEncoding("utf8");
  let text = "";
  first.on("data", (chunk: string) => {
    text += chunk;
  });
  while (streams.length === 0) await new Promise(setImmediate);
  const closed = connections[0]!.close();
  first.end("last words");
  await once(first, "close");
  await closed;
  expect(text).toBe("last words");
  expect(session.closed).toBe(true);
});
