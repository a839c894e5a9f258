import { decode, encode } from "../protocol/codec";
import type { MessageTable, MethodTable, ServiceTable, WireCall } from "../protocol/tables";
import type { ServerCall } from "./call";

/** Runs one call to its answer. */
export type Method = (call: ServerCall) => Promise<void>;

/** A service with the object that answers it. */
export interface BoundService {
  /** The method of this name; undefined when the service, or its object, has none. */
  find(methodName: string): Method | undefined;
}

type Handler = (input: unknown, call: WireCall) => unknown;

/** Connects a service's table with the object that answers it. A method that the object lacks is not implemented. */
export function bindService<Server extends object>(
  service: ServiceTable<Server>,
  implementation: Server,
): BoundService {
  return {
    find(methodName) {
      const method = service.method(methodName);
      const handler = method && (implementation as Record<string, Handler | undefined>)[method.member];
      return method && handler && bindMethod(method, handler.bind(implementation));
    },
  };
}

function bindMethod(method: MethodTable, handler: Handler): Method {
  const { request, response, requestStream, responseStream } = method;
  const receive = async (call: ServerCall): Promise<unknown> => decode(request, await call.receiveOne());
  if (!requestStream && !responseStream) {
    return async (call) => {
      const output = await handler(await receive(call), call);
      call.sendLast(encode(response, output as never));
    };
  }
  return async (call) => {
    const input = requestStream ? decodeEach(request, call) : await receive(call);
    const output = handler(input, call);
    if (!responseStream) return call.sendLast(encode(response, (await output) as never));
    for await (const message of output as AsyncIterable<unknown>) {
      await call.send(encode(response, message as never));
    }
    call.end(0);
  };
}

async function* decodeEach(
  request: MessageTable<unknown>,
  call: ServerCall,
): AsyncGenerator<unknown, void, undefined> {
  for await (const message of call.receive()) yield decode(request, message);
}
