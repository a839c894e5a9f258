/**
 * The built provider as one process to which every Terraform of a test file attaches: without it, each command starts the
 * provider several times, which takes longer than what is tested. Started by Terraform itself it is in `processes.test.ts`,
 * `data-sources.test.ts`, `examples.test.ts`, `provider-errors.test.ts` and others; and everywhere with
 * `PUMBLE_PLUGIN=launcher` in the environment. Not for two provider blocks, which would be one.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { bundleFile } from "../../constructs/plugin";

export interface AttachedProvider {
  /** What Terraform has to have in its environment to use it. */
  readonly env: Record<string, string>;
  stop(): Promise<void>;
}

/** @param env what the provider reads, such as PUMBLE_API_KEY; what a test sets beside it for Terraform is not seen */
export async function attachedProvider(env: Record<string, string>): Promise<AttachedProvider> {
  if (process.env.PUMBLE_PLUGIN) return { env: {}, stop: async () => {} };
  const child = spawn(process.execPath, [bundleFile(), "--debug"], {
    env: { ...process.env, TF_LOG_PROVIDER: "OFF", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let reattach = "";
  for await (const line of createInterface({ input: child.stdout })) {
    reattach = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line)?.[1] ?? "";
    if (reattach) break;
  }
  if (!reattach) throw new Error("The provider ended before it listened.");
  return {
    env: { TF_REATTACH_PROVIDERS: reattach },
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGINT");
      await ended;
    },
  };
}
