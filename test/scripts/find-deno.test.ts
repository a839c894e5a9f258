import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findDeno } from "../../src/scripts/runner/find-deno";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pumble-iac-deno-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(path: string, mode = 0o755): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  chmodSync(file, mode);
  return file;
}

describe.skipIf(process.platform !== "linux" || process.arch !== "x64")("Deno is found", () => {
  test("by DENO_PATH, before anything else", () => {
    const file = program("own/deno");
    expect(findDeno({ DENO_PATH: file, PATH: "" }, [process.cwd()])).toBe(file);
  });

  test("not silently elsewhere when DENO_PATH is wrong", () => {
    expect(() => findDeno({ DENO_PATH: join(folder, "nothing") }, [process.cwd()])).toThrow(/is no program/);
  });

  test("in the npm package, even when its install script was not allowed to run", () => {
    program("project/node_modules/deno/package.json");
    program("project/node_modules/@deno/linux-x64-glibc/package.json");
    const binary = program("project/node_modules/@deno/linux-x64-glibc/deno");
    for (const name of ["deno", "@deno/linux-x64-glibc"]) {
      writeFileSync(join(folder, "project/node_modules", name, "package.json"), "{}");
    }
    expect(findDeno({ PATH: "" }, [join(folder, "project", "scripts")])).toBe(binary);
  });

  test("on the PATH, skipping what is not executable", () => {
    program("first/deno", 0o644);
    const file = program("second/deno");
    const PATH = `${join(folder, "first")}:${join(folder, "second")}`;
    expect(findDeno({ PATH }, [])).toBe(file);
  });

  test("nowhere, and that is no error", () => expect(findDeno({ PATH: "" }, [])).toBeNull());
});
