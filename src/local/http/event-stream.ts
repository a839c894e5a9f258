/** Server-sent events. */

const heartbeatMs = 15_000;

/** A reader that lags behind by more bytes than this is cut off; it comes back and reads everything again. */
const waitingMaxBytes = 16 * 1024 * 1024;

/**
 * A response that streams JSON events until the reader goes away.
 * @param subscribe is given the function that sends one event, and returns one that ends the subscription
 */
export function eventStream(subscribe: (send: (event: object) => void) => () => void): Response {
  const encoder = new TextEncoder();
  let stop = () => {};
  const source = {
    start(controller: ReadableStreamDefaultController<Uint8Array>) {
      let isOver = false;
      const write = (text: string) => {
        if (isOver) return;
        controller.enqueue(encoder.encode(text));
        if ((controller.desiredSize ?? 0) > -waitingMaxBytes) return;
        stop();
        controller.close();
      };
      write(": connected\n\n");
      const heartbeat = setInterval(() => write(": alive\n\n"), heartbeatMs);
      heartbeat.unref();
      const unsubscribe = subscribe((event) => write(`data: ${JSON.stringify(event)}\n\n`));
      stop = () => {
        isOver = true;
        clearInterval(heartbeat);
        unsubscribe();
      };
    },
    cancel: () => stop(),
  };
  const inBytes = new ByteLengthQueuingStrategy({ highWaterMark: 0 });
  return new Response(new ReadableStream(source, inBytes), {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
