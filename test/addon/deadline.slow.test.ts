import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acknowledgeWithinMs } from "../../src/platform/responses";
import { signatureHeaders } from "../../src/platform/signature";
import { startPostgres, type TestDatabase } from "./databases";
import { startStack, type TestStack } from "./stack";

describe.skipIf(!startPostgres)("while the store hangs", () => {
  let server: TestDatabase;
  let stack: TestStack;
  let blocker: pg.Client;

  beforeAll(async () => {
    server = await startPostgres!();
    stack = await startStack({ databaseUrl: server.url });
    blocker = new pg.Client({ connectionString: server.url });
    await blocker.connect();
  }, 60_000);

  afterAll(async () => {
    await blocker?.end();
    await stack?.close();
    await server?.stop();
  });

  const trigger = (fields: Record<string, unknown>) => {
    const [ada] = stack.members as [TestStack["members"][0] & { workspaceId: string }];
    const common = { workspaceId: ada.workspaceId, userId: ada.id, channelId: "c", triggerId: "t" };
    const body = JSON.stringify({ ...common, ...fields });
    const headers = signatureHeaders(body, stack.app.signingSecret, Date.now());
    return fetch(`${stack.url}/hook`, { method: "POST", headers, body });
  };

  test("every trigger is answered in time, and a slash command is still done afterwards", async () => {
    const ada = stack.members[0]!;
    const whisper = await stack.whisperAfter(ada, async () => {
      await blocker.query(
        'begin; lock table installation, "authorization", api_key in access exclusive mode',
      );
      const startedMs = performance.now();
      const [command, shortcut, event] = await Promise.all([
        stack.control<{ acknowledged: boolean }>("POST", "/act", {
          ...{ as: ada.id, action: "slash_command", channel: "general", text: "/api-keys list" },
        }),
        trigger({ messageType: "SHORTCUT", type: "GLOBAL", shortcut: "delete_api_key" }),
        trigger({
          messageType: "APP_EVENT",
          eventType: "APP_UNAUTHORIZED",
          body: '{"workspaceUser":"nobody"}',
        }),
      ]);
      expect(performance.now() - startedMs).toBeLessThan(acknowledgeWithinMs);
      expect(command.acknowledged).toBe(true);
      expect([shortcut.status, event.status]).toEqual([400, 500]);
      expect(await shortcut.json()).toEqual({ message: "The API app is busy. Try again in a moment." });
      await blocker.query("rollback");
    });
    expect(whisper.text).toContain("You have no API keys.");
  }, 15_000);
});
