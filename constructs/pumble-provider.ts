import type { Construct } from "constructs";
import { PumbleProvider as Binding, type PumbleProviderConfig } from "./bindings/provider";
import { installAtSynth } from "./install-at-synth";

export type { PumbleProviderConfig } from "./bindings/provider";

/**
 * The `pumble` provider. At synth it puts the Terraform plugin into the stack's folder and records it in the lock file,
 * so that `cdktf deploy` needs neither a registry nor a network.
 *
 * The API key and base URL come from `PUMBLE_API_KEY` and `PUMBLE_BASE_URL` unless they are given here. A key given
 * here is written into the synthesised stack: prefer the environment.
 */
export class PumbleProvider extends Binding {
  constructor(scope: Construct, id: string, config: PumbleProviderConfig = {}) {
    super(scope, id, config);
    installAtSynth(this);
  }
}
