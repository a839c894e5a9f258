import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import type { Metafile } from "esbuild";
import { createServerIdentity, type ServerIdentity } from "../../../src/terraform/process/certificate";
import { decode, encode } from "../../../src/terraform/wire/protocol";
import type { ServiceTable } from "../../../src/terraform/wire/protocol/tables";
import { bundlePlugin as bundle, entryFileName } from "../../../tools/plugin-bundle";
import { asStandalone, standaloneExecutable } from "../../standalone";

/** The environment in which Terraform starts a plugin. */
export const hostEnv = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
  PLUGIN_PROTOCOL_VERSIONS: "6,5",
  PLUGIN_MIN_PORT: "10000",
  PLUGIN_MAX_PORT: "25000",
};

/** Bundles an entry as the release does; remove the folder afterwards. */
export async function bundlePlugin(entry: string): Promise<{ folder: string; file: string; meta: Metafile }> {
  const folder = mkdtempSync(join(tmpdir(), "tiny-plugin-"));
  const { entry: meta } = await bundle({ entry, outdir: folder });
  return { folder, file: join(folder, entryFileName), meta };
}

/** Every source that runs before anything is imported on demand. */
export function staticInputs(meta: Metafile, entry: string): string[] {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const edge of meta.inputs[path]?.imports ?? []) {
      if (edge.kind === "import-statement" || edge.kind === "require-call") visit(edge.path);
    }
  };
  visit(entry);
  return [...seen];
}

/** A plugin process, seen as its host sees it. */
export class Plugin {
  readonly client: ServerIdentity = createServerIdentity();
  readonly stderr: string[] = [];
  readonly exited: Promise<number | NodeJS.Signals>;
  stdoutAfterHandshake = "";
  handshake: string[] = [];
  #clients: grpc.Client[] = [];

  constructor(
    readonly process: ChildProcess,
    readonly startedAs: "plugin" | "debug",
  ) {
    this.exited = once(process, "close").then(([code, signal]) => code ?? signal);
    createInterface({ input: process.stderr! }).on("line", (line) => this.stderr.push(line));
  }

  /** Starts the bundle with a certificate of ours, as Terraform does, and reads the handshake. */
  static async start(file: string, env: Record<string, string> = {}): Promise<Plugin> {
    const client = createServerIdentity();
    const [command, ...args] = asStandalone
      ? [standaloneExecutable({ type: "tiny", version: "0.1.0", bundleFile: file })]
      : [process.execPath, file];
    const child = spawn(command, args, {
      env: { PATH: process.env.PATH!, ...hostEnv, PLUGIN_CLIENT_CERT: client.certificatePem, ...env },
    });
    const plugin = new Plugin(child, "plugin");
    Object.assign(plugin, { client });
    const lines = createInterface({ input: child.stdout! });
    const [line] = (await Promise.race([
      once(lines, "line"),
      plugin.exited.then((code) => {
        throw new Error(`The plugin exited with ${code}: ${plugin.stderr.join("\n")}`);
      }),
    ])) as [string];
    lines.on("line", (more) => {
      plugin.stdoutAfterHandshake += `${more}\n`;
    });
    plugin.handshake = line.split("|");
    return plugin;
  }

  get socket(): string {
    return this.handshake[3]!;
  }

  /** The server's certificate from the handshake, as PEM. */
  get serverCertificate(): string {
    const lines = Buffer.from(this.handshake[5]!, "base64")
      .toString("base64")
      .match(/.{1,64}/g)!;
    return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
  }

  /** A connection of an independent gRPC client. */
  connect(identity: ServerIdentity = this.client): grpc.Client {
    const credentials =
      this.startedAs === "debug"
        ? grpc.credentials.createInsecure()
        : grpc.credentials.createSsl(
            Buffer.from(this.serverCertificate),
            Buffer.from(identity.keyPem),
            Buffer.from(identity.certificatePem),
          );
    const client = new grpc.Client(`unix:${this.socket}`, credentials, {
      "grpc.ssl_target_name_override": "localhost",
    });
    this.#clients.push(client);
    return client;
  }

  /** One unary call. */
  call(
    client: grpc.Client,
    service: ServiceTable<never>,
    name: string,
    request: object = {},
  ): Promise<Record<string, unknown>> {
    const method = service.method(name)!;
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(
        `/${service.name}/${name}`,
        (message: object) => Buffer.from(encode(method.request, message as never)),
        (bytes: Buffer) => decode(method.response, bytes) as Record<string, unknown>,
        request,
        (error, answer) => (error ? reject(error) : resolve(answer!)),
      );
    });
  }

  /** Ends whatever is still there. */
  async end(): Promise<void> {
    for (const client of this.#clients) client.close();
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill("SIGKILL");
    await this.exited;
    if (this.handshake.length > 0) rmSync(this.socket, { force: true });
  }
}
