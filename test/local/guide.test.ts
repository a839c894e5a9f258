import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { control, startWorkspace } from "./support";

const guide = readFileSync(join(__dirname, "../../docs/guides/local-workspace.md"), "utf8");

test("the guide's calls of the control API work as they stand there", async () => {
  const script = /## Control API[\s\S]*?```sh\n([\s\S]*?)```/.exec(guide)![1]!;
  const workspace = await startWorkspace();
  const { controlUrl: CONTROL_URL, controlToken: CONTROL_TOKEN } = workspace;
  const seeded = (await control(workspace).get("/snapshot")).body;
  const { stdout } = await promisify(execFile)("sh", ["-ec", script], {
    cwd: mkdtempSync(join(tmpdir(), "guide-")),
    env: { PATH: process.env.PATH, CONTROL_URL, CONTROL_TOKEN },
  });
  expect(stdout).toContain('"text":"Hello"');
  expect(stdout).toContain('"description":"By hand"');
  expect(stdout).toContain('"name":"passing"');
  expect((await control(workspace).get("/snapshot")).body).toEqual(seeded);
});
