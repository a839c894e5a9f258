/** Runs the built command as people do. */
import { execFile } from "node:child_process";
import { join } from "node:path";

export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

const command = join(process.cwd(), "dist", "bin", "pumble.js");

/** @param env beside PATH and HOME; the output is 80 columns wide */
export function pumble(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = process.cwd(),
): Promise<Run> {
  const { PATH, HOME } = process.env;
  const all = { PATH, HOME, COLUMNS: "80", NO_COLOR: "1", CHECKPOINT_DISABLE: "1", ...env };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [command, ...args],
      { cwd, env: all, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
}
