/** The side of Terraform: starts a plugin, reads its handshake, and calls it over mutual TLS. */
import { type ChildProcess, spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { connect as connectTls } from "node:tls";
import { createServerIdentity } from "../src/terraform/process/certificate";
import { decode, encode, providerService } from "../src/terraform/wire/protocol";
import type { MessageTable } from "../src/terraform/wire/protocol/tables";
import { cleanEnv } from "./clean-env";

/** One certificate for all starts, made outside what is timed. */
const identity = createServerIdentity();

const cookie = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** A running plugin. */
export class PluginHost {
  #session: ClientHttp2Session | undefined;

  private constructor(
    private readonly child: ChildProcess,
    private readonly handshake: readonly string[],
  ) {}

  /** Starts a package's launcher; resolves as soon as its handshake line is there. */
  static async start(executable: string, folder: string): Promise<PluginHost> {
    const child = spawn(executable, {
      env: {
        ...cleanEnv(folder),
        TF_PLUGIN_MAGIC_COOKIE: cookie,
        PLUGIN_PROTOCOL_VERSIONS: "5,6",
        PLUGIN_CLIENT_CERT: identity.certificatePem,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let line = "";
    for await (const chunk of child.stdout!) {
      line += chunk;
      if (line.includes("\n")) break;
    }
    const fields = line.trim().split("|");
    if (fields.length < 6) throw new Error(`${executable} gave no handshake but ${JSON.stringify(line)}.`);
    return new PluginHost(child, fields);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Connects; resolves when the plugin has sent its HTTP/2 settings. */
  async connect(): Promise<void> {
    const server = new X509Certificate(Buffer.from(this.handshake[5]!, "base64"));
    const session = connect("https://localhost", {
      createConnection: () =>
        connectTls({
          path: this.handshake[3]!,
          servername: "localhost",
          ca: server.toString(),
          cert: identity.certificatePem,
          key: identity.keyPem,
          ALPNProtocols: ["h2"],
        }),
    });
    this.#session = session;
    await once(session, "remoteSettings");
  }

  /** One unary call of the provider's service, with an empty request; the answer is decoded. */
  async call(method: string): Promise<object> {
    const table = providerService.method(method)!;
    const stream = this.#session!.request({
      ":method": "POST",
      ":path": `/${providerService.name}/${method}`,
      "content-type": "application/grpc",
      te: "trailers",
    });
    const request = encode(table.request as MessageTable<object>, {});
    stream.end(Buffer.concat([Buffer.alloc(5), request]));
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return decode(table.response as MessageTable<object>, Buffer.concat(chunks).subarray(5));
  }

  /** Ends the plugin. */
  async stop(): Promise<void> {
    this.#session?.destroy();
    const gone = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await gone;
  }
}
