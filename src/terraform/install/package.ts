import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { PackageFiles } from "./hash";
import { nodeGuard, oldestNode } from "./node-guard";
import { zip } from "./zip";

/** What the launcher gives to Node. */
export const startName = "start.cjs";

/** The licence texts of what a bundle holds; beside the bundle, and in each package made of it. */
export const noticesFile = "THIRD-PARTY-NOTICES.txt";

/**
 * The launcher that Terraform executes. It keeps out of the provider's start what slows it or changes it: options meant
 * for other Node programs, and extra certificates, which Node would parse at every start; the provider finds their path
 * in TF_PLUGIN_NODE_EXTRA_CA_CERTS when it first needs them. What it has to say it says on standard output, for Terraform
 * shows what stands there instead of the handshake. It starts no other program: `dirname` would take 2 ms. V8 has
 * as many helping threads as suit the processors (0), not four: they would only take turns with Terraform.
 */
const launcher = `#!/bin/sh
if ! command -v node >/dev/null 2>&1; then
  echo "This Terraform provider needs Node.js ${oldestNode} or newer: install it, or add the folder of 'node' to PATH."
  exit 1
fi
if [ -n "\${NODE_EXTRA_CA_CERTS:-}" ]; then
  export TF_PLUGIN_NODE_EXTRA_CA_CERTS="$NODE_EXTRA_CA_CERTS"
fi
unset NODE_EXTRA_CA_CERTS NODE_OPTIONS
exec node --v8-pool-size=0 "\${0%/*}/${startName}" "$@"
`;

/** Looks whether Node.js is new enough before it reads what only a new one can read. */
const start = `"use strict";
${nodeGuard("This Terraform provider", 1)}require("./provider.cjs");
`;

/** Where `#!/bin/sh` runs, as Terraform names platforms. */
export const launcherPlatforms = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"] as const;

/** What Terraform executes in a package: `terraform-provider-TYPE_vVERSION`. */
export function executableName(type: string, version: string): string {
  return `terraform-provider-${type}_v${version}`;
}

/** Whether a file of the package must be executable. */
export function isExecutable(fileName: string): boolean {
  return fileName.startsWith("terraform-provider-");
}

/**
 * The files of a package. They are the same bytes on every machine, so one hash in the lock file serves all platforms.
 * @param bundleFile the provider's entry; other `.cjs` files in its folder are parts that it loads later, and licence
 *   texts that lie there come along
 * @throws Error when the bundle is missing
 */
export function packageFiles(type: string, version: string, bundleFile: string): PackageFiles {
  const files = new Map<string, Uint8Array>([
    ["provider.cjs", readBundle(bundleFile)],
    [startName, Buffer.from(start)],
    [executableName(type, version), Buffer.from(launcher)],
  ]);
  for (const name of readdirSync(dirname(bundleFile)).sort()) {
    const isPart = name.endsWith(".cjs") && name !== basename(bundleFile);
    if (!isPart && name !== noticesFile) continue;
    files.set(name, readBundle(join(dirname(bundleFile), name)));
  }
  return files;
}

/** The package as one archive; equal files give equal bytes. */
export function zipPackage(files: PackageFiles): Buffer {
  return zip(
    [...files].map(([name, content]) => ({ name, content, mode: isExecutable(name) ? 0o755 : 0o644 })),
  );
}

function readBundle(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Error(`Cannot install provider: its bundle ${path} cannot be read. Build it first.`, { cause });
  }
}
