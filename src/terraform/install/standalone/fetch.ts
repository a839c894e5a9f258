import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Runtime, runtimeVersion } from "./runtimes";

/**
 * Fetches runtimes with the npm of this machine, so by its registry, proxies and cache; npm refuses what does not have
 * the pinned hash. Nothing of them is run.
 * @param folder an empty one, or one that has been fetched into before
 * @throws Error with what npm said
 */
export async function fetchRuntimes(folder: string, wanted: readonly Runtime[]): Promise<void> {
  const missing = wanted.filter((runtime) => !existsSync(runtimePath(folder, runtime)));
  if (missing.length === 0) return;
  mkdirSync(folder, { recursive: true });
  const all = [...new Set(wanted)];
  const dependencies = Object.fromEntries(all.map((one) => [one.package, runtimeVersion]));
  const locked = all.map(({ package: name, integrity }) => [
    `node_modules/${name}`,
    { version: runtimeVersion, integrity },
  ]);
  const root = { name: "runtimes", version: "0.0.0", private: true, dependencies };
  const lock = { ...root, lockfileVersion: 3, packages: { "": root, ...Object.fromEntries(locked) } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(root));
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
  // --force: most of them are for other machines than this one.
  const args = ["ci", "--force", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  try {
    await promisify(execFile)("npm", args, { cwd: folder, shell: process.platform === "win32" });
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim() || (cause as Error).message;
    throw new Error(`Cannot fetch the runtime of the standalone executables with npm: ${said}`, { cause });
  }
}

/** Bun's executable as it was fetched. */
export function runtimePath(folder: string, { package: name, target }: Runtime): string {
  const executable = target.includes("windows") ? "bun.exe" : "bun";
  return join(folder, "node_modules", ...name.split("/"), "bin", executable);
}
