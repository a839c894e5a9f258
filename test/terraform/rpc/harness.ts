import { decode, encode } from "@msgpack/msgpack";
import type { Provider } from "../../../src/terraform";
import { createProviderServer } from "../../../src/terraform";
import { createLogger, type Logger } from "../../../src/terraform/process/log";
import type { ProviderServer } from "../../../src/terraform/wire/protocol";

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

const nothing = new Uint8Array(0);

/** A value as Terraform sends it. */
export function wire(value: unknown) {
  return { msgpack: encode(value, { useBigInt64: true }), json: nothing };
}

/** What was sent, as plain values; unknown ones are extensions. */
export function plain(value: { readonly msgpack?: Uint8Array } | undefined): unknown {
  return value?.msgpack === undefined ? undefined : decode(value.msgpack, { useBigInt64: true });
}

/** State as Terraform stores it. */
export function raw(state: unknown) {
  return { json: new TextEncoder().encode(JSON.stringify(state)), flatmap: {} };
}
