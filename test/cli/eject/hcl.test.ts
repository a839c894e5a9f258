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
