import { spawn, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { connect as connectTls } from "node:tls";
import * as grpc from "@grpc/grpc-js";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createServerIdentity } from "../../../src/terraform/process/certificate";
import { listen, socketPath } from "../../../src/terraform/process/listen";
import { encode, providerService, tfplugin6 } from "../../../src/terraform/wire/protocol";
import { healthService } from "../../../src/terraform/wire/protocol/generated/health";
import { controllerService } from "../../../src/terraform/wire/protocol/generated/plugin";
import type { ServiceTable } from "../../../src/terraform/wire/protocol/tables";
import { bundlePlugin, hostEnv, Plugin, staticInputs } from "./plugin";

const entry = "test/terraform/process/tiny-main.ts";
const provider = providerService as ServiceTable<never>;
const controller = controllerService as ServiceTable<never>;

const same = (bytes: Buffer): Buffer => bytes;

/** Whether a process is there and is more than an entry that its new parent has not collected. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}

let bundle: Awaited<ReturnType<typeof bundlePlugin>>;
const running: Plugin[] = [];

async function start(env: Record<string, string> = {}): Promise<Plugin> {
  const plugin = await Plugin.start(bundle.file, env);
  running.push(plugin);
  return plugin;
}

beforeAll(async () => {
  bundle = await bundlePlugin(entry);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((plugin) => plugin.end()));
});
afterAll(() => rmSync(bundle.folder, { recursive: true, force: true }));

describe("the handshake", () => {
  it("is one line with protocol 6, a unix socket of this user alone, and an unpadded certificate", async () => {
    const plugin = await start();
    expect(plugin.handshake.slice(0, 3)).toEqual(["1", "6", "unix"]);
    expect(plugin.handshake[4]).toBe("grpc");
    expect(plugin.handshake.length).toBe(6);
    expect(statSync(plugin.socket).mode & 0o077).toBe(0);
    expect(plugin.handshake[5]).toMatch(/^[A-Za-z0-9+/]+$/);
    expect(new X509Certificate(plugin.serverCertificate).checkHost("localhost")).toBe("localhost");
  });

  it("has no certificate when the host sent none, and says that it can multiplex when asked", async () => {
    const plugin = await start({ PLUGIN_CLIENT_CERT: "", PLUGIN_MULTIPLEX_GRPC: "true" });
    expect(plugin.handshake.slice(4)).toEqual(["grpc", "", "true"]);
  });

  it("without the cookie is a sentence for the person who started it, and exit 1", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bundle.file], {
      encoding: "utf8",
      env: {},
    });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^This is the Terraform provider registry\.terraform\.io\/example\/tiny\. It is a plugin/,
    );
  });

  it("uses the folder that the host asks for", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sockets-"));
    const plugin = await start({ PLUGIN_UNIX_SOCKET_DIR: folder });
    expect(plugin.socket.startsWith(`${folder}/plugin-`)).toBe(true);
    await plugin.end();
    rmSync(folder, { recursive: true });
  });

  it("is the first line also for a provider that prints while it starts", async () => {
    const chatty = await bundlePlugin("test/terraform/process/chatty-main.ts");
    const plugin = await Plugin.start(chatty.file, { TF_LOG: "info" });
    running.push(plugin);
    expect(plugin.handshake.slice(0, 3)).toEqual(["1", "6", "unix"]);
    await plugin.call(plugin.connect(), provider, "GetProviderSchema");
    expect(plugin.stderr.join()).toContain("Hello, whoever reads this");
    rmSync(chatty.folder, { recursive: true });
  });

  it("ends with a report when the client certificate is none", () => {
    const env = { ...hostEnv, PLUGIN_CLIENT_CERT: "nonsense" };
    const { status, stderr } = spawnSync(process.execPath, [bundle.file], { encoding: "utf8", env });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^panic: Error: PLUGIN_CLIENT_CERT holds no PEM certificate\./);
  });

  it("waits for none of the code that answers calls", () => {
    const inputs = staticInputs(bundle.meta, entry);
    expect(inputs).toContain("src/terraform/process/serve.ts");
    expect(inputs.filter((path) => /node_modules|protocol|grpc|tls|provider/.test(path))).toEqual([]);
  });
});

describe("a folder for the socket", () => {
  const long = `/tmp/${"x".repeat(90)}`;

  it.each([
    ["the host's", { PLUGIN_UNIX_SOCKET_DIR: "/run/host" }, "/var/tmp", "/run/host/plugin-1"],
    ["the system's when the host has none", {}, "/var/tmp", "/var/tmp/plugin-1"],
    [
      "the system's when the host's is empty",
      { PLUGIN_UNIX_SOCKET_DIR: "" },
      "/var/tmp",
      "/var/tmp/plugin-1",
    ],
    [
      "the system's when the host's is too long",
      { PLUGIN_UNIX_SOCKET_DIR: long },
      "/var/tmp",
      "/var/tmp/plugin-1",
    ],
    ["/tmp when the system's is too long", {}, long, "/tmp/plugin-1"],
  ])("is %s", (_, env, temporary, path) => {
    expect(socketPath(env, "plugin-1", temporary)).toBe(path);
  });

  it("is not needed on Windows, where the plugin listens on this machine's own address", async () => {
    const { server, listen: at } = await listen({}, "win32");
    expect(at).toEqual({ network: "tcp", address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) });
    server.close();
  });
});

describe("mutual TLS", () => {
  it("lets the host in", async () => {
    const plugin = await start();
    const client = plugin.connect();
    const schema = await plugin.call(client, provider, "GetProviderSchema");
    expect(Object.keys(schema["resourceSchemas"] as object)).toEqual(["tiny_thing"]);
    expect(schema["provider"]).toMatchObject({ block: {} });
  });

  /** Speaks TLS by hand and collects whatever comes back. */
  async function bytesFor(plugin: Plugin, identity: { cert?: string; key?: string }): Promise<number> {
    const socket = connectTls({
      socket: connectTcp(plugin.socket),
      servername: "localhost",
      ALPNProtocols: ["h2"],
      rejectUnauthorized: false,
      ...identity,
    });
    let received = 0;
    socket.on("data", (chunk: Buffer) => {
      received += chunk.length;
    });
    socket.on("error", () => {});
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0");
    await Promise.race([new Promise((resolve) => socket.once("close", resolve)), once(socket, "data")]);
    socket.destroy();
    return received;
  }

  it("gives the holder of the host's certificate an answer, and others not one byte", async () => {
    const plugin = await start();
    const other = createServerIdentity();
    const { client } = plugin;
    expect(await bytesFor(plugin, { cert: client.certificatePem, key: client.keyPem })).toBeGreaterThan(0);
    expect(await bytesFor(plugin, { cert: other.certificatePem, key: other.keyPem })).toBe(0);
    expect(await bytesFor(plugin, {})).toBe(0);
  });

  it("does not talk in the clear", async () => {
    const plugin = await start();
    const socket = connectTcp(plugin.socket);
    let received = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
    });
    socket.on("error", () => {});
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    await new Promise((resolve) => socket.once("close", resolve));
    expect(received.length === 0 || received[0] === 0x15).toBe(true); // at most a TLS alert
  });
});

describe("the host's own services", () => {
  it("Shutdown answers, then the process is gone in a moment, with its socket", async () => {
    const plugin = await start();
    const client = plugin.connect();
    await plugin.call(client, provider, "GetProviderSchema");
    const stdio = client.makeServerStreamRequest(
      "/plugin.GRPCStdio/StreamStdio",
      same,
      same,
      Buffer.alloc(0),
    );
    stdio.on("error", () => {});
    const began = performance.now();
    expect(await plugin.call(client, controller, "Shutdown")).toEqual({});
    expect(await plugin.exited).toBe(0);
    expect(performance.now() - began).toBeLessThan(2000); // Terraform kills then
    expect(existsSync(plugin.socket)).toBe(false);
  });

  it("the standing streams stay open and silent until Shutdown, then end properly", async () => {
    const plugin = await start();
    const client = plugin.connect();
    const stdio = client.makeServerStreamRequest(
      "/plugin.GRPCStdio/StreamStdio",
      same,
      same,
      Buffer.alloc(0),
    );
    const broker = client.makeBidiStreamRequest("/plugin.GRPCBroker/StartStream", same, same);
    const ends = [stdio, broker].map(async (stream) => {
      stream.on("error", () => {});
      stream.resume();
      const [status] = (await once(stream, "status")) as [grpc.StatusObject];
      return status.code;
    });
    await plugin.call(client, provider, "GetProviderSchema");
    await plugin.call(client, controller, "Shutdown");
    expect(await Promise.all(ends)).toEqual([0, 0]);
  });

  it("health says SERVING for the plugin and NOT_FOUND for what is not there", async () => {
    const plugin = await start();
    const client = plugin.connect();
    const health = healthService as ServiceTable<never>;
    expect(await plugin.call(client, health, "Check", { service: "plugin" })).toEqual({ status: 1 });
    await expect(plugin.call(client, health, "Check", { service: "x" })).rejects.toMatchObject({
      code: grpc.status.NOT_FOUND,
    });
  });
});

describe("output", () => {
  it("printed by the provider becomes log lines on stderr; stdout stays silent", async () => {
    const plugin = await start({ TF_LOG: "trace" });
    const client = plugin.connect();
    await plugin.call(client, provider, "ConfigureProvider");
    await plugin.call(client, controller, "Shutdown");
    await plugin.exited;
    expect(plugin.stdoutAfterHandshake).toBe("");
    expect(plugin.stderr.map((line) => JSON.parse(line))).toMatchObject([
      { "@level": "info", "@message": "configured, said on stdout", printed: "stdout", "@module": "tiny" },
      { "@level": "warn", "@message": '{"@message":1}', printed: "stderr" },
    ]);
  });

  it("is not written when no log is asked for", async () => {
    const plugin = await start();
    const client = plugin.connect();
    await plugin.call(client, provider, "ConfigureProvider");
    await plugin.call(client, controller, "Shutdown");
    await plugin.exited;
    expect(plugin.stderr).toEqual([]);
  });
});

describe("the end", () => {
  const config = { config: { msgpack: Buffer.from("82a26964c0a46e616d65a56372617368", "hex") } }; // {id: null, name: crash}

  it("by an error outside any call is a crash report, exit 2, and no socket", async () => {
    const plugin = await start();
    const client = plugin.connect();
    await expect(plugin.call(client, provider, "ApplyResourceChange", config)).rejects.toMatchObject({
      code: grpc.status.UNAVAILABLE,
    });
    expect(await plugin.exited).toBe(2);
    expect(plugin.stderr[0]).toBe("panic: TypeError: the tiny provider broke");
    expect(plugin.stderr[2]).toMatch(/^ {4}at /);
    expect(existsSync(plugin.socket)).toBe(false);
  });

  it("does not come by SIGINT, which Terraform's own Ctrl-C sends to us too", async () => {
    const plugin = await start();
    const client = plugin.connect();
    await plugin.call(client, provider, "GetProviderSchema");
    plugin.process.kill("SIGINT");
    const again = await plugin.call(client, provider, "GetProviderSchema");
    expect(again["provider"]).toBeDefined();
    expect(plugin.process.exitCode).toBeNull();
  });

  it.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("comes by %s, with no socket left", async (signal, code) => {
    const plugin = await start();
    await plugin.call(plugin.connect(), provider, "GetProviderSchema");
    plugin.process.kill(signal);
    expect(await plugin.exited).toBe(code);
    expect(existsSync(plugin.socket)).toBe(false);
  });

  /** A plugin under a parent that can be killed. */
  async function startUnderParent(): Promise<{ plugin: Plugin; pid: number }> {
    const identity = createServerIdentity();
    const child = spawn("sh", ["-c", '"$0" "$1" & echo $! >&2; wait', process.execPath, bundle.file], {
      env: { PATH: process.env.PATH!, ...hostEnv, PLUGIN_CLIENT_CERT: identity.certificatePem },
    });
    const plugin = new Plugin(child, "plugin");
    Object.assign(plugin, { client: identity });
    running.push(plugin);
    const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
    plugin.handshake = line.split("|");
    while (plugin.stderr.length === 0) await once(child.stderr!, "data");
    return { plugin, pid: Number(plugin.stderr[0]) };
  }

  it("comes by itself when the host was killed, though a connection is still open", async () => {
    const { plugin, pid } = await startUnderParent();
    await plugin.call(plugin.connect(), provider, "GetProviderSchema");
    expect(isRunning(pid)).toBe(true);
    plugin.process.kill("SIGKILL");
    await plugin.exited; // nobody holds its output any more
    expect(isRunning(pid)).toBe(false);
    expect(existsSync(plugin.socket)).toBe(false);
  });

  it("comes by itself when the host was killed before it connected", async () => {
    const { plugin, pid } = await startUnderParent();
    plugin.process.kill("SIGKILL");
    await plugin.exited;
    expect(isRunning(pid)).toBe(false);
  });
});

describe("--debug", () => {
  async function startDebug(): Promise<Plugin> {
    const child = spawn(process.execPath, [bundle.file, "--debug"], { env: { PATH: process.env.PATH! } });
    const plugin = new Plugin(child, "debug");
    running.push(plugin);
    for await (const line of createInterface({ input: child.stdout! })) {
      const match = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line);
      if (!match) continue;
      const config = JSON.parse(match[1]!)["registry.terraform.io/example/tiny"];
      expect(config).toMatchObject({ Protocol: "grpc", ProtocolVersion: 6, Pid: child.pid, Test: true });
      plugin.handshake = ["1", "6", config.Addr.Network, config.Addr.String];
      break;
    }
    return plugin;
  }

  it("prints how to attach, answers in the clear, and ends by Ctrl-C without a socket", async () => {
    const plugin = await startDebug();
    const schema = await plugin.call(plugin.connect(), provider, "GetProviderSchema");
    expect(encode(tfplugin6.table("GetProviderSchema_Response"), schema as never).length).toBeGreaterThan(0);
    plugin.process.kill("SIGINT");
    expect(await plugin.exited).toBe(0);
    expect(existsSync(plugin.socket)).toBe(false);
  });
});
