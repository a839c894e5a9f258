import type { Construct } from "constructs";
import { type EphemeralProps, PumbleEphemeral } from "./base/ephemeral";

/**
 * The text of a new API key, made on this machine: in no plan, state or log, and good for nothing until a
 * {@link PumbleApiKey} hands it to Pumble. Each run makes another one; `apiKeyWoVersion` says which of them counts.
 *
 * @example
 * const made = new PumbleGeneratedApiKey(stack, "made");
 * new PumbleApiKey(stack, "deploy", { name: "deploy", apiKeyWo: made.apiKey, apiKeyWoVersion: 1 });
 */
export class PumbleGeneratedApiKey extends PumbleEphemeral {
  constructor(scope: Construct, id: string, props: EphemeralProps = {}) {
    super(scope, id, props, { type: "pumble_generated_api_key" });
  }

  /** The text, for a `PumbleApiKey` and for the write-only argument of a secret store. */
  get apiKey(): string {
    return this.attribute("api_key");
  }

  /** The public part of the key, twelve hex digits. */
  get id(): string {
    return this.attribute("id");
  }
}
