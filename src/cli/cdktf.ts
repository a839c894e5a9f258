/** Runs the cdktf CLI and Terraform in the user's folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { CliProblem } from "./problem";

const running = new Set<ChildProcess>();

/** Asks every command that is still running to stop. */
export function stopCommands(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** The cdktf CLI of the folder we are in. */
export function cdktfCommand(): string[] {
  try {
    const manifest = createRequire(join(process.cwd(), "package.json")).resolve("cdktf-cli/package.json");
    return [process.execPath, join(dirname(manifest), "bundle", "bin", "cdktf")];
  } catch {
    throw new CliProblem(
      "cdktf-cli is not installed in this folder.",
      "Run: npm install --save-dev cdktf-cli",
    );
  }
}

export interface CommandResult {
  code: number;
  /** Standard output and error, as they came. */
  output: string;
}

/**
 * Runs a command to its end and keeps what it prints.
 * @param onLine called with each line, for progress
 */
export function runCommand(
  command: string[],
  options: { env: NodeJS.ProcessEnv; cwd?: string; onLine?: (line: string) => void },
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
    const take = (chunk: Buffer) => {
      const text = chunk.toString("utf8");
      output += text;
      if (options.onLine) for (const line of text.split("\n")) options.onLine(line);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
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
