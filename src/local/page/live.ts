/** The stream of workspace events, kept open: it comes back by itself after the workspace was away. */
import type { PageEvent } from "./contract";

/** What the owner of a stream is told. */
export interface LiveHandlers {
  onEvent(event: PageEvent): void;
  /** `again` is true when the stream had been lost, so that events may have been missed. */
  onOpen(again: boolean): void;
  onLost(): void;
}

const firstDelayMs = 500;
const longestDelayMs = 10_000;

/** Opens the stream as one member. The returned function closes it for good. */
export function openLive(member: string, handlers: LiveHandlers): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = firstDelayMs;
  let opened = false;

  const connect = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(`/page/api/events?member=${encodeURIComponent(member)}`);
    source.onopen = () => {
      delayMs = firstDelayMs;
      handlers.onOpen(opened);
      opened = true;
    };
    source.onmessage = (event: MessageEvent<string>) => handlers.onEvent(JSON.parse(event.data) as PageEvent);
    source.onerror = () => {
      source?.close();
      handlers.onLost();
      clearTimeout(timer);
      timer = setTimeout(connect, delayMs);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    };
  };

  window.addEventListener("online", connect);
  connect();
  return () => {
    window.removeEventListener("online", connect);
    clearTimeout(timer);
    source?.close();
  };
}
