import { describe, expect, test } from "vitest";
import { trigger } from "../../src/platform/triggers";

const actor = { workspaceId: "w", userId: "u", channelId: "c", triggerId: "t" };
const view = {
  id: "v",
  callbackId: "add_api_key",
  state: { values: { name: { name_input: { type: "plain_text_input", value: "ci" } } } },
};

const accepted: Record<string, Record<string, unknown>> = {
  "a slash command": { messageType: "SLASH_COMMAND", slashCommand: "/api-keys", text: "list", ...actor },
  "a global shortcut": { messageType: "SHORTCUT", type: "GLOBAL", shortcut: "add_api_key", ...actor },
  "a message shortcut": {
    messageType: "SHORTCUT",
    type: "ON_MESSAGE",
    shortcut: "x",
    messageId: "m",
    ...actor,
  },
  "a submitted view": { messageType: "VIEW_ACTION", viewActionType: "SUBMIT", view, ...actor },
  "a dynamic menu": { messageType: "DYNAMIC_MENU", onAction: "key", query: "ci", ...actor },
};

describe("triggers", () => {
  for (const [name, payload] of Object.entries(accepted)) {
    test(`${name} is read, unknown fields dropped`, () => {
      const read = trigger.parse({ ...payload, surprise: 1 });
      expect(read).toMatchObject({ messageType: payload.messageType, userId: "u" });
      expect(read).not.toHaveProperty("surprise");
    });
  }

  test("an event's body is a JSON string on the wire and an object here", () => {
    const payload = { eventType: "APP_UNINSTALLED", workspaceId: "w", workspaceUserIds: ["u"] };
    for (const messageType of ["PUMBLE_EVENT", "APP_EVENT"]) {
      expect(trigger.parse({ ...payload, messageType, body: '{"workspace":"w"}' })).toMatchObject({
        body: { workspace: "w" },
      });
    }
    expect(trigger.safeParse({ ...payload, messageType: "APP_EVENT", body: "{" }).success).toBe(false);
  });

  test("an action type is read in any case", () => {
    const payload = {
      messageType: "BLOCK_INTERACTION",
      sourceType: "VIEW",
      sourceId: "v",
      onAction: "a",
      ...actor,
    };
    expect(trigger.parse({ ...payload, actionType: "button" })).toMatchObject({ actionType: "BUTTON" });
  });

  test("an unknown class and a missing actor are refused", () => {
    expect(trigger.safeParse({ messageType: "OTHER" }).success).toBe(false);
    expect(trigger.safeParse({ messageType: "SLASH_COMMAND", slashCommand: "/x", text: "" }).success).toBe(
      false,
    );
  });
});
