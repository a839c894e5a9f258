import { type BoundService, bindService } from "../wire/grpc/service";
import { GrpcError, GrpcStatus } from "../wire/grpc/status";
import { HealthCheckResponse_ServingStatus, healthService } from "../wire/protocol/generated/health";
import { brokerService, controllerService, stdioService } from "../wire/protocol/generated/plugin";
import type { WireCall } from "../wire/protocol/tables";

/** The services that a plugin host expects beside the provider's own, by wire name. */
export interface AuxiliaryOptions {
  /** Aborted when the process is about to exit; ends the streams that the host keeps open. */
  readonly stopping: AbortSignal;
  /** Called when the host asks the process to exit. The answer goes out first. */
  readonly onShutdown: () => void;
}

/** Answers Shutdown, which spares Terraform the two seconds that it waits before it kills. */
export function controller({ onShutdown }: AuxiliaryOptions): BoundService {
  return bindService(controllerService, {
    async shutdown() {
      setImmediate(onShutdown);
      return {};
    },
  });
}

/** Nothing is ever forwarded: all output goes to stderr as log lines. */
export function stdio({ stopping }: AuxiliaryOptions): BoundService {
  return bindService(stdioService, {
    streamStdio: (_request, call) => silence(stopping, call),
  });
}

/** A provider opens no side connections, so the stream stays silent. */
export function broker({ stopping }: AuxiliaryOptions): BoundService {
  return bindService(brokerService, {
    startStream: (_requests, call) => silence(stopping, call),
  });
}

/** Says that the plugin serves, for hosts that ask before they talk. */
export function health(): BoundService {
  return bindService(healthService, {
    async check({ service }) {
      if (service !== "" && service !== "plugin") {
        throw new GrpcError(GrpcStatus.NOT_FOUND, `There is no service "${service}"; ask for "plugin".`);
      }
      return { status: HealthCheckResponse_ServingStatus.SERVING };
    },
  });
}

/** A stream that sends nothing and ends when the process, or the call, does. */
function silence(stopping: AbortSignal, call: WireCall): AsyncIterable<never> {
  const ended = new Promise<IteratorReturnResult<undefined>>((resolve) => {
    const end = (): void => resolve({ done: true, value: undefined });
    const both = AbortSignal.any([stopping, call.signal]);
    if (both.aborted) end();
    else both.addEventListener("abort", end, { once: true });
  });
  return { [Symbol.asyncIterator]: () => ({ next: () => ended }) };
}
