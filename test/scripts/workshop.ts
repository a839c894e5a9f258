/** What tests of runtime scripts need: the built SDK, a folder for scripts, and a way to run them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll } from "vitest";
import { type RunScriptOptions, runScript, ScriptProblem, type ScriptResult } from "../../src/scripts/runner";
import { findDeno } from "../../src/scripts/runner/find-deno";

/** The real Deno; it is a development dependency. */
export const deno = findDeno(process.env, [process.cwd()]);

export interface Workshop {
  folder: string;
  /** The bundled SDK. */
  sdk: string;
  /** Progress lines of all runs. */
  lines: string[];
  /** Writes a script and gives its path. */
  write(name: string, text: string): string;
  /** Writes and runs a script. */
  run(text: string, options?: Partial<RunScriptOptions>): Promise<ScriptResult>;
  /** Writes and runs a script that must not succeed. */
  problem(text: string, options?: Partial<RunScriptOptions>): Promise<ScriptProblem>;
}

/** Builds the SDK as the package has it, into a folder that goes away with the tests of the file. */
export function workshop(): Workshop {
  const shop = { lines: [] as string[] } as Workshop;
  beforeAll(async () => {
    shop.folder = mkdtempSync(join(tmpdir(), "pumble-iac-scripts-"));
    shop.sdk = join(shop.folder, "pumble-iac.mjs");
    await build({
      entryPoints: ["src/scripts/index.ts"],
      outfile: shop.sdk,
      bundle: true,
      platform: "neutral",
      mainFields: ["module", "main"],
      conditions: ["pumble-iac:source"],
      format: "esm",
      target: "es2022",
      logLevel: "warning",
    });
  });
  afterAll(() => rmSync(shop.folder, { recursive: true, force: true }));
  shop.write = (name, text) => {
    const file = join(shop.folder, name);
    writeFileSync(file, text);
    return file;
  };
  shop.run = (text, options) =>
    runScript({
      file: shop.write("script.ts", text),
      sdk: shop.sdk,
      env: { HOME: process.env.HOME },
      progress: (line) => void shop.lines.push(line),
      deno,
      ...options,
    });
  shop.problem = async (text, options) => {
    const problem = await shop.run(text, options).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (problem instanceof ScriptProblem) return problem;
    throw new Error(`expected a problem, got ${String(problem)}`);
  };
  return shop;
}
