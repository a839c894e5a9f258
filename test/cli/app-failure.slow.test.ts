// An app that fails is told by its cause: what Node, Python and npm print of themselves is left out.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { CliProblem } from "../../src/cli/cli-problem";
import { causeIn } from "../../src/cli/stacks/app-failure";
import { cdktfProject } from "../../src/cli/stacks/cdktf-app";
import { noLimits } from "../../src/cli/stacks/stack";

const dir = realpathSync(mkdtempSync(join(tmpdir(), "pumble-app-failure-")));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** @returns title and next step of the problem, for an app of one file */
async function failureOf(file: string, text: string): Promise<string> {
  writeFileSync(join(dir, file), text);
  writeFileSync(join(dir, "cdktf.json"), JSON.stringify({ language: "typescript", app: `node ${file}` }));
  const failure = await cdktfProject(dir, { path: dir, stacks: [], limits: noLimits }).then(
    () => null,
    (error: CliProblem) => error,
  );
  return `${failure?.message}\n${failure?.nextStep}`;
}

describe("an app that fails", () => {
  it.each([
    [
      "an error, with where it was",
      "throw new Error('no such thing\\nat all');",
      "Error: no such thing\nat all\nThat was at main.cjs:1:7.",
    ],
    [
      "a cause of a cause",
      "throw new Error('outer', { cause: new TypeError('inner') });",
      "Error: outer\nBecause of TypeError: inner\nThat was at main.cjs:1:7.",
    ],
    [
      "several at once",
      "throw new AggregateError([new Error('a'), new RangeError('b')], 'both');",
      "AggregateError: both\nError: a\nRangeError: b\nThat was at main.cjs:1:7.",
    ],
    [
      "a promise that nobody waits for",
      "async function late() { throw new Error('late'); }\nlate();",
      "Error: late\nThat was at main.cjs:1:31.",
    ],
    ["what is no error", "throw 'plain';", "plain\nThat was at main.cjs:1."],
    ["what it says itself", "console.error('Set TEAM first.'); process.exit(4);", "Set TEAM first."],
    [
      "what it said before",
      "console.log('Reading'); throw new Error('unreadable');",
      "Reading\n\nError: unreadable\nThat was at main.cjs:1:31.",
    ],
    ["nothing at all", "process.exit(4);", "Exit code 4."],
    [
      "a file that is not there",
      "require('./nothing');",
      "Error: Cannot find module './nothing'\nRequire stack:\n- main.cjs\nThat was at main.cjs:1:1.",
    ],
    [
      "a package that is not installed",
      "require('@none/such/deep');",
      "@none/such is not installed here.\nRun: npm install @none/such",
    ],
    ["what is no JavaScript", "const x = {;", "SyntaxError: Unexpected token ';'\nThat was at main.cjs:1."],
    [
      "what validations found",
      "throw new Error('Validation failed with the following errors:\\n  [a] No.\\n\\nIf you wish to ignore these validations, pass that');",
      "Error: Validation failed with the following errors:\n  [a] No.",
    ],
  ])("%s", async (_, program, told) => {
    expect(await failureOf("main.cjs", program)).toBe(`The app failed: node main.cjs\n${told}`);
  });

  it("errors that an app reports name the construct", async () => {
    const manifest = {
      stacks: {
        a: {
          ...{ name: "a", workingDirectory: "stacks/a" },
          annotations: [{ level: "@cdktf/error", message: "No such team", constructPath: "a/team" }],
        },
      },
    };
    const program = `const { mkdirSync, writeFileSync } = require("node:fs"); mkdirSync(process.env.CDKTF_OUTDIR);
      writeFileSync(process.env.CDKTF_OUTDIR + "/manifest.json", ${JSON.stringify(JSON.stringify(manifest))});`;
    expect(await failureOf("reports.cjs", program)).toBe("The app reports errors:\na/team: No such team");
  });
});

it("a runner that npx would have to fetch is named as what to install", () => {
  const printed = `npm error npx canceled due to missing packages and no YES option: ["tsx@4.23.15"]
npm error A complete log of this run can be found in: /root/.npm/_logs/2026-11-27T12_45_15_834Z-debug-0.log\n`;
  expect(causeIn(printed, dir)).toBe("tsx is not installed here.\nRun: npm install tsx");
});

it("an app in Python is told by its error, and where that was", () => {
  const printed = `Traceback (most recent call last):
  File "${dir}/main.py", line 3, in <module>
    deep()
  File "${dir}/main.py", line 2, in deep
    raise ValueError('no such thing')
  File "/usr/lib/python3/site-packages/jsii/__init__.py", line 9, in call
ValueError: no such thing\n`;
  expect(causeIn(printed, dir)).toBe("ValueError: no such thing\nThat was at main.py:2.");
});
