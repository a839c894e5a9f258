import { beforeEach, expect, test } from "vitest";
import {
  addUnread,
  clearUnread,
  endNew,
  forgetUnread,
  newSince,
  openUnread,
  takeUnread,
  unread,
} from "../../../src/local/page/state/unread";
import type { Message } from "../../../src/pumble";

const message = (channelId: string, userId = "other") =>
  ({ channelId, blocks: [{ type: "user", user_id: userId }] }) as unknown as Message;

beforeEach(forgetUnread);

test("messages count by channel, and those that speak to the member count twice over", () => {
  takeUnread([{ channelId: "a", count: 2, mentions: 0, lastReadId: "1" }]);
  addUnread(message("a"), "me", []);
  addUnread(message("b", "me"), "me", []);
  expect([...unread.value]).toEqual([
    ["a", { count: 3, mentions: 0 }],
    ["b", { count: 1, mentions: 1 }],
  ]);
  clearUnread("a");
  expect(unread.value.has("a")).toBe(false);
});

test("where the new begins is kept while the channel is open, until one writes or leaves", () => {
  takeUnread([{ channelId: "a", count: 2, mentions: 0, lastReadId: "7" }]);
  openUnread("me", "a", undefined);
  clearUnread("a");
  expect(newSince.value.get("a")).toBe("7");
  endNew("me");
  expect(newSince.value.size).toBe(0);
  addUnread(message("b"), "me", []);
  openUnread("me", "b", "9");
  expect(newSince.value.get("b")).toBe("9");
  openUnread("me", "a", undefined);
  expect(newSince.value.size).toBe(0);
});
