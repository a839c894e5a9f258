import type { Construct } from "constructs";
import { PumbleProvider as Binding, type PumbleProviderConfig } from "./bindings/provider";
import { installAtSynth } from "./install-at-synth";
import { secretReference } from "./secrets";
import { templateTexts } from "./text/template-text";

export type { PumbleProviderConfig } from "./bindings/provider";

/**
 * The `pumble` provider. At synth it puts the Terraform plugin into the stack's folder and records it in the lock file,
 * so that `cdktf deploy` needs neither a registry nor a network.
 *
 * The API key and base URL come from `PUMBLE_API_KEY` and `PUMBLE_BASE_URL` unless they are given here. A key that is
 * written in the code is refused; a reference, such as a sensitive variable's, is not.
 */
export class PumbleProvider extends Binding {
  constructor(scope: Construct, id: string, config: PumbleProviderConfig = {}) {
    const instead =
      "Set PUMBLE_API_KEY where Terraform runs and leave out apiKey, or give a sensitive TerraformVariable.";
    const apiKey = secretReference([scope, id], "apiKey", config.apiKey, instead);
    super(scope, id, templateTexts({ ...config, ...(apiKey && { apiKey }) }));
    installAtSynth(this);
  }
}
