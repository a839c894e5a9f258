import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shellWord } from "../../src/cli/shell-word";
import { writeAnew } from "../../src/cli/write-anew";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pumble-anew-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const all = { "a.yaml": "a", "b/c/d.yaml": "d", ".gitignore": "own" };
const tree = () => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

describe("files that are written anew", () => {
  it("make their folders, and leave a .gitignore and a package.json as they are", () => {
    writeFileSync(join(folder, ".gitignore"), "mine");
    expect(writeAnew(folder, all, "Go elsewhere.")).toEqual(["a.yaml", "b/c/d.yaml"]);
    expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("mine");
    expect(readFileSync(join(folder, "b", "c", "d.yaml"), "utf8")).toBe("d");
  });

  it.each<[what: string, put: (path: string) => void]>([
    ["a file", (path) => writeFileSync(path, "")],
    ["a folder", (path) => mkdirSync(path)],
    ["a link that leads nowhere", (path) => symlinkSync("nowhere", path)],
  ])("are refused where %s has a name of theirs", (_, put) => {
    put(join(folder, "a.yaml"));
    expect(() => writeAnew(folder, all, "Go elsewhere.")).toThrow(
      "a.yaml is there already, and nothing was written.",
    );
    expect(tree()).toEqual(["a.yaml"]);
  });

  it("write nothing where a file stands in the place of a folder of theirs", () => {
    writeFileSync(join(folder, "b"), "");
    expect(() => writeAnew(folder, all, "Go elsewhere.")).toThrow(/ENOTDIR/);
    expect(tree()).toEqual(["b"]);
  });

  it("are taken back when one of them cannot be written", () => {
    const long = { ...all, [`b/e/${"n".repeat(300)}`]: "" };
    mkdirSync(join(folder, "mine"));
    expect(() => writeAnew(join(folder, "new"), long, "Go elsewhere.")).toThrow(/ENAMETOOLONG/);
    expect(tree()).toEqual(["mine"]);
  });
});

it.each([
  ["new", "new"],
  ["../b/büro-2", "../b/büro-2"],
  ["my folder", "'my folder'"],
  ["ada's", "'ada'\\''s'"],
  ["-x", "'-x'"],
  ["$HOME", "'$HOME'"],
])("the word %j stands in a command as %j", (word, written) => {
  expect(shellWord(word)).toBe(written);
});
