import { expect, test } from "vitest";
import { readInput, type ScriptProblem } from "../../src/scripts/runner";

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
