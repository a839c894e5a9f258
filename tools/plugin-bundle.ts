/**
 * Bundles a Terraform plugin into a few files of which the first is small. Terraform starts a plugin up to five times per
 * command, and Node reads the whole of every file that it opens (20 ms per MB): so the handshake waits for the entry
 * alone, the provider's code comes with the first call, and named packages come when they are first used.
 */
import { dirname, join, resolve } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";

export interface PluginBundleOptions {
  /** The file that calls `serve`. What it imports dynamically becomes the provider's code. */
  readonly entry: string;
  /** Folder for `provider.cjs`, `code.cjs` and one file per package. It should hold nothing else. */
  readonly outdir: string;
  /** Packages that the provider imports dynamically and that deserve a file of their own. @default none */
  readonly packages?: readonly string[];
  /** More esbuild plugins, for the provider's code and its packages. @default none */
  readonly plugins?: readonly Plugin[];
}

const shared: BuildOptions = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  conditions: ["pumble-iac:source"],
  metafile: true,
  supported: { "dynamic-import": false }, // require() of our own file; import() would start Node's ESM loader
};

/** Name of the file that Terraform's launcher starts. */
export const entryFileName = "provider.cjs";
const codeFileName = "code.cjs";

/**
 * Writes the bundle.
 * @returns what esbuild found out about the entry file
 */
export async function bundlePlugin(options: PluginBundleOptions): Promise<Metafile> {
  const { outdir, packages = [], plugins = [] } = options;
  const entry = resolve(options.entry);
  const code = new Set<string>();
  const result = await build({
    ...shared,
    entryPoints: [entry],
    outfile: join(outdir, entryFileName),
    plugins: [codeOf(entry, code), packagesApart(packages)],
  });
  const write = (contents: string, file: string, first: Plugin[]): Promise<unknown> => {
    const stdin = { contents, resolveDir: dirname(entry), sourcefile: `${file}.js` };
    return build({ ...shared, stdin, outfile: join(outdir, file), plugins: [...first, ...plugins] });
  };
  const exports = [...code].map((path) => `export * from ${JSON.stringify(path)};`);
  await write(exports.join("\n"), codeFileName, [packagesApart(packages)]);
  for (const name of packages) {
    await write(`module.exports = require(${JSON.stringify(name)});`, packageFileName(name), []);
  }
  return result.metafile!;
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

function packagesApart(packages: readonly string[]): Plugin {
  return {
    name: "packages-apart",
    setup({ onResolve }) {
      onResolve({ filter: /^[^.]/ }, ({ kind, path }) =>
        kind === "dynamic-import" && packages.includes(path)
          ? { path: `./${packageFileName(path)}`, external: true }
          : undefined,
      );
    },
  };
}

function packageFileName(name: string): string {
  return `${name.replace(/[^a-z0-9]+/g, "-").replace(/^-/, "")}.cjs`;
}
