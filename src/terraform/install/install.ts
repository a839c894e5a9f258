import { rmSync } from "node:fs";
import { join } from "node:path";
import { hostsFor } from "../hosts";
import { checkAddress, type ProviderAddress } from "./address";
import { hashFiles, type PackageFiles } from "./hash";
import { checkNoLinks, ownFiles, recordFiles } from "./own-files";
import { isExecutable, launcherPlatforms, packageFiles } from "./package";
import { writeAtomically } from "./write";

export interface InstallOptions {
  readonly address: ProviderAddress;
  /** Without a `v`: `1.2.3`. */
  readonly version: string;
  /**
   * The provider's entry as a self-contained CommonJS file; other `.cjs` files in its folder are parts that it loads
   * later. All are copied; nothing points back to them.
   */
  readonly bundleFile: string;
  /** Root of the mirror: `./terraform.d/plugins`, `~/.terraform.d/plugins`, or a `filesystem_mirror` path. */
  readonly into: string;
  /**
   * The hosts to install under.
   * @default the address's own host and, when that is one of the two default registries, the other one too
   */
  readonly hosts?: readonly string[];
  /**
   * Platforms as Terraform names them.
   * @default this machine's and all on which the launcher runs: one may synthesise on one machine and apply on another
   */
  readonly platforms?: readonly string[];
}

const osNames: Record<string, string> = { win32: "windows" };
const archNames: Record<string, string> = { x64: "amd64", ia32: "386" };

/** This machine as Terraform names it: `linux_amd64`, `darwin_arm64`. */
export function currentPlatform(os: string = process.platform, arch: string = process.arch): string {
  return `${osNames[os] ?? os}_${archNames[arch] ?? arch}`;
}

/**
 * Puts a provider into a filesystem mirror in Terraform's unpacked layout,
 * `HOST/NAMESPACE/TYPE/VERSION/OS_ARCH/`. Repeating it changes nothing; a run of Terraform beside it never sees half a
 * file. Windows cannot execute the launcher: install there inside WSL.
 * @returns the package's `h1:` hash, the same on every platform
 * @throws Error when the address or the version is malformed, the bundle cannot be read, or something that it did not
 *   write stands in the way
 */
export function installPlugin(options: InstallOptions): string {
  const { address, version, into } = options;
  checkAddress(address, version);
  const files = packageFiles(address.type, version, options.bundleFile);
  for (const host of options.hosts ?? hostsFor(address.host)) {
    for (const platform of options.platforms ?? new Set([...launcherPlatforms, currentPlatform()])) {
      writePackage(into, join(into, host, address.namespace, address.type, version, platform), files);
    }
  }
  return hashFiles(files);
}

/** Terraform checks the package as a whole, so parts of an earlier one go, and unfinished files stay outside. */
function writePackage(mirror: string, folder: string, files: PackageFiles): void {
  checkNoLinks(mirror, folder);
  const before = ownFiles(folder, files);
  recordFiles(folder, [...before, ...files.keys()], mirror); // first, so that what is left by a crash is known
  for (const [name, content] of files) {
    const mode = isExecutable(name) ? 0o755 : 0o644;
    writeAtomically(join(folder, name), content, { mode, temporaryIn: mirror });
  }
  for (const name of before) {
    if (!files.has(name)) rmSync(join(folder, name));
  }
  recordFiles(folder, files.keys(), mirror);
}
