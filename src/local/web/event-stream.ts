/** Server-sent events. */

const heartbeatMs = 15_000;

/**
 * A response that streams JSON events until the reader goes away.
 * @param subscribe is given the function that sends one event, and returns one that ends the subscription
 */
export function eventStream(subscribe: (send: (event: object) => void) => () => void): Response {
  const encoder = new TextEncoder();
  let unsubscribe = () => {};
  let heartbeat: NodeJS.Timeout | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text));
      write(": connected\n\n");
      heartbeat = setInterval(() => write(": alive\n\n"), heartbeatMs);
      heartbeat.unref();
      unsubscribe = subscribe((event) => write(`data: ${JSON.stringify(event)}\n\n`));
    },
    cancel() {
      clearInterval(heartbeat);
      unsubscribe();
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
