/** The page's connection to the workspace: it comes back by itself after the workspace was away. */
import type { LoggedRequest, PageEvent, PageFrame } from "./contract";

/** What the owner of the connection is told. */
export interface LiveHandlers {
  onEvent(event: PageEvent): void;
  /** `again` is true when the connection had been lost, so that events may have been missed. */
  onOpen(again: boolean): void;
  onLost(): void;
}

/** What the inspector is told while it is open. */
export interface InspectHandlers {
  onOpen(): void;
  onRequest(request: LoggedRequest): void;
  onLost(): void;
}

const firstDelayMs = 500;
const longestDelayMs = 10_000;

let socket: WebSocket | null = null;
let inspecting: InspectHandlers | null = null;

function tellInspect(): void {
  if (socket?.readyState !== WebSocket.OPEN) return;
  socket.send(JSON.stringify({ inspect: inspecting !== null }));
  inspecting?.onOpen();
}

/** Hears of requests and hooks over the same connection. The returned function ends it. */
export function inspectLive(handlers: InspectHandlers): () => void {
  inspecting = handlers;
  tellInspect();
  return () => {
    inspecting = null;
    tellInspect();
  };
}

function take(frame: PageFrame, handlers: LiveHandlers): void {
  if ("event" in frame) handlers.onEvent(frame.event);
  else inspecting?.onRequest(frame.request);
}

/** Connects as one member. The returned function closes the connection for good. */
export function openLive(member: string, handlers: LiveHandlers): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = firstDelayMs;
  let opened = false;
  let closed = false;

  const connect = () => {
    clearTimeout(timer);
    socket?.close();
    const address = new URL(`/page/socket?member=${encodeURIComponent(member)}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const mine = new WebSocket(address);
    socket = mine;
    mine.onopen = () => {
      delayMs = firstDelayMs;
      handlers.onOpen(opened);
      opened = true;
      tellInspect();
    };
    mine.onmessage = (event: MessageEvent<string>) => take(JSON.parse(event.data) as PageFrame, handlers);
    mine.onclose = () => {
      if (closed || socket !== mine) return;
      handlers.onLost();
      inspecting?.onLost();
      timer = setTimeout(connect, delayMs);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    };
  };

  window.addEventListener("online", connect);
  connect();
  return () => {
    closed = true;
    window.removeEventListener("online", connect);
    clearTimeout(timer);
    socket?.close();
  };
}
