import { decode, encode } from "@msgpack/msgpack";
import type { Provider } from "../../../src/terraform";
import { createProviderServer } from "../../../src/terraform";
import { createLogger, type Logger } from "../../../src/terraform/process/log";
import {
  type Draft,
  decode as fromWire,
  type ProviderServer,
  providerService,
  encode as toWire,
} from "../../../src/terraform/wire/protocol";

/** A server whose methods are all there, and the lines that it logged. */
export function serverOf(provider: Provider): { server: Required<ProviderServer>; log: string[] } {
  const log: string[] = [];
  const logger: Logger = createLogger({
    name: "test",
    env: { TF_LOG: "trace" },
    write: (line) => log.push(line),
  });
  return { server: createProviderServer(provider, { log: logger }) as Required<ProviderServer>, log };
}

/** A call that nobody cancels. */
export const call = { signal: new AbortController().signal };

/** One call as a host makes it: over the codec, so that what a test leaves out is what a host leaves out. */
export function ask<M extends keyof ProviderServer>(
  server: Required<ProviderServer>,
  member: M,
  request: Draft<Parameters<Required<ProviderServer>[M]>[0]>,
): ReturnType<Required<ProviderServer>[M]> {
  const { request: table } = providerService.method(member.charAt(0).toUpperCase() + member.slice(1))!;
  const answer = server[member] as (request: unknown, context: typeof call) => unknown;
  return answer(fromWire(table, toWire(table, request as never)), call) as never;
}

/** All that a stream sends. */
export async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** Text as bytes. */
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const nothing = new Uint8Array(0);

/** A value as Terraform sends it. */
export function wire(value: unknown) {
  return { msgpack: encode(value, { useBigInt64: true }), json: nothing };
}

/** What was sent, as plain values; unknown ones are extensions. */
export function plain(value: { readonly msgpack?: Uint8Array | undefined } | undefined): unknown {
  return value?.msgpack === undefined ? undefined : decode(value.msgpack, { useBigInt64: true });
}

/** State as Terraform stores it. */
export function raw(state: unknown) {
  return { json: new TextEncoder().encode(JSON.stringify(state)), flatmap: {} };
}
