/** How the Pumble provider is bundled. */
import { resolve } from "node:path";
import type { Plugin } from "esbuild";
import type { PluginBundleOptions } from "./plugin-bundle";

/** Puts this source in the place of undici. */
export function undiciFrom(source: string): Plugin {
  return {
    name: "slim-undici",
    setup: (build) => build.onResolve({ filter: /^undici$/ }, () => ({ path: resolve(source) })),
  };
}

/** Everything about the bundle but the folder that it goes to. */
export const pumblePlugin: Omit<PluginBundleOptions, "outdir"> = {
  entry: "src/provider/main.ts",
  plugins: [undiciFrom("src/provider/undici.ts")],
};
