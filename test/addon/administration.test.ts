import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type KeyAdministration, openKeyAdministration } from "../../src/addon";
import { callApi, startStack, type TestMember, type TestStack } from "./stack";

let stack: TestStack;
let admin: KeyAdministration;
let folder: string;
let ada: TestMember;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pumble-iac-addon-"));
  stack = await startStack({ databaseUrl: join(folder, "addon.sqlite") });
  ada = stack.members[0]!;
  admin = await openKeyAdministration(stack.config);
});

afterAll(async () => {
  await admin?.close();
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("an operator makes a key for a member while the addon runs, and revokes it", async () => {
  const [member] = await admin.members();
  expect(member!.userId).toBe(ada.id);
  const { key, text } = await admin.create(member!, "from the shell");
  expect((await callApi(stack.url, text, "myInfo")).body.id).toBe(ada.id);
  expect(await admin.list()).toEqual([
    expect.objectContaining({ id: key.id, name: "from the shell", encryptionKey: "current" }),
  ]);
  expect(await admin.revoke(key.id)).toBe(true);
  expect(await admin.revoke(key.id)).toBe(false);
  await expect
    .poll(async () => (await callApi(stack.url, text, "myInfo")).status, { timeout: 5_000, interval: 200 })
    .toBe(403);
  const acts = await admin.audit();
  expect(acts.slice(0, 2).map(({ action, actor, source }) => [action, actor, source])).toEqual([
    ["key.revoked", "operator", "cli"],
    ["key.created", "operator", "cli"],
  ]);
  expect(acts.map(({ action }) => action)).toContain("app.installed");
});

test("a key for somebody who has not authorised the app is refused in words", async () => {
  const member = { workspaceId: (await admin.members())[0]!.workspaceId, userId: stack.members[2]!.id };
  await expect(admin.create(member, "x")).rejects.toThrow(/has not authorised the API app/);
});
