/** From what a runtime says to what a person can act on. */
import { basename } from "node:path";
import type { Report } from "../messages";
import { builtIn } from "./built-in";
import { exitCodes, ScriptProblem } from "./script-problem";

const declarable: Record<string, "net" | "env" | "read" | "write"> = {
  net: "net",
  env: "env",
  read: "read",
  write: "write",
};

const doing: Record<string, string> = {
  net: "connect to",
  env: "read the environment variable",
  read: "read",
  write: "write",
  run: "start",
  ffi: "load the native library",
  sys: "ask the system for",
  import: "import from",
};

/** The problem behind a report that is no success. */
export function problemIn(script: string, report: Report, apiHost: string): ScriptProblem {
  switch (report.type) {
    case "refused":
      return new ScriptProblem(
        `Script ${script} was not run: ${report.message}`,
        `Give it with --input as JSON. What it takes: pumble run --help, or the script itself`,
        exitCodes.usage,
      );
    case "denied":
      return denial(script, report.message, apiHost) ?? failure(script, { message: report.message });
    case "failed":
      return failure(script, report);
    default:
      return failure(script, { message: "it ended without a result" });
  }
}

function failure(script: string, report: { message: string; nextStep?: string; at?: string }): ScriptProblem {
  // Who wrote no line of it has nothing to correct there.
  const isOurs = builtIn(script) !== undefined;
  // The module that ran has another ending, and the lines of the script.
  const at = report.at && !isOurs ? ` (at ${report.at.replace(/^[^:]*/, basename(script))})` : "";
  const wrong = isOurs ? "its input" : "the script";
  const nextStep = report.nextStep ?? `Correct ${wrong} and run it again; what it had done so far stays`;
  return new ScriptProblem(`Script ${script} failed: ${report.message}${at}`, nextStep);
}

/** Deno's words: `Requires net access to "example.com:443", run again with the --allow-net flag`. */
function denial(script: string, text: string, apiHost: string): ScriptProblem | undefined {
  const match = /Requires (\w+) access to (?:"([^"]*)"|<[^>]*>)/.exec(text);
  if (!match) return undefined;
  const [, kind = "", target = "everything"] = match;
  const title = `Script ${script} may not ${doing[kind] ?? kind} ${target}`;
  const name = declarable[kind];
  if (!name) return new ScriptProblem(title, "Scripts cannot be given this permission: do it another way");
  if (name === "env" && target === "PUMBLE_API_KEY") {
    return new ScriptProblem(
      title,
      "The client that it is given has the key. If it must read it, declare that: permissions: { key: true }",
    );
  }
  const value = name === "net" && target === apiHost ? '"pumble"' : JSON.stringify([target]);
  return new ScriptProblem(
    title,
    `If it should, declare it in the script: permissions: { ${name}: ${value} }`,
  );
}

/**
 * The problem of a script that never came to a report.
 * @param loaded whether it had been loaded before, so that this is its work that broke
 */
export function problemInOutput(
  script: string,
  stderr: string,
  apiHost: string,
  loaded: boolean,
): ScriptProblem {
  const text = stderr.replace(ansi, "").trim();
  const denied = denial(script, text, apiHost);
  if (denied && loaded) return denied;
  if (denied) {
    return new ScriptProblem(
      `${denied.message} while it is loaded`,
      "A script is loaded without any permission to learn what it needs: move this into run()",
    );
  }
  const reason = /^(?:error: )?(?:Uncaught (?:\(in promise\) )?)?(.+)$/m.exec(text)?.[1];
  if (!reason) {
    return new ScriptProblem(
      `Script ${script} defines nothing to run`,
      "Its last statement should be: export default defineScript({ … })",
    );
  }
  const place = /\/[^/\s]+?:(\d+):(\d+)\)?$/m.exec(text);
  const where = place ? ` (line ${place[1]}, column ${place[2]})` : "";
  if (loaded) return failure(script, { message: `${reason}${where}` });
  return new ScriptProblem(`Script ${script} cannot be loaded: ${reason}${where}`, "Correct the script");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what colours begin with
const ansi = /\u001b\[[0-9;]*m/g;
