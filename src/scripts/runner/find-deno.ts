import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { ScriptProblem } from "./script-problem";

const exe = process.platform === "win32" ? "deno.exe" : "deno";

/**
 * Deno's binary: `DENO_PATH`, else the npm package `deno` next to the script, to the working directory or to us, else
 * the PATH; null when there is none. The binary itself, not the package's wrapper, so that signals reach it.
 * @param folders where to look for node_modules, nearest first
 * @throws {ScriptProblem} when DENO_PATH names no program
 */
export function findDeno(env: NodeJS.ProcessEnv, folders: readonly string[]): string | null {
  if (env.DENO_PATH) {
    if (isProgram(env.DENO_PATH)) return resolve(env.DENO_PATH);
    const nextStep = "Set it to Deno's binary, or unset it to let pumble look for Deno itself";
    throw new ScriptProblem(
      `DENO_PATH is ${JSON.stringify(env.DENO_PATH)}, which is no program`,
      nextStep,
      2,
    );
  }
  for (const folder of folders) {
    const found = inPackages(folder);
    if (found) return found;
  }
  for (const folder of (env.PATH ?? "").split(delimiter)) {
    if (folder && isProgram(join(folder, exe))) return resolve(folder, exe);
  }
  return null;
}

/** The npm package keeps the binary in a package per platform; its install script, where run, links it beside itself. */
function inPackages(folder: string): string | null {
  const wrapper = packageFolder("deno", folder);
  if (!wrapper) return null;
  const arch = process.arch === "arm64" ? "arm64" : "x64";
  const platform = process.platform === "linux" ? `linux-${arch}-glibc` : `${process.platform}-${arch}`;
  const own = packageFolder(`@deno/${platform}`, wrapper);
  for (const place of [wrapper, own]) if (place && isProgram(join(place, exe))) return join(place, exe);
  return null;
}

/** The folder of a package as Node would find it from here; the real one, since its own packages lie beside it. */
function packageFolder(name: string, from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate);
    if (dirname(folder) === folder) return null;
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(file) && statSync(file).isFile();
  } catch {
    return false;
  }
}
