/** Builds `dist/`: libraries by tsc, then the bundles that run on their own. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { engines, version } from "../package.json";
import { builtInScripts } from "../src/scripts/runner/built-in";
import { nodeGuard } from "../src/terraform/install/node-guard";
import { writeCdktnSource } from "./cdktn-source";
import { bundledPackages, noticesFile, noticesOf } from "./notices";
import { pageBundle } from "./page-bundle";
import { bundlePlugin } from "./plugin-bundle";
import { pumblePlugin, undiciFrom } from "./pumble-plugin";

const node: BuildOptions = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  conditions: ["pumble-iac:source"],
  logLevel: "warning",
  legalComments: "none",
};

/** A script's import of the SDK, by the name that every script knows it by. */
const sdkByName: Plugin = {
  name: "sdk-by-name",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/index$/ }, () => ({ path: "pumble-iac/script", external: true }));
  },
};

/** Each bundle and what it is for. */
const bundles: BuildOptions[] = [
  // The `pumble` command. Native and optional packages stay outside.
  {
    ...node,
    entryPoints: ["src/cli/pumble.ts"],
    outfile: "dist/bin/command.js",
    // SQLite as WebAssembly comes along; its binary is copied beside.
    external: ["libsql", "pg", "pg-native"],
    plugins: [undiciFrom("src/cli/undici.ts")],
    // Without comments: the source stays in memory.
    minifyWhitespace: true,
    lineLimit: 120,
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
  // What runs scripts for Terraform; synth copies it into the stack.
  {
    ...node,
    entryPoints: ["src/scripts/runner/main.ts"],
    outfile: "dist/run.cjs",
    // One file, which an old Node must be able to read to the end before it can say that it is too old.
    target: "node10",
    banner: { js: nodeGuard("pumble-iac's script runner", 2) },
    minifyWhitespace: true,
    lineLimit: 120,
  },
  // What reads a workspace's files, for the constructs: loaded only by who has such files.
  {
    ...node,
    entryPoints: ["src/workspace-file/for-constructs.ts"],
    outfile: "dist/workspace-file.cjs",
    external: ["zod"],
    minifyWhitespace: true,
    lineLimit: 120,
  },
  // The scripts that come with the package, each one file that imports only the SDK.
  {
    ...node,
    entryPoints: Object.keys(builtInScripts).map((name) => `src/scripts/built-in/${name}.ts`),
    outdir: "dist/script/built-in",
    outExtension: { ".js": ".mjs" },
    platform: "neutral",
    mainFields: ["module", "main"],
    format: "esm",
    target: "es2022",
    plugins: [sdkByName],
  },
  // The local workspace's page.
  pageBundle,
];

/** The bundle with its output somewhere else than in `dist`. */
function into(folder: string, bundle: BuildOptions): BuildOptions {
  const moved = (path: string) => path.replace(/^dist/, folder);
  return {
    ...bundle,
    ...(bundle.outfile ? { outfile: moved(bundle.outfile) } : {}),
    ...(bundle.outdir ? { outdir: moved(bundle.outdir) } : {}),
  };
}

/** What is copied as it is: file → where it goes in `dist`. */
const copies: Record<string, string> = {
  "node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm": "bin",
  "swagger-ui-dist/swagger-ui.css": "swagger-ui",
  "swagger-ui-dist/swagger-ui-bundle.js": "swagger-ui",
  "swagger-ui-dist/favicon-32x32.png": "swagger-ui",
  "swagger-ui-dist/LICENSE": "swagger-ui",
  "swagger-ui-dist/NOTICE": "swagger-ui",
};

/** What `pumble` starts: looks whether Node.js is new enough before it reads what only a new one can read. */
function writeCommand(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const code = [
    "#!/usr/bin/env node",
    '"use strict";',
    `${nodeGuard("pumble", 2)}require("./command.js");`,
    "",
  ];
  writeFileSync(file, code.join("\n"), { mode: 0o755 });
}

/** Swagger UI, which is copied as it is, brings its own. */
function writeNotices(folder: string, metafiles: Metafile[]): void {
  writeFileSync(join(folder, noticesFile), noticesOf(bundledPackages(metafiles)));
}

/** Everything that is bundled or copied, in `folder`. */
async function bundleAll(folder: string): Promise<void> {
  for (const [file, to] of Object.entries(copies)) {
    cpSync(join("node_modules", file), join(folder, to, basename(file)));
  }
  const plugin = bundlePlugin({ ...pumblePlugin, outdir: join(folder, "plugin") });
  writeCommand(join(folder, "bin", "pumble.js"));
  const metafiles = bundles.map(
    async (bundle) => (await build({ ...into(folder, bundle), metafile: true })).metafile,
  );
  const { entry, code } = await plugin;
  writeNotices(join(folder, "plugin"), [entry, code]);
  writeNotices(folder, [...(await Promise.all(metafiles)), entry, code]);
}

async function main(): Promise<void> {
  // Leaves the libraries alone: for work on what only the bundles hold.
  if (process.argv.includes("--bundles")) {
    await bundleAll("dist");
    return;
  }
  // Built beside and then swapped, so that whoever runs from dist meanwhile is not disturbed.
  const fresh = `dist.${process.pid}`;
  try {
    writeCdktnSource();
    // Types are checked by `npm run types`.
    const tsc = [
      "node_modules/typescript/bin/tsc",
      "-p",
      "tsconfig.build.json",
      "--noCheck",
      "--outDir",
      fresh,
    ];
    execFileSync(process.execPath, tsc, { stdio: "inherit" });
    // What the sources import of it, and that they are compiled as CommonJS; of the rest, nothing holds for this folder.
    writeFileSync(join(fresh, "package.json"), `${JSON.stringify({ version, engines, type: "commonjs" })}\n`);
    // Only its types are imported: what the constructs load is the bundle.
    rmSync(join(fresh, "src", "workspace-file"), { recursive: true, force: true });
    await bundleAll(fresh);
    rmSync("dist", { recursive: true, force: true });
    renameSync(fresh, "dist");
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
