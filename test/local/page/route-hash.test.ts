import { expect, test } from "vitest";
import { formatHash, parseHash, type Route } from "../../../src/local/page/text/route-hash";

const [channelId, threadId, messageId, appId] = ["1", "2", "3", "4"].map((digit) => digit.repeat(24)) as [
  string,
  string,
  string,
  string,
];

test.each<[string, Route]>([
  ["#/", { channelId: null, threadId: null }],
  [`#/${channelId}`, { channelId, threadId: null }],
  [`#/${channelId}/${threadId}`, { channelId, threadId }],
  [`#/${channelId}@${messageId}`, { channelId, threadId: null, messageId }],
  [`#/${channelId}/${threadId}@${messageId}`, { channelId, threadId, messageId }],
  [`#/app/${appId}`, { channelId: null, threadId: null, appId }],
])("%s leads to a place and back", (hash, route) => {
  expect(parseHash(hash)).toEqual(route);
  expect(formatHash(route)).toBe(hash);
});

test.each(["", "#/nothing", `#/${channelId}x`, "#/app/1", `#/${channelId}@`])("%j leads nowhere", (hash) => {
  expect(parseHash(hash)).toEqual({ channelId: null, threadId: null });
});
