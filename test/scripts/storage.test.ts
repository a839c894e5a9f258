import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { childEnv } from "../../src/scripts/runner/child-env";
import { deno } from "./workshop";

test("localStorage and caches keep nothing on Deno, whatever a script declares", () => {
  const home = mkdtempSync(join(tmpdir(), "storage-"));
  try {
    const file = join(home, "script.mjs");
    // As a file it has an origin, and so a storage; scripts are run with less.
    writeFileSync(
      file,
      `let before = "none";
       try {
         before = localStorage.getItem("left") ?? "none";
         localStorage.setItem("left", "something");
       } catch {}
       console.log(before);`,
    );
    const given = { HOME: home, XDG_CACHE_HOME: home, DENO_DIR: join(home, "deno") };
    const env = childEnv(given, { env: ["DENO_DIR"] }, "http://127.0.0.1:1");
    for (const _ of ["first", "second"]) {
      const { status, stdout } = spawnSync(deno!, ["run", "--no-prompt", file], { env, encoding: "utf8" });
      expect([status, stdout]).toEqual([0, "none\n"]);
    }
    expect(readdirSync(home)).toEqual(["script.mjs"]);
  } finally {
    rmSync(home, { recursive: true });
  }
});
