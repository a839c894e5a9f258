import { installStandIn } from "../stand-in-null/install";

/** Sees to it that Terraform finds a `vault` provider for the configuration in `folder`. */
export function provideVault(folder: string): Promise<void> {
  return installStandIn({ type: "vault", version: "5.0.0" }, folder);
}
