/** Runs the cdktf CLI and Terraform in the user's folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { CliProblem } from "./cli-problem";

const running = new Set<ChildProcess>();

/** Asks every command that is still running to stop. */
export function stopCommands(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** CDK Terrain's CLI is written for Node 22. Of what Node 20 lacks it misses only this, and does not need it. */
export const asOnNode22 = [
  "--import",
  'data:text/javascript,import threads from "node:worker_threads"; threads.markAsUncloneable ||= () => {};',
];

/** The CLIs of CDKTF and CDK Terrain, as packages of the project and as commands. */
const clis = [
  { name: "cdktf", program: join("cdktf-cli", "bundle", "bin", "cdktf"), options: [] },
  { name: "cdktn", program: join("cdktn-cli", "bin", "cdktn"), options: asOnNode22 },
];

/** A CLI that an app's own package.json asks for, and the oldest Node that it says it is for. */
export interface FrameworkCli {
  readonly name: string;
  readonly version: string;
  /** `22.19.0`; undefined when it does not say. */
  readonly oldestNode: string | undefined;
}

/** The CLIs of CDKTF and CDK Terrain that the project in `folder` has. */
export function frameworkClis(folder: string): FrameworkCli[] {
  const require = createRequire(join(folder, "package.json"));
  return clis.flatMap(({ name }) => {
    try {
      const { version, engines } = require(`${name}-cli/package.json`) as {
        version: string;
        engines?: { node?: string };
      };
      return [
        { name: `${name}-cli`, version, oldestNode: /^>=\s*(\d+\.\d+\.\d+)$/.exec(engines?.node ?? "")?.[1] },
      ];
    } catch {
      return [];
    }
  });
}

/** How the CLI of a framework is started. */
export interface FrameworkCommand {
  readonly name: string;
  readonly command: readonly string[];
}

/** The CLI that the project in this folder has, else the one on the PATH; that of CDK Terrain for an app that uses it. */
export function cdktfCommand(): FrameworkCommand {
  const require = createRequire(join(process.cwd(), "package.json"));
  const resolved = (id: string): string | null => {
    try {
      return require.resolve(id);
    } catch {
      return null;
    }
  };
  const ordered =
    resolved("cdktf/package.json") || !resolved("cdktn/package.json") ? clis : [...clis].reverse();
  for (const { name, program, options } of ordered) {
    const manifest = resolved(`${name}-cli/package.json`);
    if (!manifest) continue;
    return { name, command: [process.execPath, ...options, join(dirname(dirname(manifest)), program)] };
  }
  const found = ordered.find(({ name }) => isOnPath(name));
  if (found) return { name: found.name, command: [found.name] };
  const { name } = ordered[0]!;
  throw new CliProblem(
    `${name}-cli is neither installed in this folder nor on the PATH.`,
    `Run: npm install --save-dev ${name}-cli`,
  );
}

function isOnPath(command: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, command)));
}

export interface CommandResult {
  code: number;
  /** Standard output and error, as they came. */
  output: string;
}

/** Runs a command to its end and keeps what it prints. */
export function runCommand(
  command: string[],
  options: { env: NodeJS.ProcessEnv; cwd?: string },
): Promise<CommandResult> {
  const [file, ...args] = command as [string, ...string[]];
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      env: options.env,
      ...(options.cwd ? { cwd: options.cwd } : {}),
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.once("error", (error) => {
      running.delete(child);
      reject(error);
    });
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, "g");

/** Text without colours and cursor movements. */
export function plain(text: string): string {
  return text.replace(escapes, "");
}
