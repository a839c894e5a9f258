import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { WebSocketServer } from "ws";
import type { Transport } from "../../src/platform";
import { TriggerSocket } from "../../src/platform/socket";

const pingEveryMs = 25_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An app connected to a platform that answers the pings of WebSocket, or nothing at all. */
async function connected(autoPong: boolean) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", autoPong });
  await once(server, "listening");
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const states: string[] = [];
  const send = vi.fn(async () => ({ value: { url } }));
  const socket = new TriggerSocket({
    transport: { send } as unknown as Transport,
    ...{ appId: "app", appKey: "key" },
    onTrigger: async () => ({ status: 200, body: {} }),
    onChange: (state) => states.push(state),
  });
  onTestFinished(() => {
    socket.close();
    for (const client of server.clients) client.terminate();
    server.close();
  });
  const arrived = once(server, "connection");
  await socket.connect();
  const [atServer] = await arrived;
  return { atServer, states, socket, send };
}

test("a connection from which nothing comes any more is given up, and made anew", async () => {
  const { atServer, states } = await connected(false);
  vi.advanceTimersByTime(pingEveryMs);
  await once(atServer, "ping");
  expect(states).toEqual(["connected"]);
  vi.advanceTimersByTime(pingEveryMs);
  await once(atServer, "close");
  const madeAnew = () => {
    vi.advanceTimersByTime(2_000);
    expect(states).toEqual(["connected", "disconnected", "connected"]);
  };
  await vi.waitFor(madeAnew, { timeout: 15_000 });
});

test("a connection whose server only answers pings is kept", async () => {
  const { atServer, states } = await connected(true);
  for (let round = 0; round < 3; round++) {
    vi.advanceTimersByTime(pingEveryMs);
    await once(atServer, "ping");
    // What was sent before this is answered before it.
    const answered = once(atServer, "pong");
    atServer.ping();
    await answered;
  }
  expect(states).toEqual(["connected"]);
});

test("a connection that was lost and then closed waits for no other", async () => {
  const { atServer, states, socket, send } = await connected(true);
  atServer.terminate();
  await vi.waitFor(() => expect(states).toEqual(["connected", "disconnected"]));
  socket.close();
  vi.advanceTimersByTime(10_000);
  expect(send).toHaveBeenCalledTimes(1);
});
