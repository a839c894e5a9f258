/** Starts the provider whose pauses move the workspace's clock instead of taking their time. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { TestStack } from "../e2e/test-stack";

export interface MovableProvider {
  /** What Terraform has to have in its environment to use it. */
  readonly env: { readonly TF_REATTACH_PROVIDERS: string };
  /** How long it would have waited, each time, so far. */
  readonly pausesMs: readonly number[];
  stop(): Promise<void>;
}

/** @param onPause called with each pause */
export async function startMovableProvider(
  test: TestStack,
  onPause: (ms: number) => void = () => {},
): Promise<MovableProvider> {
  const provider = spawn(
    process.execPath,
    ["--import", "tsx", "test/faults/movable-provider.ts", "--debug"],
    {
      env: {
        ...process.env,
        ...test.env,
        CONTROL_URL: test.stack.controlUrl,
        CONTROL_TOKEN: test.stack.controlToken,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const pausesMs: number[] = [];
  createInterface({ input: provider.stderr }).on("line", (line) => {
    const ms = /^paused (\d+) ms$/.exec(line)?.[1];
    if (!ms) return;
    pausesMs.push(Number(ms));
    onPause(Number(ms));
  });
  let reattach = "";
  for await (const line of createInterface({ input: provider.stdout })) {
    reattach = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line)?.[1] ?? "";
    if (reattach) break;
  }
  return {
    env: { TF_REATTACH_PROVIDERS: reattach },
    pausesMs,
    async stop() {
      if (provider.exitCode !== null) return;
      provider.kill("SIGINT");
      await once(provider, "exit");
    },
  };
}
