/** A local workspace with the addon installed and a key issued, as `pumble dev` starts it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalStack, startLocalStack } from "../../src/cli/local-stack";
import { PumbleClient } from "../../src/client";
import type { Seed } from "../../src/local";

export interface TestStack {
  stack: LocalStack;
  apiKey: string;
  /** Sees the workspace past Terraform, to check results and to cause drift. */
  client: PumbleClient;
  /** What the provider reads. */
  env: Record<string, string>;
  /** Folder that holds the addon's database. */
  addonDir: string;
  close(): Promise<void>;
}

/**
 * @param addonClock the addon's clock, where a test moves it
 * @param seed who and what is there; the built-in workspace without it
 * @param idSeed for a second workspace, whose ids are all others
 */
export async function startTestStack(
  addonClock?: { now(): number },
  seed?: Seed,
  idSeed?: string,
): Promise<TestStack> {
  const addonDir = mkdtempSync(join(tmpdir(), "pumble-e2e-"));
  const stack = await startLocalStack({
    ...{ port: 0, dataDir: null, addonDir },
    ...(addonClock ? { addonClock } : {}),
    ...(seed ? { seed } : {}),
    ...(idSeed ? { idSeed } : {}),
  });
  const apiKey = await stack.issueKey("e2e");
  return {
    stack,
    apiKey,
    addonDir,
    client: new PumbleClient({ apiKey, baseUrl: stack.addonUrl }),
    env: { PUMBLE_API_KEY: apiKey, PUMBLE_BASE_URL: stack.addonUrl },
    close: async () => {
      await stack.close();
      rmSync(addonDir, { recursive: true, force: true });
    },
  };
}
