/** Whether a script may run where nothing enforces its permissions. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exitCodes, ScriptProblem } from "./script-problem";

/** The environment variable that requires a runtime. */
const runtimeVariable = "PUMBLE_SCRIPT_RUNTIME";

/**
 * Who requires Deno, in words; undefined where nobody does. The option, the environment and every `package.json` from the
 * folders upwards may, with `"pumble": { "scriptRuntime": "deno" }`; none of them takes it back.
 * @param given the option's value
 * @throws {ScriptProblem} when something else than `deno` is required
 */
export function requirementOf(
  given: string | undefined,
  env: NodeJS.ProcessEnv,
  folders: readonly string[],
): string | undefined {
  if (isDeno(given, "The option runtime")) return "it is to run on Deno";
  if (isDeno(env[runtimeVariable], runtimeVariable)) return `${runtimeVariable} requires it`;
  for (const folder of folders) {
    const file = requiringPackage(folder);
    if (file) return `${file} requires it`;
  }
  return undefined;
}

function isDeno(value: unknown, source: string): boolean {
  if (value === undefined || value === "") return false;
  if (value === "deno") return true;
  throw new ScriptProblem(
    `${source} is ${JSON.stringify(value)}, which is no runtime that can be required`,
    'Write "deno", or leave it out',
    exitCodes.usage,
  );
}

function requiringPackage(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (isDeno(settingIn(file), file)) return file;
    if (dirname(folder) === folder) return undefined;
  }
}

function settingIn(file: string): unknown {
  const text = textOf(file);
  try {
    return JSON.parse(text)?.pumble?.scriptRuntime;
  } catch {
    // What is no package.json requires nothing; one with a slip in it may.
    if (!text.includes('"scriptRuntime"')) return undefined;
    throw new ScriptProblem(
      `${file} is not JSON, so that it cannot be told which runtime it requires`,
      "Correct it, and run the script again",
      exitCodes.usage,
    );
  }
}

/** Empty for what is not there or cannot be read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return "";
  }
}

/** The problem of a script that must run on Deno where there is none. */
export function denoMissing(script: string, why: string): ScriptProblem {
  return new ScriptProblem(
    `Script ${script} was not run: Deno was not found, and ${why}`,
    "npm install --save-dev deno, or set DENO_PATH to Deno's binary",
    exitCodes.usage,
  );
}
