import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = readFileSync("docs/guides/security.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Promise"));

test("every promise of the security guide names a test that exists", () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    const [, , , shownBy = ""] = row.split(" | ").length === 3 ? ["", ...row.split(" | ")] : [];
    const [, file, title] = /^`(test\/[\w./-]+\.test\.ts)`: “(.+)” \|$/.exec(shownBy) ?? [];
    expect([row, file && existsSync(file)]).toEqual([row, true]);
    expect([title, readFileSync(file!, "utf8").includes(title!)]).toEqual([title, true]);
  }
});
