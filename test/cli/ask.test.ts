import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ask, choice, confirmed, type Terminal } from "../../src/cli/ask";
import { plain } from "../../src/cli/cdktf";

/** What was asked, since the last question. */
let asked = "";

/** Types the lines, each when it is asked for. */
function typing(...keys: string[]): Terminal & { readonly input: PassThrough } {
  const input = new PassThrough();
  const output = new PassThrough();
  asked = "";
  output.on("data", (text) => {
    asked += plain(String(text));
    if (/[:)?] $/.test(plain(String(text)))) input.write(keys.shift() ?? "\u0004");
  });
  return { input, output, terminal: true };
}

let said = "";
beforeEach(() => {
  said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const kinds = { file: "files", hcl: "HCL" };

it.each([
  ["by number", "2\r", "hcl"],
  ["by name", " file \r", "file"],
])("one of several is chosen %s", async (_, typed, chosen) => {
  expect(await choice("Which?", { options: kinds }, typing(typed))).toBe(chosen);
  expect(said).toBe("Which?\n  1  file     files\n  2  hcl      HCL\n");
});

it("the question says what is to be typed, and what an empty line means", async () => {
  await choice("Which?", { options: kinds }, typing("1\r"));
  expect(asked).toMatch(/^Number or name: /);
  await choice("Which?", { options: kinds, fallback: "hcl" }, typing("\r"));
  expect(asked).toMatch(/^Number or name \(hcl\): /);
  await confirmed("Apply this?", typing("\r"));
  expect(asked).toMatch(/^Apply this\? \(y\/N\) /);
});

it("spaces around an answer are none of it, and nothing is read after it", async () => {
  const terminal = typing(" Ada \r");
  expect(await ask("Name: ", terminal)).toBe("Ada");
  expect(terminal.input.isPaused()).toBe(true);
});

it("input that ends is no answer, also where the question goes to a file", async () => {
  const input = new PassThrough();
  const answer = ask("Name: ", { input, output: new PassThrough(), terminal: false });
  input.end();
  await expect(answer).rejects.toMatchObject({
    message: "There was no answer: nothing was done.",
    exitCode: 1,
  });
  expect(said).toBe("\n");
});

it("a line that input ends with is an answer", async () => {
  const input = new PassThrough();
  const answer = ask("Name: ", { input, output: new PassThrough(), terminal: false });
  input.end("Ada\n");
  expect(await answer).toBe("Ada");
});

it("what is none of them is told, and asked again", async () => {
  expect(await choice("Which?", { options: kinds }, typing("yaml\r", "\r", "1\r"))).toBe("file");
  expect(said.match(/It is a number from 1 to 2, or file, hcl\.\n/g)).toHaveLength(2);
});

it("an empty line takes what is offered", async () => {
  expect(await choice("Which?", { options: kinds, fallback: "hcl" }, typing("\r"))).toBe("hcl");
});

it.each([
  ["y\r", true],
  ["YES\r", true],
  ["yes please\r", false],
  ["oy\r", false],
  ["\r", false],
])("%j confirms: %s", async (typed, is) => {
  expect(await confirmed("Apply this?", typing(typed))).toBe(is);
});

it("Ctrl-C stops, and Ctrl-D is no answer: both end with what to do next", async () => {
  await expect(ask("Name: ", typing("\u0003"))).rejects.toMatchObject({
    message: "Stopped: nothing was done.",
    nextStep: "Run it again when you want it.",
    exitCode: 130,
  });
  // The prompt stands where it was asked, and what follows in a line of its own.
  expect(said).toBe("\n");
  await expect(ask("Name: ", typing("\u0004"))).rejects.toMatchObject({
    message: "There was no answer: nothing was done.",
    nextStep: "Run it again when you want it.",
    exitCode: 1,
  });
});
