/**
 * With PUMBLE_PLUGIN=standalone in the environment, the suites that drive a provider run it as one executable, compiled
 * once for each bundle, instead of by its launcher. Not part of `npm test`: it takes a download, and the suites once more.
 *
 *     PUMBLE_PLUGIN=standalone npx vitest run test/e2e/provider- test/e2e/terraform- test/e2e/plugin-process test/terraform/process/serve
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { hostsFor } from "../src/terraform/hosts";
import { currentPlatform, hashPackage, type ProviderAddress, writeLockFile } from "../src/terraform/install";
import { executableName } from "../src/terraform/install/package";

export const asStandalone = process.env.PUMBLE_PLUGIN === "standalone";

/** Stays, so that the runtime is fetched once. */
export const runtimesFolder = resolve("node_modules/.cache/standalone");

export interface Bundle {
  readonly type: string;
  readonly version: string;
  readonly bundleFile: string;
}

/**
 * Puts the executable in the launcher's place, in the mirror and in the lock file.
 * @param folder of the configuration, with `terraform.d/plugins` in it
 */
export function replaceByStandalone(
  folder: string,
  { address, version, bundleFile }: { address: ProviderAddress; version: string; bundleFile: string },
): void {
  const packageFolder = dirname(standaloneExecutable({ type: address.type, version, bundleFile }));
  for (const host of hostsFor(address.host)) {
    const mirror = join(folder, "terraform.d", "plugins", host, address.namespace, address.type, version);
    rmSync(join(mirror, currentPlatform()), { recursive: true });
    symlinkSync(packageFolder, join(mirror, currentPlatform()));
  }
  rmSync(join(folder, ".terraform.lock.hcl"), { force: true });
  writeLockFile(folder, { address, version, constraints: version, h1: hashPackage(packageFolder) });
}

/** @returns the executable of this bundle, alone in its folder */
export function standaloneExecutable(bundle: Bundle): string {
  const into = join(runtimesFolder, hashOf(bundle));
  const executable = join(into, executableName(bundle.type, bundle.version));
  if (!existsSync(executable)) {
    // In a process of its own, for who asks cannot wait.
    const task = JSON.stringify({ ...bundle, into });
    execFileSync(process.execPath, ["--import", "tsx", "test/compile-standalone.ts", task], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return executable;
}

function hashOf({ bundleFile, version }: Bundle): string {
  const hash = createHash("sha256").update(version);
  const folder = dirname(bundleFile);
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith(".cjs")) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 16);
}
