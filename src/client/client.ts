import { BaseClient, type BaseClientOptions } from "./base-client";
import type { Transport } from "./transports/transport";
import { UndiciTransport } from "./transports/undici";

export interface PumbleClientOptions extends Omit<BaseClientOptions, "transport"> {
  /** @default undici with kept connections */
  transport?: Transport;
}

/**
 * The client of the API-keys addon on Node: one typed method an operation, paced under Pumble's limits, reads repeated,
 * writes never doubled.
 *
 * @example
 * const pumble = new PumbleClient({ apiKey: process.env.PUMBLE_API_KEY! });
 * await pumble.sendMessage({ channel: "general", text: "Hello" });
 * await pumble.close();
 */
export class PumbleClient extends BaseClient {
  /** @throws {PumbleConfigError} without a usable key or base URL */
  constructor(options: PumbleClientOptions) {
    super({ ...options, transport: options.transport ?? new UndiciTransport() });
  }
}
