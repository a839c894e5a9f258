/** Builds `dist/`: libraries by tsc, then the bundles that run on their own. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { pageBundle } from "./page-bundle";

const node: BuildOptions = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  conditions: ["pumble-iac:source"],
  logLevel: "warning",
  legalComments: "none",
};

/** Puts src/provider/undici.ts in the place of undici. */
const slimUndici: Plugin = {
  name: "slim-undici",
  setup: (build) =>
    build.onResolve({ filter: /^undici$/ }, () => ({ path: resolve("src/provider/undici.ts") })),
};

/** Each bundle and what it is for. */
const bundles: BuildOptions[] = [
  // The `pumble` command. Native and optional packages stay outside.
  {
    ...node,
    entryPoints: ["src/cli/main.ts"],
    outfile: "dist/bin/pumble.js",
    external: ["libsql", "pg", "pg-native"],
    banner: { js: "#!/usr/bin/env node" },
  },
  // The Terraform plugin: one self-contained file, minified because Terraform hashes it on every command.
  {
    ...node,
    entryPoints: ["src/provider/main.ts"],
    outfile: "dist/plugin/provider.cjs",
    minify: true,
    plugins: [slimUndici],
  },
  // The script SDK, self-contained so that Deno needs no node_modules.
  {
    ...node,
    entryPoints: ["src/scripts/index.ts"],
    outfile: "dist/script/pumble-iac.mjs",
    platform: "neutral",
    mainFields: ["module", "main"],
    format: "esm",
    target: "es2022",
  },
  // The local workspace's page.
  pageBundle,
];

async function main(): Promise<void> {
  // Leaves the libraries alone: for work on what only the bundles hold.
  const bundlesOnly = process.argv.includes("--bundles");
  if (!bundlesOnly) {
    rmSync("dist", { recursive: true, force: true });
    execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
      stdio: "inherit",
    });
  }
  await Promise.all(bundles.map((bundle) => build(bundle)));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
