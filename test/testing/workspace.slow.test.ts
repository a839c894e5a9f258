import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  App,
  CloudBackend,
  HttpBackend,
  NamedCloudWorkspace,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Emoji, PumbleAnnouncement, PumbleChannel, PumbleProvider } from "../../constructs";
import { startWorkspace, type TestWorkspace } from "../../src/testing";

let workspace: TestWorkspace;
let outdir: string;
beforeAll(async () => {
  workspace = await startWorkspace();
  outdir = mkdtempSync(join(tmpdir(), "pumble-testing-app-"));
});
afterAll(async () => {
  rmSync(outdir, { recursive: true, force: true });
  await workspace?.close();
});

test("an app is deployed by one call, is complete, and is destroyed", async () => {
  const app = new App({ outdir });
  const later = new TerraformStack(app, "needs-ops");
  const stack = new TerraformStack(app, "ops");
  new PumbleProvider(stack, "pumble");
  const ops = new PumbleChannel(stack, "ops", { name: "ops", members: ["grace@example.com"] });
  const rules = ops.announce("rules", { text: "Be ${kind}." });
  rules.addReply("contacts", { text: `Ask in ${ops.mention}` });
  rules.addReaction(Emoji.EYES);
  ops.schedule("later", { text: "Later", sendAt: "2035-01-31T09:00:00Z" });
  new TerraformOutput(stack, "id", { value: ops.id });
  // The workspace that the app is for, and where its state is, are not reached.
  new CloudBackend(stack, { organization: "acme", workspaces: new NamedCloudWorkspace("real") });
  new HttpBackend(later, { address: "http://127.0.0.1:1/state" });
  const { stringValue: apiKey } = new TerraformVariable(later, "key", { default: "none", sensitive: true });
  new PumbleProvider(later, "pumble", { baseUrl: "http://127.0.0.1:1", apiKey });
  new PumbleAnnouncement(later, "there", { channel: ops, text: `In ${ops.name}` });
  const deployed = await workspace.deploy(app);
  expect(deployed.outputs.ops!.id).toBe(await workspace.channel("ops").id());
  expect(await deployed.changes()).toEqual([]);
  const [message, ...others] = await workspace.channel("#ops").messages();
  expect([message, ...others].map((one) => one?.text)).toEqual(["Be ${kind}.", "In ops"]);
  expect(await workspace.channel("ops").members()).toEqual(["ada@example.com", "grace@example.com"]);
  const [reply] = await workspace.channel("ops").replies(message!);
  expect(reply?.text).toBe(`Ask in <<#${await workspace.channel("ops").id()}>>`);
  expect(await workspace.channel("ops").schedules()).toMatchObject([{ text: "Later" }]);
  await workspace.as("ada@example.com").edit(message!, "Be unkind.");
  expect(await deployed.changes()).toEqual([
    { address: expect.stringMatching(/^pumble_message\.ops_rules_/), actions: ["update"] },
  ]);
  await deployed.destroy();
  expect(await workspace.channel("ops").messages()).toEqual([]);
});
