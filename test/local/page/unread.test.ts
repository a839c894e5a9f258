import { beforeEach, expect, test } from "vitest";
import { addUnread, clearUnread, forgetUnread, isUnread } from "../../../src/local/page/state/unread";
import type { Channel, ChannelListEntry } from "../../../src/pumble";

function entry(fields: Partial<Channel>): ChannelListEntry {
  const channel = {
    id: "c",
    workspaceId: "w",
    name: "general",
    channelType: "PUBLIC",
    isMember: true,
    ...fields,
  };
  return { channel };
}

const times = (createdMs: number, messageMs: number, markMs: number) =>
  entry({ timestampMilli: createdMs, lastMessageTimestampMilli: messageMs, lastMarkTimestampMilli: markMs });

beforeEach(forgetUnread);

test("a message after the read mark is unread, one before it is not", () => {
  expect(isUnread(times(1000, 5000, 4000))).toBe(true);
  expect(isUnread(times(1000, 5000, 5400))).toBe(false);
});

test("a channel that never had a message has nothing unread", () => {
  expect(isUnread(times(1000, 1000, 0))).toBe(false);
});

test("channels that the member is not in, and archived ones, are never unread", () => {
  const times = { lastMessageTimestampMilli: 5000, lastMarkTimestampMilli: 0 };
  expect(isUnread(entry({ ...times, isMember: false }))).toBe(false);
  expect(isUnread(entry({ ...times, isArchived: true }))).toBe(false);
});

test("looking at a channel clears it until the next message", () => {
  const behind = times(1000, 5000, 0);
  clearUnread("c");
  expect(isUnread(behind)).toBe(false);
  addUnread("c");
  expect(isUnread(behind)).toBe(true);
});
