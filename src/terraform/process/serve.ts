import { writeSync } from "node:fs";
import { hostsFor } from "../hosts";
import type { ProviderServer } from "../wire/protocol/generated/tfplugin6";
import { createServerIdentity } from "./certificate";
import type { Connections } from "./connections";
import { crash } from "./crash";
import { handshakeLine, notByHandMessage, reattachConfig, startedByHost } from "./handshake";
import { type Listening, listen } from "./listen";
import { createLogger, writeStderr } from "./log";
import { type ParentWatch, watchParent } from "./orphan";
import { guardStdio } from "./stdio";

export interface ServeOptions {
  /** Full source address, `registry.terraform.io/namespace/type`. */
  readonly address: string;
  /**
   * Gives the provider. Called once a host has connected, so that the handshake does not wait for the provider's code.
   * Import that code here and not above: what a module prints before `serve` would be taken for the handshake.
   */
  readonly load: () => ProviderServer | Promise<ProviderServer>;
}

/**
 * How long connections may take to close before the process ends anyway. They take a few milliseconds; on a busy machine
 * the answer to Shutdown itself may need longer, and would be lost. Terraform would wait 2000 ms.
 */
const closeTimeoutMs = 1000;

/**
 * Runs this process as a Terraform plugin until Terraform is done with it. With `--debug` it runs until Ctrl-C instead,
 * for a Terraform that is told to attach to it. Started by hand otherwise, it says what it is and exits with 1.
 */
export function serve(options: ServeOptions): void {
  const debug = process.argv.includes("--debug");
  if (!debug && !startedByHost(process.env)) {
    writeStderr(notByHandMessage(options.address));
    process.exit(1);
  }
  process.on("uncaughtException", crash);
  run(options, debug).catch(crash);
}

async function run(options: ServeOptions, debug: boolean): Promise<void> {
  const parentPid = process.ppid;
  const name = options.address.split("/").pop()!;
  const log = createLogger({ name, fallback: debug ? "info" : "off" });
  if (!debug) guardStdio(log); // before the handshake: any other byte on stdout would be taken for it
  const clientCertificatePem = debug ? undefined : process.env["PLUGIN_CLIENT_CERT"];
  const identity = clientCertificatePem ? createServerIdentity() : undefined;
  const listening = await listen(process.env);
  process.on("exit", () => listening.unlink());
  const announcement = debug
    ? debugAnnouncement(options.address, listening)
    : handshakeLine(listening.listen, identity?.certificateDer, process.env);
  writeSync(1, announcement);

  let parent: ParentWatch | undefined;
  const tls = identity && clientCertificatePem ? { identity, clientCertificatePem } : undefined;
  const opening = import("./connections").then(({ openConnections }) =>
    openConnections({
      load: options.load,
      log,
      tls,
      onIdle: () => parent?.connectionClosed(),
      onShutdown: () => stop(opening, 0),
    }),
  );
  listening.server.on("connection", (socket) => opening.then(({ accept }) => accept(socket), crash));
  process.on("SIGINT", () => debug && stop(opening, 0)); // Terraform's Ctrl-C comes here too; it calls StopProvider
  process.on("SIGTERM", () => stop(opening, 143));
  process.on("SIGHUP", () => stop(opening, 129));
  if (!debug) parent = watchParent(parentPid, () => process.exit(1));
  await opening;
}

/** Closes what is open, briefly, and exits; the exit hook removes the socket. */
function stop(opening: Promise<Connections>, exitCode: number): void {
  setTimeout(() => process.exit(exitCode), closeTimeoutMs);
  opening.then((connections) => connections.close()).finally(() => process.exit(exitCode));
}

function debugAnnouncement(address: string, { listen: at }: Listening): string {
  const [host = "", ...rest] = address.split("/");
  const addresses = hostsFor(host).map((one) => [one, ...rest].join("/"));
  return [
    `Provider ${address} is running. Start Terraform or OpenTofu with this in its environment; Ctrl-C here`,
    "ends it:",
    "",
    `\tTF_REATTACH_PROVIDERS='${reattachConfig(addresses, at, process.pid)}'`,
    "",
    "",
  ].join("\n");
}
