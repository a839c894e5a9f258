/**
 * Writes `cdktn/`, the constructs for CDK Terrain: those of `constructs/` with another import, on the bindings in
 * `cdktn/bindings`, which `npm run generate` makes with CDK Terrain's own generator. Run by itself before types are
 * checked.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { writeAtomically } from "../src/terraform/install/write";

const from = "constructs";
const to = "cdktn";

/** What differs in the source, comments with their examples included. */
const replacements: [RegExp, string][] = [
  [/(["'])cdktf(["'/])/g, "$1cdktn$2"],
  [/@cdktf\/provider-/g, "@cdktn/provider-"],
  [/(["'])pumble-iac\1/g, "$1pumble-iac/cdktn$1"],
];

function sources(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !/^bindings[\\/]/.test(file));
}

function folders(bindings: string): string[] {
  return readdirSync(bindings, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** CDK Terrain binds ephemeral resources and functions too. */
function more(): string {
  const known = new Set(folders(join(from, "bindings")));
  const only = folders(join(to, "bindings")).filter((name) => !known.has(name));
  return only.map((name) => `export * from "./bindings/${name}";\n`).join("");
}

/** What must not compile, for CDK Terrain: the types' own test with other imports. */
const typeTest = { from: "test/types/constructs.ts", to: "test/types/cdktn/constructs.ts" };

function onCdktn(text: string): string {
  return replacements.reduce((all, [pattern, replacement]) => all.replace(pattern, replacement), text);
}

/** Writes what has changed, removes what is gone. */
export function writeCdktnSource(): void {
  const test = onCdktn(readFileSync(typeTest.from, "utf8"));
  writeAtomically(typeTest.to, Buffer.from(test.replace('"../../constructs"', '"../../../cdktn"')));
  const files = sources(from);
  for (const file of sources(to)) if (!files.includes(file)) rmSync(join(to, file));
  for (const file of files) {
    const source = onCdktn(readFileSync(join(from, file), "utf8"));
    const text = file === "l1.ts" ? `${source}${more()}` : source;
    writeAtomically(join(to, file), Buffer.from(text));
  }
}

if (require.main === module) writeCdktnSource();
