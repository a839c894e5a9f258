import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { builtSdk } from "../../src/scripts/runner/built-sdk";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pumble-iac-package-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test.each(["dist/bin", "dist/src/scripts/runner", "src/scripts/runner"])(
  "the SDK is found from %s",
  (place) => {
    const sdk = join(root, "dist/script/pumble-iac.mjs");
    for (const folder of [place, "dist/script"]) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, "dist/package.json"), '{"name":"pumble-iac"}');
    writeFileSync(sdk, "");
    expect(builtSdk(join(root, place))).toBe(sdk);
  },
);

test("a package that was not built says so", () => {
  expect(() => builtSdk(root)).toThrow("The script SDK has not been built");
});
