/** Socket mode: an app that no hook can reach, as on a developer's machine, gets its triggers over a WebSocket. */
import { WebSocket } from "ws";
import * as z from "zod";
import type { Shape } from "./answer";
import { contained, type Tell } from "./contained";
import type { HookResponse } from "./responses";
import type { Transport } from "./transport";

/** The connection is kept awake this often, and given up when nothing came of it meanwhile. */
const pingEveryMs = 25_000;
/** A broken connection is made anew after this long. */
const reconnectAfterMs = 2_000;

/** What is answered to a trigger; a status of 400 and more refuses it. */
export interface SocketAnswer {
  status: number;
  body: HookResponse;
}

/** How to connect, and what to do with what comes. */
export interface TriggerSocketOptions {
  transport: Transport;
  appId: string;
  appKey: string;
  /** Handles one trigger's JSON value. Events need no answer; what is returned for one is not sent. */
  onTrigger(payload: unknown): Promise<SocketAnswer>;
  /** Told of what failed while a frame was handled. */
  onFailure?: Tell;
  /** Told when the connection is there, and why it is not. */
  onChange?(state: "connected" | "disconnected", reason?: string): void;
}

const frameShape = z.object({ payload: z.unknown().optional(), correlation_id: z.unknown().optional() });
type Frame = z.infer<typeof frameShape>;

const connectionShape = z.object({ url: z.url({ protocol: /^(ws|http)s?$/ }) });

/** What cannot be connected to is not shown: the address of a connection is a secret. */
const hasAddress: Shape = (value) => connectionShape.safeParse(value).success;

function isEvent(payload: unknown): boolean {
  const { messageType } = (payload ?? {}) as { messageType?: unknown };
  return messageType === "PUMBLE_EVENT" || messageType === "APP_EVENT";
}

/** A connection that is made anew until it is closed. */
export class TriggerSocket {
  readonly #options: TriggerSocketOptions;
  #socket: WebSocket | undefined;
  #pinging: NodeJS.Timeout | undefined;
  #reconnecting: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: TriggerSocketOptions) {
    this.#options = options;
  }

  /** Connects; when that fails it is tried again later. */
  async connect(): Promise<void> {
    const { transport, appId, appKey, onChange } = this.#options;
    try {
      const query = new URLSearchParams({ appKey });
      const path = `/apps/${encodeURIComponent(appId)}/websocket-connection?${query}`;
      const { value } = await transport.send<{ url: string }>({ method: "GET", path, shape: hasAddress });
      if (!this.#closed) await this.#open(value.url);
    } catch (error) {
      onChange?.("disconnected", (error as Error).message);
      this.#connectLater();
    }
  }

  /** Ends the connection for good. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#reconnecting);
    clearInterval(this.#pinging);
    this.#socket?.terminate();
  }

  #open(url: string): Promise<void> {
    const socket = new WebSocket(url, { handshakeTimeout: 5_000, maxPayload: 1024 * 1024 });
    this.#socket = socket;
    const { onFailure = () => undefined } = this.#options;
    socket.on(
      "message",
      contained("A frame", onFailure, (data) => this.#received(socket, String(data))),
    );
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.once("open", () => {
        socket.off("error", reject);
        socket.on("error", () => socket.terminate());
        socket.once("close", () => this.#lost());
        this.#keepAwake(socket);
        this.#options.onChange?.("connected");
        resolve();
      });
    });
  }

  /** A network that swallows packets closes nothing: without this the app would be deaf and not know. */
  #keepAwake(socket: WebSocket): void {
    let isHeard = true;
    const hear = () => {
      isHeard = true;
    };
    for (const event of ["message", "ping", "pong"] as const) socket.on(event, hear);
    this.#pinging = setInterval(() => {
      if (!isHeard) return socket.terminate();
      isHeard = false;
      socket.send("ping");
      // Whatever a server makes of that word, this every one has to answer.
      socket.ping();
    }, pingEveryMs);
    this.#pinging.unref();
  }

  #lost(): void {
    clearInterval(this.#pinging);
    if (this.#closed) return;
    this.#options.onChange?.("disconnected", "the connection was closed");
    this.#connectLater();
  }

  #connectLater(): void {
    if (this.#closed) return;
    this.#reconnecting = setTimeout(() => void this.connect(), reconnectAfterMs);
    this.#reconnecting.unref();
  }

  async #received(socket: WebSocket, text: string): Promise<void> {
    if (text === "pong") return;
    let frame: Frame;
    try {
      frame = frameShape.parse(JSON.parse(text));
    } catch {
      return;
    }
    const answer = await this.#options
      .onTrigger(frame.payload)
      .catch((): SocketAnswer => ({ status: 500, body: { message: "The app failed." } }));
    if (isEvent(frame.payload) || socket.readyState !== WebSocket.OPEN) return;
    const { status, body } = answer;
    const message = "message" in body && body.message ? { message: body.message } : {};
    socket.send(JSON.stringify({ correlation_id: frame.correlation_id, status, ...message, body }));
  }
}
