import { join } from "node:path";
import { expect, it } from "vitest";
import { hclFiles } from "../../../src/cli/eject/hcl";
import { sourceOf } from "../../../src/cli/eject/source";
import { folderOf } from "../../workspace-file/folder";

it("a script whose file begins with a dash is a path to the program that runs it, and no option", () => {
  const folder = folderOf({
    "workspace.yaml": "channels:\n  ops:\n    scripts: { greet: { file: -greet.ts } }\n",
    "-greet.ts": "export {};\n",
  });
  const files = hclFiles(sourceOf(folder, undefined, join(folder, "hcl")));
  expect(files.get("workspace.tf")).toContain('command     = "./-greet.ts"');
});

it.each([
  ["team/ops.yaml", "team-ops.tf"],
  ["main.yaml", "main-2.tf"],
  ["override.yaml", "override-2.tf"],
  ["team/ops_override.yaml", "team-ops_override-2.tf"],
  ["my-override.yaml", "my-override.tf"],
])("what %s defines is made by %s, which Terraform reads beside all others", (file, made) => {
  const folder = folderOf({ "workspace.yaml": "channels: { a: }\n", [file]: "channels: { b: }\n" });
  const files = hclFiles(sourceOf(folder, undefined, join(folder, "hcl")));
  expect([...files.keys()].sort()).toEqual([".gitignore", "main.tf", "workspace.tf", made].sort());
});
