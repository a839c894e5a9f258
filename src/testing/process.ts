import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** What `pumble dev --json` says once everything answers. */
export interface Started {
  workspaceUrl: string;
  pageUrl: string;
  controlUrl: string;
  controlToken: string;
  addonUrl: string;
  apiKey: string;
}

/** A local workspace with its addon, in a process of its own. */
export interface DevProcess extends Started {
  stop(): Promise<void>;
}

/**
 * Starts `pumble dev` on free ports, with nothing kept.
 * @param seed path of a seed file
 * @throws Error with what it printed, when it does not come up
 */
export async function startDev(seed?: string): Promise<DevProcess> {
  const args = [command(), "dev", "--json", "--port", "0", ...(seed ? ["--seed", seed] : [])];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: cleanEnv(process.env),
  });
  const stop = () => stopped(child);
  // Whoever ends without closing leaves nothing running.
  const kill = () => void child.kill();
  process.once("exit", kill);
  // Node warns of many listeners, and a test may start many workspaces.
  child.once("close", () => process.off("exit", kill));
  return { ...(await started(child)), stop };
}

/** A user's own key and addresses are not for the throw-away workspace. */
export function cleanEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith("PUMBLE_") && name !== "DATABASE_URL"),
  );
}

/** The bundled command, seen from the built library or from the sources. */
function command(): string {
  const candidates = [join(__dirname, "..", "..", "bin"), join(__dirname, "..", "..", "dist", "bin")];
  const found = candidates.map((folder) => join(folder, "pumble.js")).find(existsSync);
  if (!found) throw new Error("pumble-iac has not been built: run `npm run build` in it.");
  return found;
}

function started(child: ChildProcess): Promise<Started> {
  let stderr = "";
  child.stderr!.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once("line", (line) => {
      const said = JSON.parse(line) as Started | { error: unknown };
      // What failed says so here too; the words for people come by standard error, and then the end.
      if (!("error" in said)) resolve(said);
    });
    child.once("error", reject);
    child.once("close", (code) =>
      reject(new Error(`The local workspace did not start (exit code ${code}): ${stderr}`)),
    );
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await end;
}
