import { describe, expect, test } from "vitest";
import type { LoggedRequest } from "../../../src/local/page/contract";
import {
  hookKind,
  isFailure,
  outcome,
  prettyBody,
  select,
  shortUrl,
} from "../../../src/local/page/text/request";

function entry(id: number, fields: Partial<LoggedRequest> = {}): LoggedRequest {
  return {
    ...{ id, direction: "in", at: 0, durationMs: 1, method: "GET", url: "/v1/channels", requestHeaders: {} },
    ...{ requestBody: "", status: 200, responseBody: "", problem: null, appId: null, curl: "" },
    ...fields,
  };
}

const hook = entry(2, {
  direction: "hook",
  method: "POST",
  url: "http://app.example/hook",
  requestBody: '{"messageType":"SLASH_COMMAND","text":"list"}',
});
const cut = entry(3, { status: null, problem: "fault: reset_after" });
const refused = entry(4, { status: 403 });
const log = [entry(1), hook, cut, refused];

describe("select", () => {
  test.each([
    ["all", "", [4, 3, 2, 1]],
    ["in", "", [4, 3, 1]],
    ["hook", "", [2]],
    ["failed", "", [4, 3]],
    ["all", "LIST", [2]],
    ["all", "get /v1", [4, 3, 1]],
    ["in", "reset", [3]],
    ["hook", "channels", []],
  ] as const)("of kind %s with %j, newest first", (kind, text, ids) => {
    expect(select(log, kind, text).map(({ id }) => id)).toEqual(ids);
  });
});

test("a hook is called by what it tells, a call of the API is not", () => {
  expect(log.map(hookKind)).toEqual([null, "SLASH_COMMAND", null, null]);
});

test("a broken line has no status; it counts as a failure, as an error does", () => {
  expect(log.map(outcome)).toEqual(["200", "200", "cut", "403"]);
  expect(log.map(isFailure)).toEqual([false, false, true, true]);
  expect(outcome(entry(5, { status: null, problem: "no answer within 3000 ms" }))).toBe("none");
});

test("JSON is laid out, anything else stays as it is", () => {
  expect(prettyBody('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(prettyBody("<html>")).toBe("<html>");
});

test("ids in an address are cut in the middle, other words are not", () => {
  const id = "6b032be70d0782dcb6000015";
  expect(shortUrl(`/v1/channels/${id}/messages?cursor=${id}`)).toBe(
    "/v1/channels/6b03…0015/messages?cursor=6b03…0015",
  );
  expect(shortUrl("/v1/workspaceUsers/groups")).toBe("/v1/workspaceUsers/groups");
});
