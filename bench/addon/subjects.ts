/** The processes that take part in the addon's benchmark: platform, floor, and the addon itself. */
import { type ChildProcess, spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { cleanEnv } from "../clean-env";

/** A program that prints one line when it is ready. */
interface Started {
  readonly child: ChildProcess;
  readonly line: string;
}

/** Where the two sides listen. */
export interface AddonSubjects {
  readonly barePort: number;
  readonly barePid: number;
  readonly addonPort: number;
  readonly addonPid: number;
  readonly key: string;
  stop(): void;
}

const programs = ["platform", "bare", "service"] as const;

async function bundlePrograms(folder: string): Promise<void> {
  await build({
    entryPoints: programs.map((name) => resolve("bench/addon", `${name}.ts`)),
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    conditions: ["pumble-iac:source"],
    external: ["libsql", "pg", "pg-native"],
    supported: { "dynamic-import": false },
    logLevel: "error",
  });
}

async function start(folder: string, name: (typeof programs)[number], ...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, [join(folder, `${name}.cjs`), ...args], {
    env: { ...cleanEnv(folder), NODE_PATH: resolve("node_modules") },
    // The addon's log goes where a service manager would put it: out of the way, but it is written.
    stdio: ["ignore", "pipe", "ignore"],
  });
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += chunk;
    if (printed.includes("\n")) return { child, line: printed.trim() };
  }
  throw new Error(`bench/addon/${name}.ts ended before it was ready.`);
}

/** Builds and starts all three. */
export async function startAddonSubjects(folder: string): Promise<AddonSubjects> {
  await bundlePrograms(folder);
  const platform = await start(folder, "platform");
  const platformUrl = `http://127.0.0.1:${platform.line}`;
  const bare = await start(folder, "bare", platformUrl);
  const service = await start(folder, "service", platformUrl, folder);
  const [port, key] = service.line.split(" ");
  return {
    barePort: Number(bare.line),
    barePid: bare.child.pid!,
    addonPort: Number(port),
    addonPid: service.child.pid!,
    key: key!,
    stop: () => {
      for (const { child } of [platform, bare, service]) child.kill("SIGTERM");
    },
  };
}
