import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { AppRecord } from "../../../../src/local/core/state/records";
import { Workspace } from "../../../../src/local/core/workspace/workspace";
import { listen } from "../../../../src/local/http/server";
import { routeUpgrades } from "../../../../src/local/http/upgrades";
import type { HookAnswer } from "../../../../src/local/platform/apps/delivery";
import { AppSockets } from "../../../../src/local/platform/apps/sockets";
import { call, installedWorkspace } from "../../support";

async function connected(acknowledgeWithinMs = 30_000) {
  const setup = await installedWorkspace({ acknowledgeWithinMs }, { socketMode: true });
  const { workspace, installed, control, manifest } = setup;
  const url = `${workspace.workspaceUrl}/apps/${installed.id}/websocket-connection?appKey=`;
  const given = await call(url + installed.appKey, "GET");
  const socket = new WebSocket(given.body.url);
  onTestFinished(() => socket.terminate());
  const frames: { payload: Record<string, unknown>; correlation_id: string }[] = [];
  await once(socket, "open");
  const reply = { current: (_: (typeof frames)[number]): object | null => ({ status: 200 }) };
  socket.on("message", (data) => {
    const text = String(data);
    if (text === "pong") return;
    const frame = JSON.parse(text);
    frames.push(frame);
    const answer = reply.current(frame);
    if (answer) socket.send(JSON.stringify({ correlation_id: frame.correlation_id, ...answer }));
  });
  const type = () => control.act("Ada", "slash_command", { channel: "general", text: "/test over a socket" });
  return { ...setup, url, manifest, socket, frames, reply, type, address: given.body.url as string };
}

test("triggers come over the socket and are answered there, unsigned", async () => {
  const { type, frames, reply, app } = await connected();
  reply.current = () => ({ status: 200, message: "heard" });
  expect(await type()).toEqual({ acknowledged: true, notice: "heard" });
  expect(frames[0]).toMatchObject({ payload: { messageType: "SLASH_COMMAND", text: "over a socket" } });
  expect(app.hooks).toEqual([]);
});

test("a refusal shows as over HTTP", async () => {
  const { type, reply } = await connected();
  reply.current = () => ({ status: 500, message: "no" });
  expect(await type()).toEqual({ acknowledged: false, notice: "no" });
});

test("no answer in time shows as over HTTP", async () => {
  const { type, reply } = await connected(100);
  reply.current = () => null;
  expect(await type()).toEqual({ acknowledged: false, notice: "Test app is asleep" });
});

test("ping is answered with pong", async () => {
  const { socket } = await connected();
  socket.send("ping");
  const [data] = await once(socket, "message");
  expect(String(data)).toBe("pong");
});

test("an address connects once, and only the app key gets one", async () => {
  const { url, address } = await connected();
  expect((await call(`${url}wrong`, "GET")).status).toBe(401);
  const again = new WebSocket(address);
  const [error] = await once(again, "error");
  expect(error.message).toContain("401");
});

test("an app that does not read what it is sent is cut off, before that fills the memory", async () => {
  const workspace = new Workspace();
  const record = { id: "app", appKey: "key", manifest: { socketMode: true } } as AppRecord;
  workspace.db.change(() => workspace.db.apps.put(record));
  const sockets = new AppSockets(workspace);
  const { server, url, close } = await listen(sockets.routes().fetch, "127.0.0.1", 0);
  onTestFinished(close);
  routeUpgrades(server, [(...connection) => sockets.take(...connection)]);
  const given = await call(`${url}/apps/app/websocket-connection?appKey=key`, "GET");
  const socket = new WebSocket(given.body.url);
  onTestFinished(() => sockets.close());
  await once(socket, "open");
  socket.pause();
  const body = JSON.stringify({ text: "x".repeat(4 * 1024 * 1024) });
  const answers: HookAnswer[] = [];
  for (let at = 0; at < 20 && sockets.isConnected("app"); at++) {
    answers.push(await sockets.send("app", body, { awaitsAnswer: false, timeoutMs: 1_000 }));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(answers.at(-1)).toEqual({ problem: "the app does not read what it is sent" });
});

test("an app in socket mode that is not connected is called by HTTP", async () => {
  const { socket, type, app } = await connected();
  socket.close();
  await once(socket, "close");
  await type();
  expect((await app.nextHook()).json.messageType).toBe("SLASH_COMMAND");
});
