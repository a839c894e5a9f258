/** `pumble dev`: a local workspace and the addon, until stopped. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { environmentNames } from "../addon";
import { markSeeded, seedAt } from "./files-as-seed";
import { keptKey, type LocalStack, startLocalStack, startWorkspace } from "./local-stack";
import { makeFolder } from "./make-folder";
import { say, sayJson, warn } from "./terminal";
import { untilStopped } from "./until-stopped";

export interface DevOptions {
  port: number;
  seed?: string;
  data?: string;
  addon: boolean;
  json?: boolean;
}

type Addresses = Pick<LocalStack, "workspaceUrl" | "pageUrl" | "controlUrl" | "controlToken"> & {
  addonUrl?: string;
  apiKey?: string;
};

export async function dev(options: DevOptions): Promise<void> {
  const stopped = untilStopped();
  const { seed, root } = options.seed ? seedAt(resolve(options.seed)) : { seed: null, root: null };
  if (options.data) makeFolder(options.data, 0o700);
  const scratch = options.data ? null : mkdtempSync(join(tmpdir(), "pumble-dev-"));
  const common = {
    port: options.port,
    dataDir: options.data ? resolve(options.data) : null,
    ...(seed ? { seed } : {}),
  };
  let close: (() => Promise<void>) | null = null;
  try {
    if (options.addon) {
      const addonDir = common.dataDir ? join(common.dataDir, "addon") : scratch!;
      const { taken, ignored } = addonVariables(process.env);
      const stack = await startLocalStack({ ...common, addonDir, addonEnv: taken });
      close = () => stack.close();
      for (const name of ignored) {
        warn(`${name} is set but not used here: pumble dev registers its own app and keeps its own data.\n`);
      }
      const mark = root ? markSeeded(root, stack.addonUrl) : null;
      close = async () => {
        mark?.remove();
        await stack.close();
      };
      const apiKey = await keptKey(stack, addonDir, "dev");
      announce({ ...stack, apiKey }, options.json === true);
    } else {
      const workspace = await startWorkspace(common);
      close = () => workspace.close();
      announce(workspace, options.json === true);
    }
    await stopped;
  } finally {
    await close?.();
    if (scratch) rmSync(scratch, { recursive: true, force: true });
  }
}

/** The addon's variables of this environment: those that hold here, and those that cannot. */
export function addonVariables(env: Record<string, string | undefined>): {
  taken: Record<string, string | undefined>;
  ignored: string[];
} {
  const set = environmentNames.filter((name) => env[name]);
  const holds = (name: string) => name.startsWith("PUMBLE_ADDON_") || name === "LOG_LEVEL";
  return {
    taken: Object.fromEntries(set.filter(holds).map((name) => [name, env[name]])),
    ignored: set.filter((name) => !holds(name)),
  };
}

function announce(at: Addresses, json: boolean): void {
  const { workspaceUrl, pageUrl, controlUrl, controlToken, addonUrl, apiKey } = at;
  if (json) {
    const line = { ready: true as const, workspaceUrl, pageUrl, controlUrl, controlToken, addonUrl, apiKey };
    sayJson("dev", line);
    return;
  }
  const lines = [
    `Page       ${pageUrl}`,
    `Platform   ${workspaceUrl}`,
    ...(addonUrl && apiKey
      ? [
          `Addon      ${addonUrl}`,
          "",
          `export PUMBLE_BASE_URL=${addonUrl}`,
          `export PUMBLE_API_KEY=${apiKey}`,
        ]
      : []),
    "",
    "Ctrl-C stops it.",
  ];
  say(lines.join("\n"));
}
