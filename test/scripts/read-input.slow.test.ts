import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readInput, type ScriptProblem } from "../../src/scripts/runner";
import { readScript } from "../../src/scripts/runner/source";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pumble-input-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("input comes from a file, however an editor saved it", () => {
  const file = join(folder, "input.json");
  writeFileSync(file, '\uFEFF{"a":"é"}\r\n');
  expect(readInput({ input: `@${file}` }, {})).toEqual({ a: "é" });
});

test.each(["-", "@-"])("input comes from standard input: %s", (input) => {
  const program = `
    const { readInput } = require("./src/scripts/runner");
    console.log(JSON.stringify(readInput({ input: ${JSON.stringify(input)} }, {})));
  `;
  const args = ["--conditions=pumble-iac:source", "--import", "tsx", "--eval", program];
  const output = execFileSync(process.execPath, args, { input: '{"a":[1]}', encoding: "utf8" });
  expect(JSON.parse(output)).toEqual({ a: [1] });
});

test("an input file that is not there, is a folder, or holds no JSON is a usage error that names it", () => {
  const broken = join(folder, "broken.json");
  writeFileSync(broken, "{secret");
  const problem = (input: string) => {
    try {
      return String(readInput({ input }, {}));
    } catch (error) {
      return (error as ScriptProblem).message;
    }
  };
  expect([problem("@nowhere.json"), problem(`@${folder}`), problem(`@${broken}`)]).toEqual([
    "The input file nowhere.json does not exist",
    `The input file ${folder} cannot be read (EISDIR)`,
    `The input file ${broken} is not JSON`,
  ]);
});

test("an input without an end is a usage error that names it", () => {
  expect(() => readInput({ input: "@/dev/zero" }, {})).toThrow(
    "The input file /dev/zero has more than 64 MB",
  );
  expect(() => readScript("/dev/zero")).toThrow("Script /dev/zero has more than 64 MB");
});

test("input comes from the text or from the named variable", () => {
  expect(readInput({ input: '{"a":1}' }, {})).toEqual({ a: 1 });
  expect(readInput({ inputEnv: "INPUT" }, { INPUT: "[2]" })).toEqual([2]);
  expect(readInput({}, { INPUT: "[2]" })).toBeUndefined();
  expect(readInput({ inputEnv: "INPUT" }, { INPUT: "" })).toBeUndefined();
});

test.each([
  [{ input: "{secret" }, "--input is not JSON"],
  [{ inputEnv: "INPUT" }, "The environment variable INPUT is not JSON"],
  [{ inputEnv: "OTHER" }, "The environment variable OTHER is not set"],
  [{ input: "1", inputEnv: "INPUT" }, "Both --input and --input-env are given"],
])("%j is a usage error that does not show the input", (source, message) => {
  const read = () => readInput(source, { INPUT: "{secret" });
  expect(read).toThrow(expect.objectContaining({ message, exitCode: 2 }) as ScriptProblem);
  expect(read).not.toThrow(/secret/);
});
