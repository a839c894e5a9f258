/** The hosts that a provider's source without one means: Terraform's registry and OpenTofu's. */
export const defaultHosts = ["registry.terraform.io", "registry.opentofu.org"] as const;

/** The hosts under which a provider is known: one of a default host under both, for either tool may be used. */
export function hostsFor(host: string): readonly string[] {
  return (defaultHosts as readonly string[]).includes(host) ? defaultHosts : [host];
}
