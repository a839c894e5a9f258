/** Which file imports which, read from the sources. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** One import, as written and as the file that it means. */
export interface Import {
  readonly specifier: string;
  /** Path from the top of a file of ours; undefined for what is not ours. */
  readonly target: string | undefined;
}

/** Every source file, by its path from the top, with what it imports. */
export type Imports = ReadonlyMap<string, readonly Import[]>;

const notOurs = /(^|\/)(node_modules|cdktf\.out|bindings|\.gen|dist)\//;

function sources(top: string, folder: string): string[] {
  return readdirSync(join(top, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mts|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(top.length + 1))
    .filter((file) => !notOurs.test(file));
}

/** Every module that a file names in an import, export-from or dynamic import; not in texts that hold code. */
function specifiers(text: string): string[] {
  const statement = /^(?:import\b|export (?:type )?[{*]|\} from\b)[^"'`;]*["']([^"']+)["']/gm;
  const call = /\b(?:import|require)\(\s*["']([^"']+)["']/g;
  return [...text.matchAll(statement), ...text.matchAll(call)].map((match) => match[1]!);
}

/** The package's public names, each with the source that it stands for. */
function publicNames(top: string): Map<string, string> {
  const { name, exports } = JSON.parse(readFileSync(join(top, "package.json"), "utf8"));
  const names = new Map<string, string>();
  for (const [path, entry] of Object.entries<string | Record<string, string>>(exports ?? {})) {
    const source = typeof entry === "string" ? undefined : entry["pumble-iac:source"];
    if (source) names.set(posix.join(name, path), posix.normalize(source));
  }
  return names;
}

/** Reads every source below `folders`; `top` is where package.json is. */
export function readImports(top: string, folders: readonly string[]): Imports {
  const files = new Set(folders.flatMap((folder) => sources(top, folder)));
  const names = publicNames(top);
  const targetOf = (file: string, specifier: string): string | undefined => {
    if (!specifier.startsWith(".")) return names.get(specifier);
    const path = posix.join(dirname(file), specifier);
    const endings = ["", ".ts", ".tsx", ".d.ts", "/index.ts", "/index.tsx"];
    return endings.map((ending) => path + ending).find((candidate) => files.has(candidate)) ?? path;
  };
  return new Map(
    [...files].sort().map((file) => [
      file,
      specifiers(readFileSync(join(top, file), "utf8")).map((specifier) => ({
        specifier,
        target: targetOf(file, specifier),
      })),
    ]),
  );
}
