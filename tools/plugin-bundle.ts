/**
 * Bundles a Terraform plugin into a few files of which the first is small. Terraform starts a plugin up to five times per
 * command, and Node reads and parses the whole of every file that it opens (40 ms per MB): so the handshake waits for
 * the entry alone, the provider's code comes while the host connects, and what that imports dynamically comes when it is
 * first used.
 */
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin, transform } from "esbuild";

export interface PluginBundleOptions {
  /** The file that calls `serve`. What it imports dynamically becomes the provider's code. */
  readonly entry: string;
  /** Folder for `provider.cjs`, `code.cjs` and the parts that come later. Other `.cjs` files in it are removed. */
  readonly outdir: string;
  /** More esbuild plugins, for the provider's code. @default none */
  readonly plugins?: readonly Plugin[];
}

const shared = {
  platform: "node",
  target: "node20",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
} as const satisfies BuildOptions;

const bundled = {
  ...shared,
  bundle: true,
  conditions: ["pumble-iac:source"],
  // ES modules first: of those only what is used comes along.
  mainFields: ["module", "main"],
  metafile: true as const,
};

/** require() of our own files: import() would start Node's ESM loader. */
const commonJs = { format: "cjs" as const, supported: { "dynamic-import": false } };

/** Name of the file that Terraform's launcher starts. */
export const entryFileName = "provider.cjs";
const codeFileName = "code.cjs";

/**
 * Writes the bundle.
 * @returns what esbuild found out about the entry file and about the code
 */
export async function bundlePlugin(
  options: PluginBundleOptions,
): Promise<{ entry: Metafile; code: Metafile }> {
  const { outdir, plugins = [] } = options;
  const entry = resolve(options.entry);
  const code = new Set<string>();
  const result = await build({
    ...bundled,
    ...commonJs,
    entryPoints: [entry],
    outfile: join(outdir, entryFileName),
    plugins: [codeOf(entry, code)],
  });
  const { names, metafile } = await bundleCode(entry, [...code], { outdir, plugins });
  for (const name of readdirSync(outdir)) {
    if (name.endsWith(".cjs") && name !== entryFileName && !names.includes(name)) rmSync(join(outdir, name));
  }
  return { entry: result.metafile, code: metafile };
}

/** All that the entry itself imports dynamically goes into one file, so that its modules exist once. */
function codeOf(entry: string, found: Set<string>): Plugin {
  return {
    name: "provider-code",
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ kind, importer, path }) => {
        if (kind !== "dynamic-import" || importer !== entry) return undefined;
        found.add(path);
        return { path: `./${codeFileName}`, external: true };
      });
    },
  };
}

/**
 * esbuild splits ES modules only, so these are split first and made CommonJS one by one. What was CommonJS at first has
 * become a default export by then, and is taken out again, so that its names are there for who imports it dynamically.
 * @returns the names of the files, and what esbuild found out
 */
async function bundleCode(
  entry: string,
  modules: readonly string[],
  { outdir, plugins }: { outdir: string; plugins: readonly Plugin[] },
): Promise<{ names: string[]; metafile: Metafile }> {
  const contents = modules.map((path) => `export * from ${JSON.stringify(path)};`).join("\n");
  const { outputFiles, metafile } = await build({
    ...bundled,
    stdin: { contents, resolveDir: dirname(entry), sourcefile: codeFileName },
    entryNames: codeFileName.replace(".cjs", ""),
    chunkNames: "[name]-[hash]",
    outExtension: { ".js": ".cjs" },
    outdir,
    splitting: true,
    format: "esm",
    plugins: [...plugins],
    write: false,
  });
  for (const { path, text } of outputFiles) {
    const { entryPoint } = metafile.outputs[relative(process.cwd(), path)]!;
    const isPackage = entryPoint !== undefined && metafile.inputs[entryPoint]?.format === "cjs";
    const { code } = await transform(text, { ...shared, ...commonJs });
    writeFileSync(path, isPackage ? `${code}module.exports = module.exports.default;\n` : code);
  }
  return { names: outputFiles.map(({ path }) => basename(path)), metafile };
}
