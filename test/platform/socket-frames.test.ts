/** What an app in socket mode makes of what comes, on a platform that sends what each test says. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { Transport } from "../../src/platform";
import { TriggerSocket, type TriggerSocketOptions } from "../../src/platform/socket";

/** A platform that tells where to connect, and an app that connects there. */
async function platform(options: Partial<TriggerSocketOptions>, tell?: (response: ServerResponse) => void) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    if (tell) tell(response);
    else response.end(JSON.stringify({ url: `ws://127.0.0.1:${port}/socket` }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const sockets = new WebSocketServer({ server });
  const transport = new Transport({ apiUrl: `http://127.0.0.1:${port}`, env: {} });
  const changes: (string | undefined)[][] = [];
  const socket = new TriggerSocket({
    ...{ transport, appId: "a/b", appKey: "k&x" },
    onTrigger: async () => ({ status: 200, body: {} }),
    onChange: (...change) => changes.push(change),
    ...options,
  });
  onTestFinished(async () => {
    socket.close();
    for (const client of sockets.clients) client.terminate();
    await transport.close();
    server.closeAllConnections();
    server.close();
  });
  const arrived = once(sockets, "connection");
  await socket.connect();
  return { seen, changes, socket, sockets, arrived: arrived.then(([client]) => client as WebSocket) };
}

async function answersTo(frames: unknown[], options: Partial<TriggerSocketOptions>): Promise<unknown[]> {
  const { arrived } = await platform(options);
  const client = await arrived;
  const answers: unknown[] = [];
  const last = new Promise<void>((resolve) => {
    client.on("message", (data) => {
      const answer = JSON.parse(String(data)) as { correlation_id?: unknown };
      answers.push(answer);
      if (answer.correlation_id === "last") resolve();
    });
  });
  for (const frame of frames) client.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  client.send(JSON.stringify({ correlation_id: "last", payload: { messageType: "LAST" } }));
  await last;
  return answers.slice(0, -1);
}

const frame = (messageType: string, id: unknown = 1) => ({ correlation_id: id, payload: { messageType } });

describe("an app in socket mode", () => {
  test("asks where to connect with its key, and says that it is connected", async () => {
    const { seen, changes } = await platform({});
    expect(seen).toEqual(["GET /apps/a%2Fb/websocket-connection?appKey=k%26x"]);
    expect(changes).toEqual([["connected"]]);
  });

  test("answers each trigger under its number", async () => {
    const given: unknown[] = [];
    const onTrigger = async (payload: unknown) => {
      given.push(payload);
      return { status: 200, body: { message: "hi" } };
    };
    const wanted = { correlation_id: 1, status: 200, message: "hi", body: { message: "hi" } };
    expect(await answersTo([frame("VIEW_ACTION")], { onTrigger })).toEqual([wanted]);
    expect(given[0]).toEqual({ messageType: "VIEW_ACTION" });
  });

  test("has no message where its answer has none", async () => {
    const onTrigger = async () => ({ status: 400, body: { message: "" } });
    const wanted = [{ correlation_id: 1, status: 400, body: { message: "" } }];
    expect(await answersTo([frame("SHORTCUT")], { onTrigger })).toEqual(wanted);
    const bare = async () => ({ status: 200, body: {} });
    expect(await answersTo([frame("SHORTCUT")], { onTrigger: bare })).toEqual([
      { correlation_id: 1, status: 200, body: {} },
    ]);
  });

  test("handles events and answers none of them", async () => {
    const given: unknown[] = [];
    const onTrigger = async (payload: unknown) => {
      given.push((payload as { messageType: string }).messageType);
      return { status: 200, body: {} };
    };
    expect(await answersTo([frame("PUMBLE_EVENT"), frame("APP_EVENT")], { onTrigger })).toEqual([]);
    expect(given).toEqual(["PUMBLE_EVENT", "APP_EVENT", "LAST"]);
  });

  test("that fails says no more than that", async () => {
    const onTrigger = async (payload: unknown) => {
      if ((payload as { messageType: string }).messageType === "LAST") return { status: 200, body: {} };
      throw new Error("secret");
    };
    const message = "The app failed.";
    expect(await answersTo([frame("SHORTCUT")], { onTrigger })).toEqual([
      { correlation_id: 1, status: 500, message, body: { message } },
    ]);
  });

  test("lets pass what is no frame", async () => {
    const given: unknown[] = [];
    const onTrigger = async (payload: unknown) => {
      given.push(payload);
      return { status: 200, body: {} };
    };
    const frames = ["pong", "{", "[]", "1", { correlation_id: 2 }];
    expect(await answersTo(frames, { onTrigger })).toEqual([{ correlation_id: 2, status: 200, body: {} }]);
    expect(given).toEqual([undefined, { messageType: "LAST" }]);
  });

  test("whose handler throws at once goes on, and tells of it", async () => {
    const told: unknown[] = [];
    const onTrigger = (payload: unknown) => {
      if ((payload as { messageType: string }).messageType === "BAD") throw new Error("broken");
      return Promise.resolve({ status: 200, body: {} });
    };
    const onFailure = (what: string, error: unknown) => told.push([what, (error as Error).message]);
    expect(await answersTo([frame("BAD"), frame("SHORTCUT", "x")], { onTrigger, onFailure })).toEqual([
      { correlation_id: "x", status: 200, body: {} },
    ]);
    expect(told).toEqual([["A frame", "broken"]]);
    expect(await answersTo([frame("BAD")], { onTrigger })).toEqual([]);
  });

  test("that was closed is not connected again, and says nothing more", async () => {
    const { changes, socket, arrived } = await platform({});
    const gone = once(await arrived, "close");
    socket.close();
    await gone;
    expect(changes).toEqual([["connected"]]);
  });

  test("that was closed before it connected does not", async () => {
    const { socket, sockets, changes } = await platform({}, (response) => response.writeHead(503).end());
    socket.close();
    await socket.connect();
    expect(sockets.clients.size).toBe(0);
    expect(changes.every(([state]) => state === "disconnected")).toBe(true);
  });

  test("takes no frame of more than a megabyte: its connection is lost", async () => {
    const { changes, arrived } = await platform({});
    (await arrived).send("x".repeat(1024 * 1024 + 1));
    await expect.poll(() => changes).toEqual([["connected"], ["disconnected", "the connection was closed"]]);
  });

  test("is told when its connection is lost", async () => {
    const { changes, arrived } = await platform({});
    (await arrived).terminate();
    await expect.poll(() => changes).toEqual([["connected"], ["disconnected", "the connection was closed"]]);
  });
});

describe("where it cannot connect it says why, and shows no secret", () => {
  const call = "GET /apps/a%2Fb/websocket-connection";
  test.each<[string, (response: ServerResponse) => void, string]>([
    ["a refusal", (response) => response.writeHead(403).end('{"message":"no"}'), `${call}: no (403)`],
    ["null", (response) => response.end("null"), `${call}: the answer lacks what is documented (200)`],
    [
      "no address",
      (response) => response.end('{"url":1}'),
      `${call}: the answer lacks what is documented (200)`,
    ],
    [
      "an address that is none",
      (response) => response.end('{"url":"wss://[?token=secret"}'),
      `${call}: the answer lacks what is documented (200)`,
    ],
    [
      "one of another kind",
      (response) => response.end('{"url":"file:///secret"}'),
      `${call}: the answer lacks what is documented (200)`,
    ],
    [
      "a closed port",
      (response) => response.end('{"url":"ws://127.0.0.1:1"}'),
      "connect ECONNREFUSED 127.0.0.1:1",
    ],
  ])("%s", async (_, tell, why) => {
    const { changes } = await platform({}, tell);
    expect(changes).toEqual([["disconnected", why]]);
  });
});
