/** Socket mode: an app that runs where no hook can reach it keeps a connection open, and triggers come over that. */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { Hono } from "hono";
import { type WebSocket, WebSocketServer } from "ws";
import { notAllowed, notAuthenticated } from "../../core/failure";
import { appOf } from "../../core/workspace/apps";
import type { Workspace } from "../../core/workspace/workspace";
import type { HookAnswer, HookSocket } from "./delivery";

interface Answer {
  correlation_id?: unknown;
  status?: unknown;
  message?: unknown;
  body?: unknown;
}

/** The connected apps of one workspace. */
export class AppSockets implements HookSocket {
  readonly #server = new WebSocketServer({ noServer: true });
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

  /** Takes WebSocket connections of this server. */
  attach(server: Server): void {
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const ticket = new URL(request.url ?? "/", "http://local").searchParams.get("ticket") ?? "";
      const appId = this.#tickets.get(ticket);
      if (!appId) {
        socket.end("HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n");
        return;
      }
      this.#tickets.delete(ticket);
      this.#server.handleUpgrade(request, socket, head, (connection) => this.#connected(appId, connection));
    });
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
    socket.on("message", (data) => {
      const text = String(data);
      if (text === "ping") socket.send("pong");
      else this.#answered(text);
    });
  }

  #answered(text: string): void {
    let answer: Answer;
    try {
      answer = JSON.parse(text);
    } catch {
      return;
    }
    const status = typeof answer.status === "number" ? answer.status : 200;
    const body = answer.body ?? (answer.message ? { message: answer.message } : {});
    this.#waiting.get(String(answer.correlation_id))?.({ status, body: JSON.stringify(body) });
  }
}
