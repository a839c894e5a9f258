/** What a process of ours ends with: one table, from which come the help of each command, the guide and the tests. */

import { hanging } from "../pumble/hanging";

/** Codes by what they mean. `usage` and `differs` share a number: no command knows both, see {@link usageCodeOf}. */
export const exitCodes = { done: 0, failed: 1, usage: 2, differs: 2, leave: 3, stopped: 130 } as const;

export interface ExitCode {
  code: number;
  means: string;
}

const usage: ExitCode = { code: exitCodes.usage, means: "it was not called rightly" };
const failed: ExitCode = { code: exitCodes.failed, means: "it failed" };
const stopped: ExitCode = { code: exitCodes.stopped, means: "it was stopped (Ctrl-C, or a cancelled job)" };

function done(means: string): ExitCode {
  return { code: exitCodes.done, means };
}

/** For commands that do one thing or fail. */
function usual(means: string): ExitCode[] {
  return [done(means), failed, usage];
}

const applying: ExitCode[] = [
  done("everything is done"),
  { ...failed, means: "it failed, possibly half-way: run it again to do the rest" },
  usage,
  { code: exitCodes.leave, means: "the plan is out of date, or needs somebody's leave" },
  stopped,
];

/** Codes by command, in the order of their help. */
export const exitCodesOf: Readonly<Record<string, readonly ExitCode[]>> = {
  dev: usual("it was stopped"),
  quickstart: [...usual("everything is deployed, and with --once destroyed again"), stopped],
  addon: usual("it was stopped"),
  "keys create": usual("the key is made"),
  "keys list": usual("the keys are listed"),
  "keys revoke": usual("the key is revoked"),
  doctor: [done("nothing is wrong"), { ...failed, means: "something is wrong" }, usage],
  init: [...usual("everything is written"), stopped],
  validate: [done("nothing is wrong"), { ...failed, means: "something is wrong" }, usage],
  eject: usual("everything is written"),
  plan: [
    done("it is planned; with --detailed-exitcode: there is nothing to do"),
    { ...failed, means: "it failed; with --detailed-exitcode also: it was not called rightly" },
    { ...usage, means: `${usage.means}; with --detailed-exitcode: there is something to do` },
    { code: exitCodes.leave, means: "the plan needs somebody's leave" },
    stopped,
  ],
  apply: applying,
  destroy: applying,
  drift: [
    done("nothing was changed by hand"),
    { ...failed, means: `it failed, or ${usage.means}` },
    { code: exitCodes.differs, means: "something was changed by hand, or is not applied yet" },
    stopped,
  ],
  preview: [
    done("it is planned"),
    failed,
    usage,
    { code: exitCodes.leave, means: "the plan needs somebody's leave" },
    stopped,
  ],
  comment: usual("it is said, or there was nothing to say"),
  export: usual("everything is written"),
  run: [...usual("the script has ended well"), stopped],
  completion: usual("the script is printed"),
  "provider install": usual("the plugin is installed"),
  "provider pack": usual("the files are written"),
};

/**
 * The code for a command line that is not right. Where 2 is the answer that something differs, it is 1: whoever asks for
 * that answer must not take a slip of the pen for it.
 * @param words of the command line, without `pumble`
 */
export function usageCodeOf([command, ...rest]: readonly string[]): number {
  const answersWithTwo = command === "drift" || (command === "plan" && rest.includes("--detailed-exitcode"));
  return answersWithTwo ? exitCodes.failed : exitCodes.usage;
}

/** The end of a command's help. Codes with a meaning that is too long go on below it. */
export function exitCodeHelp(command: string): string {
  const codes = exitCodesOf[command] ?? [];
  const lines = codes.map(({ code, means }) => hanging(`  ${String(code).padEnd(5)}`, means));
  return `\nExit codes:\n${lines.join("\n")}`;
}
