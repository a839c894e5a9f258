import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startWorkspace, type TestWorkspace } from "pumble-iac/testing";
import { opsApp } from "./app";

let workspace: TestWorkspace;
const outdir = mkdtempSync(join(tmpdir(), "ops-"));
before(async () => {
  workspace = await startWorkspace();
});
after(async () => {
  await workspace?.close();
  rmSync(outdir, { recursive: true, force: true });
});

test("the rules are posted, and come back when somebody deletes them", async () => {
  const deployed = await workspace.deploy(opsApp(outdir));
  const ops = workspace.channel("ops");
  const [rules] = await ops.messages();
  assert.equal(rules?.text, "Be kind.");
  assert.deepEqual(await ops.members(), ["ada@example.com", "grace@example.com"]);
  assert.deepEqual(await deployed.changes(), []);

  await workspace.as("ada@example.com").delete(rules);
  const [change] = await deployed.changes();
  assert.deepEqual(change?.actions, ["create"]);
});
