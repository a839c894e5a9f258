import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemProblem } from "../../src/cli/system-problem";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pumble-system-"));
  writeFileSync(join(folder, "file"), "");
  symlinkSync("circle", join(folder, "circle"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function failureOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("It worked");
}

const at = (...names: string[]) => join(folder, ...names);

it.each<[what: string, call: () => unknown, says: RegExp, code: number]>([
  ["a file that is not there", () => readFileSync(at("none")), /^There is no file or folder .*none\.$/, 2],
  ["a folder to make nowhere", () => mkdirSync(at("none", "x")), /^Nothing can be made at .*none\/x\.$/, 1],
  ["a file in a file", () => readFileSync(at("file", "x")), /^A part of the path .*file\/x is a file/, 2],
  ["a folder for a file", () => writeFileSync(at(), ""), /is a folder, where a file is needed\.$/, 2],
  ["a file for a folder", () => readdirSync(at("file")), /^A part of the path .*file is a file/, 2],
  ["what is there already", () => mkdirSync(at("file")), /file is there already\.$/, 2],
  [
    "a name of 300 signs",
    () => readFileSync(at("n".repeat(300))),
    /^The system takes no name as long as .{61}\.$/,
    2,
  ],
  ["links in a circle", () => readFileSync(at("circle")), /circle lead in a circle\.$/, 2],
  [
    "a place of the system's own",
    () => mkdirSync("/sys/pumble"),
    /^There is no permission to write \/sys\/pumble\.|is on a disk that can only be read/,
    1,
  ],
])("%s is told in words", (_, call, says, code) => {
  const problem = systemProblem(failureOf(call));
  expect(problem?.message).toMatch(says);
  expect(problem?.exitCode).toBe(code);
  expect(problem?.nextStep).toMatch(/^[A-Z].*\.$/);
});

it("what is no failure of the system, or of no file, is left as it is", () => {
  expect(systemProblem(new Error("Something else"))).toBeNull();
  expect(systemProblem("text")).toBeNull();
  const descriptor = openSync(at("file"), "r");
  closeSync(descriptor);
  expect(systemProblem(failureOf(() => readFileSync(descriptor)))).toBeNull();
});

/** What a test does not provoke: it would have to fill a disk, or give up its rights. */
const error = (code: string, syscall: string, path: string) =>
  Object.assign(new Error(`${code}: ${syscall}`), { code, syscall, path });

it.each<[Error, says: string, next: string]>([
  [
    error("EACCES", "scandir", "/root"),
    "There is no permission to read /root.",
    "Ask its owner for it, or name another file or folder.",
  ],
  [
    error("EACCES", "mkdir", "/root/x"),
    "There is no permission to write /root/x.",
    "Ask its owner for it, or name another place.",
  ],
  [
    error("EACCES", "open", "/root/x"),
    "There is no permission to write /root/x.",
    "Ask its owner for it, or name another place.",
  ],
  [
    error("EPERM", "rename", "/x"),
    "There is no permission to write /x.",
    "Ask its owner for it, or name another place.",
  ],
  [
    error("EROFS", "open", "/cd/x"),
    "/cd/x is on a disk that can only be read.",
    "Name another place to write to.",
  ],
  [
    error("ENOSPC", "write", "/x"),
    "The disk is full: /x could not be written.",
    "Make room, and run it again.",
  ],
  [
    Object.assign(new Error("ENOSPC: write"), { code: "ENOSPC", syscall: "write" }),
    "The disk is full: not everything could be written.",
    "Make room, and run it again.",
  ],
  [
    Object.assign(new Error("ENOENT: uv_cwd"), { code: "ENOENT", syscall: "uv_cwd" }),
    "The folder that this was started in is gone.",
    "Go to one that is there.",
  ],
  [
    Object.assign(new Error("A system error occurred"), {
      ...{ code: "ERR_SYSTEM_ERROR", info: { syscall: "uv_os_homedir" } },
    }),
    "Nobody says where your home folder is.",
    "Say it: export HOME=/path/to/it",
  ],
])("%s is told in words", (failure, says, next) => {
  expect(systemProblem(failure)).toMatchObject({ message: says, nextStep: next, exitCode: 1 });
});
