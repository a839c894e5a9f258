import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { installPlugin, type ProviderAddress } from "../src/terraform/install";
import { currentPlatform } from "../src/terraform/install/install";
import { executableName } from "../src/terraform/install/package";
import { bundlePlugin, entryFileName, type PluginBundleOptions } from "../tools/plugin-bundle";

/** A provider as Terraform finds it: built, and installed in a mirror. */
export interface ProviderPackage {
  readonly address: ProviderAddress;
  readonly version: string;
  /** What Terraform executes: the launcher. */
  readonly executable: string;
  /** Size of all files. */
  readonly sizeBytes: number;
}

export interface PackageOptions {
  readonly type: string;
  readonly bundle: Omit<PluginBundleOptions, "outdir">;
  /** Folder for the bundle; removed by the caller. */
  readonly folder: string;
  /** The mirror's root. */
  readonly mirror: string;
}

/** Builds a provider as a release does and installs it. */
export async function buildPackage({
  type,
  bundle,
  folder,
  mirror,
}: PackageOptions): Promise<ProviderPackage> {
  const address = { host: "registry.terraform.io", namespace: "example", type };
  const version = "1.0.0";
  mkdirSync(folder, { recursive: true });
  await bundlePlugin({ ...bundle, outdir: folder });
  installPlugin({ address, version, bundleFile: join(folder, entryFileName), into: mirror });
  const installed = join(mirror, address.host, address.namespace, type, version, currentPlatform());
  const sizes = readdirSync(installed).map((name) => statSync(join(installed, name)).size);
  return {
    address,
    version,
    executable: join(installed, executableName(type, version)),
    sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}
