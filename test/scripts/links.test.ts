import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linksOut } from "../../src/scripts/runner/links";

let root: string;
const at = (path: string): string => join(root, path);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pumble-links-"));
  for (const folder of ["data/sub", "other"]) mkdirSync(at(folder), { recursive: true });
  for (const file of ["data/file", "other/secret"]) writeFileSync(at(file), "");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const link = (target: string, path: string): void => symlinkSync(target, at(path));
const found = (read: string[], write: string[] = []): string[] =>
  linksOut("x.ts", { read: read.map(at), write: write.map(at) }).map((path) => path.slice(root.length + 1));

test("links that lead out of a declared folder are found, also dangling ones, at every depth", () => {
  link(at("other/secret"), "data/absolute");
  link("../../other", "data/sub/relative");
  link(at("nowhere"), "data/dangling");
  link("file", "data/within");
  link("..", "data/sub/circle");
  expect(found(["data"]).sort()).toEqual(["data/absolute", "data/dangling", "data/sub/relative"]);
  expect(found([], ["data/sub"])).toEqual(["data/sub/circle", "data/sub/relative"]);
});

test("a link to what is declared too is none, nor one that is declared by its own name", () => {
  link(at("other/secret"), "data/link");
  expect(found(["data", "other"])).toEqual([]);
  expect(found(["data/link"])).toEqual([]);
  expect(found(["data", "data/link"])).toEqual([]);
});

test("what may be written is not what may be read", () => {
  link(at("other/secret"), "data/link");
  expect(found(["data"], ["other"])).toEqual(["data/link"]);
});

test.each([
  ["leads out", "sub/link", () => at("other/secret")],
  ["would lead out if it were moved", "sub/link", () => "../file"],
])("a link that the script could move and that %s is refused", (_, path, target) => {
  link(target(), `data/${path}`);
  expect(() => found(["data"], ["data"])).toThrow(
    "data/sub/link is a link that leads out of what it declares",
  );
});

test("a link downwards may be moved", () => {
  link("sub", "data/down");
  expect(found(["data"], ["data"])).toEqual([]);
});

test("more links than Deno can be told of are refused", () => {
  for (let i = 0; i <= 500; i += 1) link(at("other"), `data/${i}`);
  expect(() => found(["data"])).toThrow("holds more than 500 links that lead out of it");
});
