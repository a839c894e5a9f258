/**
 * `pumble action`: what `action.yml` and the GitLab component run. Their inputs come as variables, so that nothing that
 * people typed is ever a part of a shell script.
 */
import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { usageProblem } from "./cli-problem";
import { exitCodes } from "./exit-codes";
import { tellFailure } from "./failure";
import { readNewest } from "./running/plan-folder";

type Env = Readonly<Record<string, string | undefined>>;

const commands = ["plan", "apply", "drift", "preview"];

/** The command line that the variables ask for. @throws {CliProblem} for a command that is none */
export function argumentsFor(env: Env): { args: string[]; out: string } {
  const input = (name: string) => env[`PUMBLE_ACTION_${name}`]?.trim() ?? "";
  const command = input("COMMAND");
  if (!commands.includes(command)) {
    throw usageProblem(`There is no action "${command}".`, `It can be ${commands.join(", ")}.`);
  }
  const project = input("PROJECT") || ".";
  const out = command === "apply" ? project : input("OUT") || ".pumble-plan";
  const option = (name: string, value: string) => (value === "" ? [] : [`--${name}=${value}`]);
  const isPreview = command === "preview";
  const args = [
    command,
    project,
    ...(command === "apply" ? ["--yes"] : option("out", out)),
    ...option("env", input("ENVIRONMENT")),
    ...(isPreview ? [...option("base", input("BASE")), ...option("screenshot", input("SCREENSHOT"))] : []),
    ...(isPreview ? [] : option("notify", input("NOTIFY"))),
    ...input("ARGUMENTS")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ];
  return { args, out };
}

/**
 * Runs the command, then tells it on the pull request and in the job's summary.
 * @param parse runs a command line in this process
 */
export async function action(parse: (args: string[]) => Promise<unknown>): Promise<void> {
  const { args, out } = argumentsFor(process.env);
  const ended = async (words: string[]): Promise<number> => {
    try {
      await parse(words);
      return Number(process.exitCode ?? exitCodes.done);
    } catch (error) {
      return tellFailure(error, words);
    }
  };
  const code = await ended(args);
  const hasReport = existsSync(join(out, "plan.json"));
  writeOutputs(code, out, hasReport);
  const isTold = hasReport && process.env["PUMBLE_ACTION_COMMENT"] !== "false";
  const told = isTold ? await ended(["comment", out]) : code;
  // What was found goes before that it could not be told.
  process.exitCode = code === exitCodes.done ? told : code;
}

/** Numbers and a path that the workflow itself gave: nothing of other people's text. */
function writeOutputs(code: number, out: string, hasReport: boolean): void {
  const file = process.env["GITHUB_OUTPUT"];
  if (!file) return;
  const { stacks } = hasReport ? readNewest(out) : { stacks: [] };
  const changes = stacks.reduce((sum, stack) => sum + stack.changes.length, 0);
  appendFileSync(file, `exit-code=${code}\nchanges=${changes}\nout=${out.replace(/[\r\n]/g, "")}\n`);
}
