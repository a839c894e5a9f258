/** A checkout of Pumble's SDK, built in a copy so that it stays as it is. */
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const npm = ["install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];

interface Package {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** The folders of a checkout that are needed here. */
const sdkFolder = "pumble-sdk";

/** Whether this is a checkout of the SDK. */
export function isCheckout(folder: string): boolean {
  return existsSync(join(folder, sdkFolder, "package.json")) && existsSync(join(folder, "examples"));
}

/** Copies the checkout without what was installed in it. */
export function copyCheckout(folder: string): string {
  const root = mkdtempSync(join(tmpdir(), "pumble-try-sdk-"));
  const wanted = (path: string) => !["node_modules", ".git", "docs", "dist"].includes(basename(path));
  cpSync(folder, root, { recursive: true, filter: wanted });
  return root;
}

/**
 * Builds and packs one of the SDK's packages in the copy.
 * @returns the tarball
 */
export async function buildPackage(root: string, folder: "pumble-sdk" | "pumble-cli"): Promise<string> {
  const cwd = join(root, folder);
  await run("npm", npm, { cwd });
  await run("npx", ["tsc"], { cwd });
  const packed = await run("npm", ["pack", "--json", "--pack-destination", root, "--loglevel=error"], {
    cwd,
  });
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  return join(root, filename);
}

/** Installs packages into a project, whatever its package.json says of them. */
export async function installPackages(cwd: string, packages: readonly string[]): Promise<void> {
  await run("npm", [...npm, ...packages], { cwd });
}

/**
 * Installs and compiles one example. Only its package.json is touched, and only where it says from where the SDK comes:
 * no registry needs to have it.
 */
export async function buildExample(
  root: string,
  { folder, tarball, flags = [] }: { folder: string; tarball: string; flags?: readonly string[] },
): Promise<string> {
  const cwd = join(root, folder);
  const file = join(cwd, "package.json");
  const declared = JSON.parse(readFileSync(file, "utf8")) as Package;
  const { "pumble-sdk": _, ...dependencies } = declared.dependencies ?? {};
  const { "pumble-cli": _cli, ...devDependencies } = declared.devDependencies ?? {};
  const sdk = { "pumble-sdk": `file:${tarball}` };
  writeFileSync(
    file,
    JSON.stringify({ ...declared, dependencies: { ...dependencies, ...sdk }, devDependencies }),
  );
  await run("npm", npm, { cwd });
  // Warnings of types do not keep the compiler from writing what it compiled.
  await run(join(root, sdkFolder, "node_modules/.bin/tsc"), [...flags], { cwd }).catch(
    (error: { stdout?: string }) => {
      if (!existsSync(join(cwd, "dist")))
        throw new Error(`${folder} does not compile: ${error.stdout ?? ""}`);
    },
  );
  return cwd;
}
