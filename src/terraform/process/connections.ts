import type { Socket } from "node:net";
import { GrpcServer } from "../grpc/server";
import type { BoundService } from "../grpc/service";
import type { ProviderServer } from "../protocol/generated/tfplugin6";
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
  readonly grpc: GrpcServer;
  accept(socket: Socket): void;
  /** Ends the host's standing streams, says goodbye, and closes. */
  close(): Promise<void>;
}

/** Serves the provider and the auxiliary services. Both are loaded when they are first called. */
export function openConnections(options: ConnectionOptions): Connections {
  const stopping = new AbortController();
  const auxiliary = { stopping: stopping.signal, onShutdown: options.onShutdown };
  const loadAuxiliary = () => import("./auxiliary");
  const grpc = new GrpcServer({
    services: {
      "tfplugin6.Provider": once(() => loadProvider(options.load)),
      "plugin.GRPCController": once(async () => (await loadAuxiliary()).controller(auxiliary)),
      "plugin.GRPCStdio": once(async () => (await loadAuxiliary()).stdio(auxiliary)),
      "plugin.GRPCBroker": once(async () => (await loadAuxiliary()).broker(auxiliary)),
      "grpc.health.v1.Health": once(async () => (await loadAuxiliary()).health()),
    },
    onError: (path, error) => options.log.error("A call ended with an error", { path, error }),
    onIdle: options.onIdle,
  });
  const accept = (socket: Socket): void => grpc.accept(socket);
  const { tls } = options;
  return {
    grpc,
    accept: tls ? mutualTls(tls.identity, tls.clientCertificatePem, accept) : accept,
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
      import("../grpc/service"),
      import("../protocol/generated/tfplugin6"),
    ]);
    return bindService(providerService, implementation);
  } catch (error) {
    crash(error);
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
