/**
 * The page's one connection: what happens, and what the inspector shows. A WebSocket, for a browser opens any number of
 * them, but only six streams over HTTP/1.1.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import * as z from "zod";
import { contained } from "../../../platform";
import type { RequestLog } from "../../control/request-log";
import { tell } from "../../core/tell";
import type { Workspace } from "../../core/workspace/workspace";
import { isOtherHost, isOwnHost } from "../../http/guard";
import type { PageFrame } from "../contract";
import { pageEventsFor } from "./page-events";

/** What a page asks for. */
const wish = z.object({ inspect: z.boolean() });

const pingEveryMs = 15_000;
/** Longest frame of a page, in bytes. */
const frameMaxBytes = 1024;
/** A page that lags behind by more bytes than this is cut off; it comes back and reads everything again. */
const waitingMaxBytes = 16 * 1024 * 1024;

export interface PageSocketsContext {
  workspace: Workspace;
  log: RequestLog;
  /** Where the server listens. */
  host: string;
}

/** The pages that are open. */
export class PageSockets {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: frameMaxBytes });

  constructor(private readonly context: PageSocketsContext) {}

  /** `GET /page/socket?member=` from the page itself. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "unknown"}`);
    if (url.pathname !== "/page/socket") return false;
    const { workspace, host } = this.context;
    if (!isOwnHost(host, url.hostname) || isOtherHost(request.headers.origin, url.href)) return false;
    const user = workspace.db.users.get(url.searchParams.get("member") ?? "");
    if (user?.status !== "ACTIVATED") return false;
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#connected(user.id, connection));
    return true;
  }

  /** Breaks every connection. */
  close(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #connected(userId: string, socket: WebSocket): void {
    const { workspace, log } = this.context;
    const send = (frame: PageFrame) => {
      if (socket.bufferedAmount > waitingMaxBytes) socket.terminate();
      else socket.send(JSON.stringify(frame));
    };
    let endInspecting = () => {};
    const endEvents = workspace.events.subscribe((happened) => {
      for (const event of pageEventsFor(workspace, happened, userId)) send({ event });
    });
    const pinging = setInterval(() => socket.ping(), pingEveryMs);
    pinging.unref();
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      clearInterval(pinging);
      endEvents();
      endInspecting();
    });
    socket.on(
      "message",
      contained("A frame", tell, (data) => {
        const asked = wish.safeParse(jsonOf(String(data)));
        if (!asked.success) return;
        endInspecting();
        endInspecting = asked.data.inspect ? log.subscribe((request) => send({ request })) : () => {};
      }),
    );
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
