/** In whose name a script acts: with the key and base URL of a `pumble` provider, where that is given any. */
import { type TerraformProvider, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { PumbleProvider } from "./bindings/provider";

export function isPumble(provider: TerraformProvider | undefined): provider is PumbleProvider {
  return provider instanceof PumbleProvider;
}

/** The stack's own, declared by now. */
export function defaultProvider(scope: Construct): PumbleProvider | undefined {
  const all = TerraformStack.of(scope).node.findAll();
  return all.find((node): node is PumbleProvider => node instanceof PumbleProvider && !node.alias);
}

/** The key and base URL that a provider is given, for a script to act with them. */
export function environmentOf({ apiKeyInput, baseUrlInput }: PumbleProvider): Record<string, string> {
  return {
    ...(apiKeyInput !== undefined && { PUMBLE_API_KEY: apiKeyInput }),
    ...(baseUrlInput !== undefined && { PUMBLE_BASE_URL: baseUrlInput }),
  };
}
