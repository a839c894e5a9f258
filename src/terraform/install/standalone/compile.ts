import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { promisify } from "node:util";
import { executableName } from "../package";
import { closeHoles } from "./close-holes";
import { codeSignatureFault } from "./code-signature";
import { isExecutableFor } from "./executable-format";
import { runtimePath } from "./fetch";
import type { Runtime } from "./runtimes";

export interface CompileOptions {
  readonly type: string;
  readonly version: string;
  /** The provider's entry as a CommonJS file. */
  readonly bundleFile: string;
  readonly platform: string;
  readonly runtime: Runtime;
  /** Runs on this machine, and compiles. */
  readonly builder: Runtime;
  /** Where the runtimes are, and where what is made goes. */
  readonly folder: string;
}

/** Options that keep the runtime from reading files of the folder in which Terraform runs, and start it quickly. */
const options = [
  "--compile",
  "--bytecode",
  "--minify",
  "--no-compile-autoload-dotenv",
  "--no-compile-autoload-bunfig",
];

/**
 * Compiles a provider and its runtime into one executable. The same input gives the same bytes.
 * @returns the executable's file
 * @throws Error with what the compiler said, or when the result is not for the platform
 */
export async function compileStandalone(given: CompileOptions): Promise<string> {
  const { platform, runtime, builder, folder, bundleFile } = given;
  const suffix = platform.startsWith("windows") ? ".exe" : "";
  const outfile = resolve(folder, runtime.target, `${executableName(given.type, given.version)}${suffix}`);
  mkdirSync(dirname(outfile), { recursive: true });
  const args = [
    ...["build", ...options, `--target=${runtime.target}`],
    `--compile-executable-path=${closedRuntime(folder, runtime)}`,
    ...["--outfile", outfile, `./${basename(bundleFile)}`],
  ];
  const compiler = resolve(runtimePath(folder, builder));
  const cwd = dirname(resolve(bundleFile));
  try {
    await promisify(execFile)(compiler, args, { cwd, env: ownEnvironment() });
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim() || (cause as Error).message;
    throw new Error(`Cannot compile the executable for ${platform}: ${said}`, { cause });
  }
  checkExecutable(platform, outfile);
  return outfile;
}

/** What can be known of an executable that does not run here: its format and processor, and for macOS its signature. */
function checkExecutable(platform: string, outfile: string): void {
  const file = readFileSync(outfile);
  if (!isExecutableFor(platform, file)) {
    throw new Error(`What was compiled for ${platform} is no executable of that platform: ${outfile}`);
  }
  // Bun signs anew for Apple's own processors, which alone ask for it.
  const fault = platform === "darwin_arm64" ? codeSignatureFault(file) : null;
  if (fault)
    throw new Error(`What was compiled for ${platform} would not start on macOS: ${fault}: ${outfile}`);
}

function closedRuntime(folder: string, runtime: Runtime): string {
  const path = resolve(folder, runtime.target, "runtime");
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, closeHoles(readFileSync(runtimePath(folder, runtime))));
  chmodSync(path, 0o755);
  return path;
}

/** Without the variables that the compiler itself would heed. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("BUN_")));
}
