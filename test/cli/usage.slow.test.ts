/** What is not right about a command line: told in a line with a next step, by the codes that help and the guide name. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, describe, expect, it, vi } from "vitest";
import { runCommandLine } from "../../src/cli/command-line";
import { exitCodesOf, usageCodeOf } from "../../src/cli/exit-codes";
import { folded } from "../../src/cli/folded";
import { program } from "../../src/cli/main";

const folder = mkdtempSync(join(tmpdir(), "pumble-usage-"));
writeFileSync(join(folder, "main.tf"), "");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs it in this process. */
async function pumble(args: string): Promise<Ended> {
  const written = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      written[name] += text;
      return true;
    }),
  );
  try {
    const words = args.split(" ").filter((word) => word !== "");
    return { code: await runCommandLine(words), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Runs the built command. */
function built(args: string, env: Record<string, string> = {}): Promise<Ended> {
  const { PATH, HOME } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["dist/bin/pumble.js", ...args.split(" ")],
      { env: { PATH, HOME, ...env } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

describe("a command line that is not right ends with 2, and says in two lines what is wrong and what to do", () => {
  const lists = (command: string) => `${command} --help lists the commands.`;
  const takes = (command: string) => `pumble ${command} --help says what it takes.`;
  const cases: [args: string, says: string, next: string][] = [
    ["nope", "error: unknown command 'nope'", lists("pumble")],
    ["nope --help", "error: unknown command 'nope'", lists("pumble")],
    ["--help nope", "error: unknown command 'nope'", lists("pumble")],
    ["help nope", "error: unknown command 'nope'", lists("pumble")],
    ["keys nope --help", "error: unknown command 'nope'", lists("pumble keys")],
    ["help keys nope", "error: unknown command 'nope'", lists("pumble keys")],
    ["--nope", "error: unknown option '--nope'", lists("pumble")],
    ["plan --nope", "error: unknown option '--nope'", takes("plan")],
    ["plan one two", "error: too many arguments for 'plan'. Expected 1 argument but got 2.", takes("plan")],
    [
      "doctor -- x",
      "error: too many arguments for 'doctor'. Expected 0 arguments but got 1.",
      takes("doctor"),
    ],
    ["comment", "error: missing required argument 'dir'", takes("comment")],
    ["plan --out", "error: option '--out <dir>' argument missing", takes("plan")],
    [
      "plan --max-removed 0.3",
      "error: option '--max-removed <percent>' argument '0.3' is invalid. Give a percentage such as 30%.",
      takes("plan"),
    ],
    [
      "apply --lock-timeout soon",
      "error: option '--lock-timeout <time>' argument 'soon' is invalid. Give a time such as 30s or 5m.",
      takes("apply"),
    ],
    [
      "dev --port 65536",
      "error: option '--port <port>' argument '65536' is invalid. A port is a whole number from 0 to 65535; 0 picks a free one.",
      takes("dev"),
    ],
    [
      "dev --seed nowhere.yaml",
      "error: option '--seed <path>' argument 'nowhere.yaml' is invalid. There is no such file or folder.",
      takes("dev"),
    ],
    [
      "init --kind terraform",
      "error: option '--kind <kind>' argument 'terraform' is invalid. Allowed choices are file, cdktf, hcl.",
      takes("init"),
    ],
    ["plan nowhere", "There is no file or folder nowhere.", "Name a folder, or a workspace file."],
    ["validate nowhere", "There is no file or folder nowhere.", "Name a folder, or a workspace file."],
    ["preview nowhere", "There is no file or folder nowhere.", "Name a folder, or a workspace file."],
    [
      `plan ${folder} --env staging`,
      `--env staging is for a workspace file, and ${folder} holds none.`,
      "Leave it out.",
    ],
    [`plan ${folder} --stack x`, 'There is no stack "x".', /^There is: pumble-usage-\w+\.$/.source],
    [
      "export --channel ops",
      "--channel chooses nothing for a seed, which holds the whole workspace.",
      "Leave it out, or write code: --format file, cdktf or hcl.",
    ],
    ["export here --out there", "Both PATH and --out say where to write.", "Give one of them."],
    [
      "export --bots --out seed.yaml",
      "--bots chooses nothing for a seed, which holds the whole workspace.",
      "Leave it out, or write code: --format file, cdktf or hcl.",
    ],
    [
      "run nowhere.ts",
      "Script nowhere.ts does not exist",
      "Give the path of a TypeScript file, or a script that comes with pumble-iac:",
    ],
    ["run nowhere.ts --input {} --input-env X", "Both --input and --input-env are given", "Give one of them"],
  ];
  it.each(cases)("pumble %s", async (args, says, next) => {
    const { code, stdout, stderr } = await pumble(args);
    // A line of more than 80 columns is folded.
    const unfolded = stderr.replace(`${folded(says)}\n`, `${says}\n`);
    const [first, second, ...others] = unfolded.split("\n");
    expect(first).toBe(says);
    if (next.startsWith("^")) expect(second).toMatch(new RegExp(next));
    else expect(second).toBe(next);
    expect(others.at(-1)).toBe("");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it.each(["", "keys"])("`pumble %s` without a word shows help instead", async (args) => {
    const { code, stdout, stderr } = await pumble(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^Usage: pumble/);
  });

  it("a slip in an option is guessed", async () => {
    expect((await pumble("plan --hlep")).stderr).toContain("(Did you mean --help?)\n");
  });
});

describe("where 2 is the answer that something differs, it ends with 1", () => {
  it.each(["drift --nope", "drift one two", "drift nowhere", "plan --detailed-exitcode --nope"])(
    "pumble %s",
    async (args) => expect((await pumble(args)).code).toBe(1),
  );

  it("also where the action runs it", async () => {
    const env = { PUMBLE_ACTION_COMMAND: "drift", PUMBLE_ACTION_ARGUMENTS: "--nope" };
    expect((await built("action", env)).code).toBe(1);
  });

  it("a word that only looks like such a command changes nothing", () => {
    expect(usageCodeOf(["plan", "drift"])).toBe(2);
    expect(usageCodeOf(["apply", "--detailed-exitcode"])).toBe(2);
    expect(usageCodeOf([])).toBe(2);
  });
});

it("the process ends with the code", async () => {
  const [wrong, right] = await Promise.all([built("nope --help"), built("plan --help")]);
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(right).toMatchObject({ code: 0, stderr: "" });
});

it.each(["--help", "help", "--version", "plan --help", "keys create --help", "help keys create"])(
  "what was asked for ends with 0: pumble %s",
  async (args) => {
    const { code, stdout, stderr } = await pumble(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).not.toBe("");
  },
);

describe("the exit codes of each command", () => {
  const commands = (from: Command, prefix = ""): [string, Command][] =>
    from.commands.flatMap((one): [string, Command][] => {
      const name = `${prefix}${one.name()}`;
      return one.commands.length > 0 ? commands(one, `${name} `) : [[name, one]];
    });
  const all = commands(program).filter(([name]) => name !== "action");

  it("are in one table", () => {
    expect(all.map(([name]) => name).sort()).toEqual(Object.keys(exitCodesOf).sort());
  });

  it("stand at the end of its help, in 80 columns", async () => {
    const { stdout } = await pumble("plan --help");
    const [, codes = ""] = stdout.split("\nExit codes:\n");
    expect(codes.split("\n").filter((line) => /^ {2}\d/.test(line))).toHaveLength(exitCodesOf.plan!.length);
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it("are those that the guide to CI tells", () => {
    const guide = readFileSync("docs/guides/ci.md", "utf8");
    const rows = [...guide.matchAll(/^\| `pumble (\w+)[^|]*\|[^|]*\| ([^|]*) \|$/gm)];
    expect(rows.map(([, name]) => name)).toEqual(["plan", "apply", "drift", "preview", "comment"]);
    for (const [, name, told] of rows) {
      const numbers = [...told!.matchAll(/\b(\d+)\b/g)].map(([, code]) => Number(code));
      expect(numbers, name).toEqual(exitCodesOf[name!]!.map(({ code }) => code));
    }
  });
});
