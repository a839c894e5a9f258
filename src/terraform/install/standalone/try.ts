import { spawnSync } from "node:child_process";

/**
 * Starts an executable of this machine as a person would, and expects that it says what it is.
 * @throws Error with what it said instead
 */
export function tryExecutable(file: string): void {
  const { status, stdout, stderr, error } = spawnSync(file, [], {
    encoding: "utf8",
    timeout: 30_000,
    env: {},
  });
  if (status === 1 && stdout === "" && stderr.startsWith("This is the Terraform provider")) return;
  const said = error?.message ?? `exit code ${status}, ${JSON.stringify(`${stdout}${stderr}`.slice(0, 500))}`;
  throw new Error(`The executable does not start: ${said}`);
}
