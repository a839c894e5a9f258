/**
 * What a script imports, read as a runtime reads it. Deno asks nothing for a static import of a local file, so a pattern
 * over the text, which a semicolon or a comment deceives, would let a script read any file of the machine.
 */
import { ScriptProblem } from "./problem";
import { sdkName } from "./source";

/** The script without its types, every import kept, on the lines where they were. @throws Error when it does not parse */
async function withoutTypes(text: string): Promise<string> {
  const { transform } = await import("sucrase");
  const options = { disableESTransforms: true, keepUnusedImports: true } as const;
  return transform(text, { transforms: ["typescript"], ...options }).code;
}

/**
 * Refuses a script that needs more than the SDK: it could then change without its hash changing, would not run on every
 * machine, and could read what it did not declare.
 * @param name of the script, for messages
 * @throws {ScriptProblem} also for one that does not parse, for nobody knows what that imports
 */
export async function checkImports(name: string, text: string): Promise<void> {
  const { parse } = await import("es-module-lexer/js");
  let imports: ReturnType<typeof parse>[0];
  try {
    [imports] = parse(await withoutTypes(text));
  } catch (error) {
    const reason = (error as Error).message.replace(/^Error transforming[^:]*: /, "");
    throw new ScriptProblem(`Script ${name} cannot be loaded: ${reason}`, "Correct the script");
  }
  for (const { n: imported, d: kind } of imports) {
    const isMeta = kind === -2;
    if (isMeta || imported === sdkName) continue;
    const what =
      imported === undefined ? "something that only running it would tell" : JSON.stringify(imported);
    const nextStep = `A script is one self-contained file: put what it needs into it, and import only ${sdkName}`;
    throw new ScriptProblem(`Script ${name} imports ${what}`, nextStep);
  }
}
