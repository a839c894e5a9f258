/** How the local workspace's page is bundled: by the build, by its tests and for its picture. */
import { type BuildOptions, build } from "esbuild";

/** Writes `main.js` and `main.css`. */
export const pageBundle: BuildOptions = {
  bundle: true,
  platform: "browser",
  target: "es2022",
  format: "esm",
  minify: true,
  entryPoints: ["src/local/page/main.tsx"],
  outdir: "dist/page",
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
  legalComments: "none",
};

/** Bundles the page into another folder. */
export async function buildPage(outdir: string): Promise<void> {
  await build({ ...pageBundle, outdir });
}
