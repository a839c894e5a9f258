/** Puts the Terraform plugin where Terraform looks for it, so that nothing has to be published or downloaded first. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { providerAddress, providerSource } from "../src/pumble/provider-address";
import { version } from "../src/pumble/version";
import {
  checkNoLinks,
  type HiddenBy,
  installPlugin,
  type LockFileOptions,
  writeLockFile,
} from "../src/terraform/install";

export interface InstalledPlugin {
  source: string;
  version: string;
  /** Terraform's hash of the package, as in the lock file. */
  h1: string;
}

/**
 * Installs the plugin into a filesystem mirror, under both default registry hosts.
 * @param mirror the mirror's root, such as `./terraform.d/plugins`
 * @param platforms as Terraform names them; default: this machine's, and all on which the plugin runs
 */
export function installPumblePlugin(mirror: string, platforms?: readonly string[]): InstalledPlugin {
  const h1 = installPlugin({
    ...{ address: providerAddress, version, bundleFile: bundleFile(), into: mirror },
    ...(platforms ? { platforms } : {}),
  });
  return { source: providerSource, version, h1 };
}

/**
 * Installs the plugin for the Terraform configuration in `dir` and records it in its `.terraform.lock.hcl`, so that
 * `terraform init` needs no network.
 */
export function installForConfiguration(
  dir: string,
  options: LockFileOptions & { readonly platforms?: readonly string[] } = {},
): InstalledPlugin {
  const mirror = join(dir, "terraform.d", "plugins");
  checkNoLinks(dir, mirror);
  const installed = installPumblePlugin(mirror, options.platforms);
  const entry = { address: providerAddress, version, constraints: version, h1: installed.h1 };
  writeLockFile(dir, entry, options);
  return installed;
}

/** What to tell somebody whose CLI configuration keeps Terraform from seeing the plugin. */
export function hiddenPluginText({ file, perhapsMirrored }: HiddenBy): string {
  const pattern = `${providerAddress.host}/${providerAddress.namespace}/*`;
  const unless = perhapsMirrored ? [`Unless its mirror has ${providerSource} ${version},`] : [];
  return [
    `${file} has a provider_installation block:`,
    "Terraform looks where that says, and not into terraform.d/plugins, where the",
    "plugin is.",
    ...unless,
    `${perhapsMirrored ? "put" : "Put"} first in that block:`,
    "",
    "  filesystem_mirror {",
    '    path    = "terraform.d/plugins"',
    `    include = ["${pattern}"]`,
    "  }",
    "",
    `and into its other methods: exclude = ["${pattern}"]`,
  ].join("\n");
}

/** The bundled plugin, seen from the built library, the bundled CLI, or the sources. */
export function bundleFile(): string {
  const candidates = [join(__dirname, "..", "plugin"), join(__dirname, "..", "dist", "plugin")];
  const found = candidates.map((folder) => join(folder, "provider.cjs")).find(existsSync);
  if (!found) throw new Error("The plugin has not been built: run `npm run build` in pumble-iac.");
  return found;
}
