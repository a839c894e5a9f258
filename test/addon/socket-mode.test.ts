import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiKeyPattern } from "../../src/pumble/api-keys/api-key";
import { callApi, startStack, type TestStack } from "./stack";

let stack: TestStack;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pumble-iac-addon-"));
  stack = await startStack({ databaseUrl: join(folder, "addon.sqlite"), socketMode: true });
});

afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the addon connects by itself", async () => {
  await expect.poll(() => stack.log.join("")).toContain('"state":"connected"');
});

test("a slash command that came over the socket is answered like one that came by hook", async () => {
  const [ada] = stack.members;
  const { text } = await stack.type(ada!, "/api-keys generate over the wire");
  const key = apiKeyPattern.exec(text)![0];
  expect((await callApi(stack.url, key, "myInfo")).body.id).toBe(ada!.id);
  expect(stack.log.join("")).not.toContain('"path":"/hook"');
});

test("the answer to a shortcut goes back over the socket", async () => {
  const [ada] = stack.members;
  const key = await stack.issueKey(ada!);
  const { body } = await callApi(stack.url, key, "getChannel", { channel: "general" });
  const shortcut = { as: ada!.id, action: "shortcut", appId: stack.app.id, name: "add_api_key" };
  expect(await stack.control("POST", "/act", { ...shortcut, channelId: body.channel.id })).toMatchObject({
    acknowledged: true,
  });
});

test("the key of the connection is not in the log", () => {
  expect(stack.log.join("")).toContain("/websocket-connection");
  expect(stack.log.join("")).not.toContain(stack.app.appKey);
});
