/** Socket mode: an app that runs where no hook can reach it keeps a connection open, and triggers come over that. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Hono } from "hono";
import { type WebSocket, WebSocketServer } from "ws";
import * as z from "zod";
import { contained } from "../../../platform";
import { notAllowed, notAuthenticated } from "../../core/failure";
import { tell } from "../../core/tell";
import { appOf } from "../../core/workspace/apps";
import type { Workspace } from "../../core/workspace/workspace";
import type { HookAnswer, HookSocket } from "./delivery";

const answerFrame = z.object({
  correlation_id: z.string(),
  status: z.int().min(100).max(599).catch(200),
  message: z.string().optional().catch(undefined),
  body: z.unknown().optional(),
});

/** Longest frame, in bytes: that of a hook's body. */
const frameMaxBytes = 1024 * 1024;

/** An app that lags behind by more bytes than this is cut off; it connects again, and what it missed is gone. */
const waitingMaxBytes = 16 * 1024 * 1024;

/** The connected apps of one workspace. */
export class AppSockets implements HookSocket {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: frameMaxBytes });
  readonly #sockets = new Map<string, Set<WebSocket>>();
  readonly #tickets = new Map<string, string>();
  readonly #waiting = new Map<string, (answer: HookAnswer) => void>();

  constructor(private readonly workspace: Workspace) {}

  /** `GET /apps/:appId/websocket-connection?appKey=`: an address that lets its holder connect once. */
  routes(): Hono {
    const app = new Hono();
    app.get("/apps/:appId/websocket-connection", (c) => {
      const record = appOf(this.workspace, c.req.param("appId"));
      if (c.req.query("appKey") !== record.appKey) throw notAuthenticated("Invalid app key");
      if (!record.manifest.socketMode) throw notAllowed("The app's manifest does not have socketMode");
      const ticket = this.workspace.ids.secret("socket");
      this.#tickets.set(ticket, record.id);
      const url = new URL(`/apps/socket?ticket=${ticket}`, c.req.url);
      url.protocol = "ws:";
      return c.json({ url: url.href });
    });
    return app;
  }

  /** Takes the connection of an app that has a ticket, once. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const ticket = /^\/apps\/socket\?ticket=(\w+)$/.exec(request.url ?? "")?.[1] ?? "";
    const appId = this.#tickets.get(ticket);
    if (!appId) return false;
    this.#tickets.delete(ticket);
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#connected(appId, connection));
    return true;
  }

  isConnected(appId: string): boolean {
    return (this.#sockets.get(appId)?.size ?? 0) > 0;
  }

  /** Sends to the app's newest connection. Events get no answer; everything else waits for the one of its id. */
  send(
    appId: string,
    body: string,
    { awaitsAnswer, timeoutMs }: { awaitsAnswer: boolean; timeoutMs: number },
  ): Promise<HookAnswer> {
    const socket = [...(this.#sockets.get(appId) ?? [])].at(-1);
    if (!socket) return Promise.resolve({ problem: "not connected" });
    if (socket.bufferedAmount > waitingMaxBytes) {
      socket.terminate();
      return Promise.resolve({ problem: "the app does not read what it is sent" });
    }
    const correlationId = this.workspace.ids.secret("correlation");
    socket.send(JSON.stringify({ payload: JSON.parse(body), correlation_id: correlationId }));
    if (!awaitsAnswer) return Promise.resolve({ status: 200, body: "" });
    return new Promise((resolve) => {
      const settle = (answer: HookAnswer) => {
        clearTimeout(timer);
        socket.off("close", gone);
        this.#waiting.delete(correlationId);
        resolve(answer);
      };
      const gone = () => settle({ problem: "the connection closed" });
      const timer = setTimeout(() => settle({ problem: `no answer within ${timeoutMs} ms` }), timeoutMs);
      socket.once("close", gone);
      this.#waiting.set(correlationId, settle);
    });
  }

  /** Breaks every connection. */
  close(): void {
    for (const sockets of this.#sockets.values()) for (const socket of sockets) socket.terminate();
    this.#server.close();
  }

  #connected(appId: string, socket: WebSocket): void {
    const sockets = this.#sockets.get(appId) ?? new Set();
    this.#sockets.set(appId, sockets.add(socket));
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.terminate());
    socket.on(
      "message",
      contained("A frame", tell, (data) => {
        const text = String(data);
        if (text === "ping") socket.send("pong");
        else this.#answered(text);
      }),
    );
  }

  #answered(text: string): void {
    let frame: unknown;
    try {
      frame = JSON.parse(text);
    } catch {
      return;
    }
    const read = answerFrame.safeParse(frame);
    if (!read.success) return;
    const { correlation_id, status, message, body } = read.data;
    const answer = body ?? (message ? { message } : {});
    this.#waiting.get(correlation_id)?.({ status, body: JSON.stringify(answer) });
  }
}
