import { describe, expect, test } from "vitest";
import type { Report } from "../../src/scripts/messages";
import { problemIn, problemInOutput } from "../../src/scripts/runner/explain";

const failed: Report = { type: "failed", message: "2 keys are called so", at: "module-1a2b:15:13" };
const told = (script: string, more: object = {}) => {
  const { message, nextStep } = problemIn(script, { ...failed, ...more } as Report, "127.0.0.1:1");
  return [message, nextStep];
};

test("a script of somebody's own fails at one of its lines, and is what to correct", () => {
  expect(told("jobs/hello.ts")).toEqual([
    "Script jobs/hello.ts failed: 2 keys are called so (at hello.ts:15:13)",
    "Correct the script and run it again; what it had done so far stays",
  ]);
});

test("of a script that comes with the package its input is what to correct", () => {
  expect(told("rotate-key")).toEqual([
    "Script rotate-key failed: 2 keys are called so",
    "Correct its input and run it again; what it had done so far stays",
  ]);
  expect(told("rotate-key", { nextStep: "Wait" })[1]).toBe("Wait");
});

describe("a permission that lacks", () => {
  const denied = (message: string, script = "jobs/hello.ts") => {
    const problem = problemIn(script, { type: "denied", message }, "127.0.0.1:1");
    return [problem.message, problem.nextStep];
  };
  const declare = (what: string) => `If it should, declare it in the script: permissions: { ${what} }`;
  test.each([
    [
      'Requires net access to "x.example:443", run again',
      "connect to x.example:443",
      declare('net: ["x.example:443"]'),
    ],
    ['Requires net access to "127.0.0.1:1", run again', "connect to 127.0.0.1:1", declare('net: "pumble"')],
    ['Requires read access to "127.0.0.1:1"', "read 127.0.0.1:1", declare('read: ["127.0.0.1:1"]')],
    ['Requires write access to "/a b"', "write /a b", declare('write: ["/a b"]')],
    ['Requires env access to "HOME"', "read the environment variable HOME", declare('env: ["HOME"]')],
    [
      'Requires env access to "PUMBLE_API_KEY"',
      "read the environment variable PUMBLE_API_KEY",
      "The client that it is given has the key. If it must read it, declare that: permissions: { key: true }",
    ],
    ["Requires read access to <CWD>", "read everything", declare('read: ["everything"]')],
    ['Requires run access to "ls"', "start ls", "Scripts cannot be given this permission: do it another way"],
    [
      'Requires sys access to "hostname"',
      "ask the system for hostname",
      "Scripts cannot be given this permission: do it another way",
    ],
    [
      'Requires ffi access to "a.so"',
      "load the native library a.so",
      "Scripts cannot be given this permission: do it another way",
    ],
    [
      'Requires import access to "x"',
      "import from x",
      "Scripts cannot be given this permission: do it another way",
    ],
    ['Requires new access to "x"', "new x", "Scripts cannot be given this permission: do it another way"],
  ])("%s", (message, what, nextStep) => {
    expect(denied(message)).toEqual([`Script jobs/hello.ts may not ${what}`, nextStep]);
  });

  test("is a failure where nobody can tell which", () => {
    expect(denied("Requires something")[0]).toBe("Script jobs/hello.ts failed: Requires something");
  });
});

test("an input that does not fit is no fault of the script", () => {
  const problem = problemIn("a.ts", { type: "refused", message: "input.a: no" }, "");
  expect([problem.message, problem.exitCode]).toEqual(["Script a.ts was not run: input.a: no", 2]);
  expect(problem.nextStep).toContain("Give it with --input as JSON.");
  const odd = problemIn("a.ts", { type: "log", text: "x" }, "");
  expect([odd.message, odd.exitCode]).toEqual(["Script a.ts failed: it ended without a result", 1]);
});

describe("what a runtime says itself", () => {
  const said = (stderr: string, loaded = false) => {
    const { message, nextStep } = problemInOutput("a.ts", stderr, "127.0.0.1:1", loaded);
    return [message, nextStep];
  };
  test.each<[string, string, boolean, string, string]>([
    [
      "nothing",
      "",
      false,
      "Script a.ts defines nothing to run",
      "Its last statement should be: export default defineScript({ … })",
    ],
    [
      "blanks after it was loaded",
      " \n",
      true,
      "Script a.ts defines nothing to run",
      "Its last statement should be: export default defineScript({ … })",
    ],
    [
      "an error with its place",
      "\u001b[31merror\u001b[0m: Uncaught (in promise) Error: no\n    at file:///x/a.mjs:3:7\n",
      false,
      "Script a.ts cannot be loaded: Error: no (line 3, column 7)",
      "Correct the script",
    ],
    [
      "one in brackets",
      "Uncaught Error: no\n    at f (file:///x/a.mjs:3:7)",
      false,
      "Script a.ts cannot be loaded: Error: no (line 3, column 7)",
      "Correct the script",
    ],
    [
      "one without a place",
      "error: broken",
      false,
      "Script a.ts cannot be loaded: broken",
      "Correct the script",
    ],
    [
      "one after it was loaded",
      "Error: no\n    at file:///x/a.mjs:3:7",
      true,
      "Script a.ts failed: Error: no (line 3, column 7)",
      "Correct the script and run it again; what it had done so far stays",
    ],
    [
      "a permission that lacks while it is loaded",
      'error: NotCapable: Requires read access to "x", run again',
      false,
      "Script a.ts may not read x while it is loaded",
      "A script is loaded without any permission to learn what it needs: move this into run()",
    ],
    [
      "one that lacks later",
      'error: NotCapable: Requires read access to "x", run again',
      true,
      "Script a.ts may not read x",
      'If it should, declare it in the script: permissions: { read: ["x"] }',
    ],
  ])("%s", (_, stderr, loaded, ...wanted) => expect(said(stderr, loaded)).toEqual(wanted));
});
