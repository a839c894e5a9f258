/** What synth writes into a stack's folder goes nowhere else, whatever stands there. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { afterEach, beforeEach, expect, test } from "vitest";
import { installForConfiguration } from "../../constructs/plugin";
import { installRunner } from "../../constructs/script-runner";

let folder: string;
let own: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "links-"));
  own = join(folder, "own");
  mkdirSync(own);
});
afterEach(() => rmSync(folder, { recursive: true }));

for (const place of ["terraform.d", "terraform.d/plugins"]) {
  test(`the plugin is not installed behind a link in the place of ${place}`, () => {
    const stack = join(folder, "stack");
    mkdirSync(join(stack, place, ".."), { recursive: true });
    symlinkSync(own, join(stack, place));
    expect(() => installForConfiguration(stack)).toThrow(`${place} is a link`);
    expect(readdirSync(own)).toEqual([]);
  });
}

test("the lock file is not written over a link", () => {
  symlinkSync(join(own, "lock"), join(folder, ".terraform.lock.hcl"));
  expect(() => installForConfiguration(folder)).toThrow(".terraform.lock.hcl: it is no file");
  expect(readdirSync(own)).toEqual([]);
});

for (const place of ["pumble-scripts", "pumble-scripts/script", "pumble-scripts/run.cjs"]) {
  test(`the runner of scripts is not written behind a link in the place of ${place}`, () => {
    const app = new App({ outdir: join(folder, "out") });
    installRunner(new TerraformStack(app, "one"));
    const path = join(folder, "out", "stacks", "one", place);
    mkdirSync(join(path, ".."), { recursive: true });
    symlinkSync(place.endsWith(".cjs") ? join(own, "file") : own, path);
    expect(() => app.synth()).toThrow("is a link");
    expect(readdirSync(own)).toEqual([]);
  });
}
