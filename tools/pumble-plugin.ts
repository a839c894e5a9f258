/** How the Pumble provider is bundled. */
import { resolve } from "node:path";
import type { Plugin } from "esbuild";
import type { PluginBundleOptions } from "./plugin-bundle";

/** Puts src/provider/undici.ts in the place of undici. */
const slimUndici: Plugin = {
  name: "slim-undici",
  setup: (build) =>
    build.onResolve({ filter: /^undici$/ }, () => ({ path: resolve("src/provider/undici.ts") })),
};

/** Everything about the bundle but the folder that it goes to. */
export const pumblePlugin: Omit<PluginBundleOptions, "outdir"> = {
  entry: "src/provider/main.ts",
  plugins: [slimUndici],
};
