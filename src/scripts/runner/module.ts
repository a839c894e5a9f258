/**
 * A script as the module that runs, on Deno as on Node: its types are stripped, its imports checked and the SDK's name
 * replaced by its address. What was checked is what runs: Deno asks nothing for a static import of a local file, so an
 * import that only Deno saw would let a script read any file of the machine.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ExportAllDeclaration, ExportNamedDeclaration, Node } from "acorn";
import { ScriptProblem } from "./script-problem";
import { sdkName } from "./source";

/** A script that is ready to run. */
export interface ScriptModule {
  file: string;
  /** Removes it. */
  remove(): void;
}

/** What a module is made of. */
export interface ScriptSource {
  /** For messages. */
  name: string;
  /** The script as it was written, which `import.meta` goes on to speak of. */
  file: string;
  text: string;
}

/**
 * Writes the module to a folder of its own, with the lines where they were.
 * @throws {ScriptProblem} when the script does not parse, or imports more than the SDK: it could then change without its
 * hash changing, would not run on every machine, and could read what it did not declare
 */
export async function moduleOf(source: ScriptSource, sdkUrl: string): Promise<ScriptModule> {
  // An import that nobody uses is one too, though the compiler leaves it out.
  await closed(source, await withoutTypes(source, true), sdkUrl);
  const code = await closed(source, await withoutTypes(source, false), sdkUrl);
  const folder = mkdtempSync(join(tmpdir(), "pumble-script-"));
  const file = join(folder, `${basename(source.file).replace(/\.[^.]*$/, "")}.mjs`);
  writeFileSync(file, code, { mode: 0o600 });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function withoutTypes({ name, text }: ScriptSource, keepUnusedImports: boolean): Promise<string> {
  const { transform } = await import("sucrase");
  try {
    return transform(text, { transforms: ["typescript"], disableESTransforms: true, keepUnusedImports }).code;
  } catch (error) {
    throw unloadable(name, error);
  }
}

function unloadable(name: string, error: unknown): ScriptProblem {
  const reason = (error as Error).message.replace(/^Error transforming[^:]*: /, "");
  return new ScriptProblem(`Script ${name} cannot be loaded: ${reason}`, "Correct the script");
}

/** What stands in the place of a part of the text. */
interface Replacement {
  start: number;
  end: number;
  text: string;
}

/** The code with nothing in it that leads elsewhere. */
async function closed({ name, file }: ScriptSource, code: string, sdkUrl: string): Promise<string> {
  const { parse } = await import("acorn");
  const { simple } = await import("acorn-walk");
  const replacements: Replacement[] = [];
  const imported = (source: Node | null | undefined): void => {
    if (!source) return;
    const value = source.type === "Literal" ? (source as Node & { value?: unknown }).value : undefined;
    if (value !== sdkName) throw foreign(name, value);
    replacements.push({ start: source.start, end: source.end, text: JSON.stringify(sdkUrl) });
  };
  const again = (node: ExportNamedDeclaration | ExportAllDeclaration): void => imported(node.source);
  try {
    simple(parse(code, { ecmaVersion: "latest", sourceType: "module", allowHashBang: true }), {
      ImportDeclaration: ({ source }) => imported(source),
      ImportExpression: ({ source }) => imported(source),
      ExportNamedDeclaration: again,
      ExportAllDeclaration: again,
      MetaProperty: ({ start, end, meta }) => {
        if (meta.name === "import") replacements.push({ start, end, text: metaOf(file) });
      },
    });
  } catch (error) {
    throw error instanceof ScriptProblem ? error : unloadable(name, error);
  }
  return replaced(code, replacements);
}

function foreign(name: string, imported: unknown): ScriptProblem {
  const what =
    imported === undefined ? "something that only running it would tell" : JSON.stringify(imported);
  return new ScriptProblem(
    `Script ${name} imports ${what}`,
    `A script is one self-contained file: put what it needs into it, and import only ${sdkName}`,
  );
}

/** `import.meta` of the script where it was written. */
function metaOf(file: string): string {
  const meta = { url: pathToFileURL(file).href, filename: file, dirname: dirname(file), main: true };
  return `(${JSON.stringify(meta)})`;
}

function replaced(code: string, replacements: readonly Replacement[]): string {
  let text = code;
  for (const part of [...replacements].sort((one, other) => other.start - one.start)) {
    text = text.slice(0, part.start) + part.text + text.slice(part.end);
  }
  return text;
}
