/** What all pages stand on: the packed package, installed once, and the programs that pages call. */
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { ok, packed } from "../../e2e/packed/packed-project";

/** Third-party packages that pages install; they are linked from here, which spares a minute of npm. */
const linked = [
  "cdktf",
  "cdktf-cli",
  "cdktn",
  "constructs",
  "tsx",
  "esbuild",
  "libsql",
  "pg",
  "deno",
  "@types",
];

/** Answers as `npx` where npm has installed the program, and fails where it would ask the registry for one. */
const npx = `#!/bin/sh
name=$1
[ "$name" = --no-install ] && shift && name=$1
shift
folder=$PWD
while [ ! -x "$folder/node_modules/.bin/$name" ]; do
  [ "$folder" = / ] && echo "npx: $name is not installed" >&2 && exit 127
  folder=$(dirname "$folder")
done
exec "$folder/node_modules/.bin/$name" "$@"
`;

/**
 * \`npm install\` of what is there does nothing, of anything else it fails: a page then names a package that nobody
 * linked.
 */
const npm = (real: string) => `#!/bin/sh
[ "$1" != ci ] || { echo "npm: ci would empty the ground of the walk" >&2; exit 1; }
[ "$1" = install ] || exec ${real} "$@"
shift
[ $# -gt 0 ] || set -- $(node -p "const { dependencies, devDependencies } = require('./package.json'); Object.keys({ ...dependencies, ...devDependencies }).join(' ')")
for name in "$@"; do
  case $name in -*) continue ;; esac
  plain=$(printf %s "$name" | sed 's/\\(.\\)@.*/\\1/')
  [ -e "$GROUND/node_modules/$plain" ] || { echo "npm: $plain is not on the ground of the walk" >&2; exit 1; }
done
`;

export interface Ground {
  readonly folder: string;
  /** PATH and the like for what stands in a page. */
  readonly env: Readonly<Record<string, string>>;
}

/** Installs the tarball, once for all pages. */
export async function layGround(): Promise<Ground> {
  const tarball = await packed();
  const folder = join(dirname(tarball), "ground");
  const bin = join(folder, "bin");
  if (!existsSync(join(bin, "npm"))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), "{}");
    await ok(folder, ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", tarball]);
    link(join(folder, "node_modules"));
    mkdirSync(bin);
    writeFileSync(join(bin, "npx"), npx, { mode: 0o755 });
    writeFileSync(join(bin, "npm"), npm(programOnPath("npm")!), { mode: 0o755 });
  }
  const { PATH = "" } = process.env;
  // Where packages of other languages come from here; Go's are to be removable like everything else.
  const others = Object.entries(process.env).filter(([name]) => /^(PIP_|GOPROXY$|GOSUMDB$)/.test(name));
  const env = {
    ...(Object.fromEntries(others) as Record<string, string>),
    GOFLAGS: "-modcacherw",
    PATH: `${bin}${delimiter}${PATH}`,
    GROUND: folder,
    CHECKPOINT_DISABLE: "1",
    NO_COLOR: "1",
  };
  return { folder, env: { ...env, COLUMNS: "100", DISABLE_VERSION_CHECK: "1", CI: "" } };
}

function link(modules: string): void {
  for (const name of linked) symlinkSync(resolve("node_modules", name), join(modules, name));
  for (const name of ["tsx", "deno", "tsc", "esbuild"]) {
    symlinkSync(resolve("node_modules/.bin", name), join(modules, ".bin", name));
  }
  const cdktf = `#!/bin/sh\nexec node "${resolve("node_modules/cdktf-cli/bundle/bin/cdktf")}" "$@"\n`;
  writeFileSync(join(modules, ".bin", "cdktf"), cdktf, { mode: 0o755 });
}

/** The path of a program, or null. */
export function programOnPath(name: string): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(existsSync) ?? null;
}
