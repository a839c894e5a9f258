import type { Socket } from "node:net";
import { GrpcServer } from "../wire/grpc/server";
import type { BoundService } from "../wire/grpc/service";
import type { ProviderServer } from "../wire/protocol/generated/tfplugin6";
import type { ServerIdentity } from "./certificate";
import { crash } from "./crash";
import type { Logger } from "./log";
import { mutualTls } from "./tls";

export interface ConnectionOptions {
  readonly load: () => ProviderServer | Promise<ProviderServer>;
  readonly log: Logger;
  /** Our certificate and the only client that may connect; without, connections are plain. */
  readonly tls: { identity: ServerIdentity; clientCertificatePem: string } | undefined;
  readonly onIdle: () => void;
  readonly onShutdown: () => void;
}

/** The open connections of a plugin process. */
export interface Connections {
  accept(socket: Socket): void;
  /** Ends the host's standing streams, says goodbye, and closes. */
  close(): Promise<void>;
}

/** Serves the provider, which is loaded once a host connects, and the auxiliary services, loaded when first called. */
export function openConnections(options: ConnectionOptions): Connections {
  const stopping = new AbortController();
  const auxiliary = { stopping: stopping.signal, onShutdown: options.onShutdown };
  const loadAuxiliary = () => import("./auxiliary");
  const loadAuxiliaryLater = () => idle().then(loadAuxiliary);
  const provider = once(() => loadProvider(options.load));
  const grpc = new GrpcServer({
    services: {
      "tfplugin6.Provider": provider,
      "plugin.GRPCController": once(async () => (await loadAuxiliary()).controller(auxiliary)),
      "plugin.GRPCStdio": once(async () => (await loadAuxiliaryLater()).stdio(auxiliary)),
      "plugin.GRPCBroker": once(async () => (await loadAuxiliaryLater()).broker(auxiliary)),
      "grpc.health.v1.Health": once(async () => (await loadAuxiliary()).health()),
    },
    onError: (path, error) => options.log.error("A call ended with an error", { path, error }),
    onIdle: options.onIdle,
  });
  const serve = (socket: Socket): void => grpc.accept(socket);
  const { tls } = options;
  const accept = tls ? mutualTls(tls.identity, tls.clientCertificatePem, serve) : serve;
  return {
    accept(socket) {
      accept(socket);
      // While the host answers our side of the TLS handshake there is nothing else to do here.
      idle().then(idle).then(provider);
    },
    close: () => {
      stopping.abort();
      return grpc.close();
    },
  };
}

async function loadProvider(load: ConnectionOptions["load"]): Promise<BoundService> {
  try {
    const [implementation, { bindService }, { providerService }] = await Promise.all([
      load(),
      import("../wire/grpc/service"),
      import("../wire/protocol/generated/tfplugin6"),
    ]);
    return bindService(providerService, implementation);
  } catch (error) {
    crash(error);
  }
}

/** Resolves after what has already arrived was looked at. */
function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
