import { decode, encode } from "../protocol/codec";
import type { Call, MethodTable, ServiceTable } from "../protocol/tables";
import type { ServerCall } from "./call";

/** A service with the object that answers it. */
export interface BoundService {
  /** Runs one call of a method to its answer; undefined when the service, or its object, has no such method. */
  find(methodName: string): ((call: ServerCall) => Promise<void>) | undefined;
}

type Handler = (input: unknown, call: Call) => unknown;

/** Connects a service's table with the object that answers it. A method that the object lacks is not implemented. */
export function bindService<Server extends object>(
  service: ServiceTable<Server>,
  implementation: Server,
): BoundService {
  const methods = new Map<string, ((call: ServerCall) => Promise<void>) | undefined>();
  return {
    find(methodName) {
      if (!methods.has(methodName))
        methods.set(methodName, bindMethod(service.method(methodName), implementation));
      return methods.get(methodName);
    },
  };
}

function bindMethod(
  method: MethodTable | undefined,
  implementation: object,
): ((call: ServerCall) => Promise<void>) | undefined {
  const handler = method && (implementation as Record<string, Handler | undefined>)[method.member];
  if (!method || !handler) return undefined;
  return async (call) => {
    const input = method.requestStream
      ? decodeEach(method, call)
      : decode(method.request, await call.receiveOne());
    const output = handler.call(implementation, input, call);
    if (!method.responseStream) {
      call.sendLast(encode(method.response, (await output) as never));
      return;
    }
    for await (const message of output as AsyncIterable<unknown>) {
      await call.send(encode(method.response, message as never));
    }
    call.end(0);
  };
}

async function* decodeEach(method: MethodTable, call: ServerCall): AsyncGenerator<unknown, void, undefined> {
  for await (const message of call.receive()) yield decode(method.request, message);
}
