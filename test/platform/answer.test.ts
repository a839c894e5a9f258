import { expect, test } from "vitest";
import { PlatformAnswer } from "../../src/platform";
import { appUnauthorized, referenceId, trigger } from "../../src/platform/triggers";

test.each([
  ["", "GET /x: the answer is empty (200)"],
  ["{", "GET /x: the answer is not JSON (200)"],
])("an answer %j is passed on, and is none to read", (text, message) => {
  const answer = new PlatformAnswer("GET /x", text);
  expect(answer.text).toBe(text);
  expect(() => answer.value).toThrow(message);
});

test("who took the app's access back is an id, or an object with one", () => {
  const who = (workspaceUser: unknown) => referenceId(appUnauthorized.parse({ workspaceUser }).workspaceUser);
  expect([who("u"), who({ id: "v", name: "Ada" })]).toEqual(["u", "v"]);
});

test("an event whose body is no JSON says so", () => {
  const event = { messageType: "APP_EVENT", eventType: "X", workspaceId: "w", body: "{" };
  const { error } = trigger.safeParse(event);
  expect(error?.issues).toMatchObject([
    { code: "custom", path: ["body"], message: "body must be a JSON string" },
  ]);
});
