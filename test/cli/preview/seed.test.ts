import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { seedFor } from "../../../src/cli/preview/seed";

test("whom a project names is found in no more than linear time, whatever else stands in it", () => {
  const path = mkdtempSync(join(tmpdir(), "pumble-seed-"));
  const long = ["a".repeat(300_000), ".".repeat(300_000), `a@${"a".repeat(300_000)}`];
  writeFileSync(join(path, "main.tf"), `${long.join("\n")}\nusers = ["Ada.L+x@mail.example.com", "b@c"]\n`);
  const startedMs = performance.now();
  const { users } = seedFor({ dir: path, repository: null, path }, undefined);
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  expect(users.map(({ email }) => email)).toEqual(["preview@pumble.example", "ada.l+x@mail.example.com"]);
  rmSync(path, { recursive: true });
});
