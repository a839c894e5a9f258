import { expect, onTestFinished, test } from "vitest";
import { eventStream } from "../../../src/local/http/event-stream";
import { listen } from "../../../src/local/http/server";

/** A server whose only answer is a stream, and what its readers did. */
async function streaming() {
  let send: (event: object) => void = () => {};
  let ended = () => {};
  const gone = new Promise<void>((resolve) => (ended = resolve));
  const server = await listen(
    () =>
      eventStream((one) => {
        send = one;
        return () => ended();
      }),
    "127.0.0.1",
    0,
  );
  onTestFinished(() => server.close());
  return { url: server.url, gone, send: (event: object) => send(event) };
}

test("a reader who goes away ends the subscription, and sending on does no harm", async () => {
  const { url, gone, send } = await streaming();
  const abort = new AbortController();
  const response = await fetch(url, { signal: abort.signal });
  await response.body!.getReader().read();
  abort.abort();
  await gone;
  send({ type: "late" });
});

test.each([
  [20_000, 2000],
  [20, 2_000_000],
])(
  "a reader who stands still is cut off after 16 MiB, be that many events or few: %i",
  async (count, size) => {
    const { url, gone, send } = await streaming();
    const response = await fetch(url);
    const reader = response.body!.getReader();
    await reader.read();
    const event = { text: "x".repeat(size) };
    for (let at = 0; at < count; at += 1) send(event);
    await gone;
    let bytes = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) bytes += part.value.length;
    expect(bytes).toBeLessThan(count * size);
  },
);
