/** What a command works on: which stacks, and in which order. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { settingFor } from "../../src/cli/running/setting";

/** An app of a stack of keys, and one that makes its objects with them. */
function app(): string {
  const dir = mkdtempSync(join(tmpdir(), "pumble-setting-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const stack = (name: string, ...dependencies: string[]) => ({
    [name]: { name, workingDirectory: `stacks/${name}`, dependencies },
  });
  const stacks = { ...stack("objects", "keys"), ...stack("keys") };
  writeFileSync(join(dir, "made.json"), JSON.stringify({ stacks }));
  writeFileSync(
    join(dir, "cdktf.json"),
    '{ "app": "mkdir -p cdktf.out && cp made.json cdktf.out/manifest.json" }',
  );
  return dir;
}

it.each([
  ["is planned and applied after", [], ["keys", "objects"]],
  ["is destroyed before", ["-destroy"], ["objects", "keys"]],
  ["is destroyed before, however that is said,", ["-refresh=false", "--destroy=true"], ["objects", "keys"]],
  ["is applied after, where nothing is destroyed,", ["-destroy=false"], ["keys", "objects"]],
])("what needs a stack %s it", async (_, args, order) => {
  const { project } = await settingFor(app(), { lockTimeout: "0s" }, { args });
  expect(project.stacks.map(({ name }) => name)).toEqual(order);
});
