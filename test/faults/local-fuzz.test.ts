import { once } from "node:events";
import { createConnection } from "node:net";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { TriggerSocket } from "../../src/platform";
import { call, installedWorkspace } from "../local/support";
import { oddTexts, oddValue } from "./odd-values";
import { mulberry, oneOf, type Random } from "./random";

/** The same each time; `FUZZ_SEED` gives others, `FUZZ_FACTOR=20` more of them. */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_126);
const factor = Number(process.env.FUZZ_FACTOR ?? 1);
/** The longest that a single odd thing may take. */
const soonMs = 5_000;

beforeAll(() => console.log(`Fuzzing with FUZZ_SEED=${seed}`));

const targets = [
  "//[",
  "//",
  "/",
  "//x:99999",
  "/apps/socket",
  "/apps/socket?ticket=",
  "http://[",
  "*",
  "/%",
  "?",
];
const upgradeHeaders = [
  "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-key: x",
  "sec-websocket-version: 13",
  "sec-websocket-version: 99",
  'sec-websocket-extensions: permessage-deflate; x="',
  "sec-websocket-protocol: ,,,",
  "origin: https://evil.example",
];

/** Sends bytes and resolves when the connection is over, or broken off by us. */
function sendRaw(port: number, bytes: string, breakOff: boolean): Promise<void> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1", () => {
      socket.write(bytes);
      if (breakOff) socket.resetAndDestroy();
      else socket.end();
    });
    const deadline = setTimeout(() => socket.destroy(), 1_000);
    socket.on("data", () => undefined);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(deadline);
      resolve();
    });
  });
}

function oddUpgrade(random: Random): string {
  const headers = upgradeHeaders.filter(() => random() < 0.4);
  const target =
    oneOf(random, targets) + (random() < 0.3 ? encodeURIComponent(oneOf(random, oddTexts.slice(0, 9))) : "");
  const method = random() < 0.9 ? "GET" : "POST";
  const head = [
    `${method} ${target} HTTP/1.1`,
    "host: x",
    "connection: Upgrade",
    "upgrade: websocket",
    ...headers,
  ];
  return `${head.join("\r\n")}\r\n\r\n${random() < 0.2 ? "\u0000\u0001\u0002" : ""}`;
}

test("no upgrade ends the workspace", async () => {
  const { workspace } = await installedWorkspace();
  const random = mulberry(seed);
  const port = Number(new URL(workspace.workspaceUrl).port);
  for (let left = 150 * factor; left > 0; left -= 10) {
    await Promise.all(Array.from({ length: 10 }, () => sendRaw(port, oddUpgrade(random), random() < 0.3)));
  }
  expect((await call(`${workspace.controlUrl}/members`, "GET", {})).status).toBe(401);
}, 120_000);

const oddFrames = [
  "null",
  "[]",
  "1",
  "true",
  '"x"',
  "",
  "{",
  "ping",
  "pong",
  '{"correlation_id":null}',
  "[null]",
];

function oddFrame(random: Random): string | Buffer {
  const pick = random();
  if (pick < 0.4) return oneOf(random, oddFrames);
  if (pick < 0.5) return Buffer.from([0xff, 0xfe, 0x00]);
  const field = () => oddValue(random);
  return JSON.stringify({
    correlation_id: field(),
    status: field(),
    message: field(),
    body: field(),
    payload: field(),
  });
}

test("no frame of an app ends the workspace, or passes for an answer", async () => {
  const { workspace, installed, control } = await installedWorkspace(
    { acknowledgeWithinMs: 20_000 },
    { socketMode: true },
  );
  const random = mulberry(seed + 1);
  const { body } = await call(
    `${workspace.workspaceUrl}/apps/${installed.id}/websocket-connection?appKey=${installed.appKey}`,
    "GET",
  );
  const socket = new WebSocket(body.url);
  onTestFinished(() => socket.terminate());
  await once(socket, "open");
  const acted = control.act("Ada", "slash_command", { channel: "general", text: "/test x" });
  const [data] = await once(socket, "message");
  for (let left = 300 * factor; left > 0; left--) socket.send(oddFrame(random));
  const { correlation_id } = JSON.parse(String(data));
  socket.send(JSON.stringify({ correlation_id, status: 200, message: "the right one" }));
  expect(await acted).toMatchObject({ acknowledged: true, notice: "the right one" });
}, 120_000);

test("no frame of the platform ends an app in socket mode", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => server.close());
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const random = mulberry(seed + 2);
  const failures: unknown[] = [];
  const socket = new TriggerSocket({
    transport: { send: async () => ({ value: { url: `ws://127.0.0.1:${port}` }, text: "" }) } as never,
    ...{ appId: "a", appKey: "k" },
    onTrigger: async (payload) => {
      if (random() < 0.1) throw new Error("a handler that fails");
      return { status: 200, body: { message: JSON.stringify(payload ?? null).slice(0, 20) } };
    },
    onFailure: (_, error) => failures.push(error),
  });
  onTestFinished(() => socket.close());
  const connection = once(server, "connection");
  await socket.connect();
  const [platform] = (await connection) as [WebSocket];
  for (let left = 300 * factor; left > 0; left--) platform.send(oddFrame(random));
  const answered = new Promise<void>((resolve) => {
    platform.on("message", (data) => {
      if (JSON.parse(String(data)).correlation_id === "last") resolve();
    });
  });
  platform.send(JSON.stringify({ correlation_id: "last", payload: {} }));
  await answered;
  expect(failures).toEqual([]);
}, 120_000);

type Made = Awaited<ReturnType<typeof installedWorkspace>>;

function oddRequest(random: Random, { workspace, ada, general }: Made): [string, RequestInit] {
  const part = () =>
    random() < 0.5
      ? oneOf(random, [general, ada.id, "x", "0".repeat(24)])
      : encodeURIComponent(
          oneOf(
            random,
            oddTexts.slice(0, 11).filter((text) => text !== "\ud800"),
          ),
        );
  const paths = [
    ...[
      "/oauth2/access",
      "/access-request",
      "/upload/files",
      `/apps/${part()}/websocket-connection`,
      `/files/${part()}/${part()}`,
    ],
    ...[
      "/control/act",
      "/control/seed",
      "/control/faults",
      "/control/clock",
      "/control/apps",
      "/control/limits",
      "/control/restore",
    ],
    ...["channels", "direct", "commands", "shortcuts", "interactions", "menus", "search"].map(
      (name) => `/page/api/${name}`,
    ),
    ...["messages", "read", "members", "pins"].map((name) => `/page/api/channels/${part()}/${name}`),
    ...[`/page/api/messages/${part()}/reactions`, `/page/api/views/${part()}`, `/page/api/state`],
    ...["channels", "messages", "workspaceUsers", "scheduledMessages", "search"].map(
      (name) => `/v1/${name}/${part()}`,
    ),
  ];
  const value = oddValue(random);
  const fields = [
    "text",
    "blocks",
    "channelId",
    "userIds",
    "name",
    "manifest",
    "seed",
    "yaml",
    "path",
    "action",
    "as",
    "state",
  ];
  const object = Object.fromEntries(
    fields.filter(() => random() < 0.5).map((name) => [name, oddValue(random)]),
  );
  const method = oneOf(random, ["GET", "POST", "POST", "POST", "PUT", "DELETE"]);
  const headers = {
    authorization: `Bearer ${workspace.controlToken}`,
    "x-pumble-member": ada.id,
    "content-type": oneOf(random, [
      "application/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
      "text/plain",
    ]),
  };
  const body = oneOf(random, [
    JSON.stringify(object),
    JSON.stringify(object),
    JSON.stringify(value),
    "{",
    "\u0000",
  ]);
  return [
    oneOf(random, paths),
    { method, headers, redirect: "manual", ...(method === "GET" ? {} : { body }) },
  ];
}

test("no request to the platform, page or control API of a workspace is a server error", async () => {
  const made = await installedWorkspace();
  const random = mulberry(seed + 3);
  const statuses = new Set<number>();
  for (let left = 1_500 * factor; left > 0; left--) {
    const [path, init] = oddRequest(random, made);
    const signal = AbortSignal.timeout(soonMs);
    const response = await fetch(made.workspace.workspaceUrl + path, { ...init, signal });
    statuses.add(response.status);
    const text = response.headers.get("content-type")?.startsWith("text/event-stream")
      ? ""
      : await response.text();
    await response.body?.cancel().catch(() => undefined);
    const about = `FUZZ_SEED=${seed}: ${init.method} ${path} ${init.body}`;
    if (response.status >= 500) throw new Error(`${about}\n${response.status} ${text}`);
    await fetch(`${made.workspace.controlUrl}/faults`, { method: "DELETE", headers: init.headers! });
  }
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 401, 404]));
}, 240_000);
