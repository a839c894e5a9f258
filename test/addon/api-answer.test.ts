import { expect, test } from "vitest";
import { answer, failure } from "../../src/addon/api/answer";

const trace = { requestId: "r-1" } as Parameters<typeof answer>[0];
const id = ["x-request-id", "r-1"];
const limits = ["ratelimit-remaining", "4"];

test("an answer is JSON, says which request it is to and where its caller stands", () => {
  expect(answer(trace, '{"a":1}', { limits })).toEqual({
    status: 200,
    text: '{"a":1}',
    headers: ["content-type", "application/json; charset=utf-8", ...limits, ...id],
  });
});

test("an empty answer says that it is empty, and has no type", () => {
  const headers = ["content-length", "0", ...id];
  expect(answer(trace, null)).toEqual({ status: 200, text: null, headers });
  expect(answer(trace, null, { status: 204, limits: undefined })).toEqual({
    status: 204,
    text: null,
    headers,
  });
});

test("a failure is 500 and can be found in the log by its id", () => {
  expect(failure(trace, "{}")).toEqual({
    status: 500,
    text: "{}",
    headers: ["content-type", "application/json", ...id],
  });
});
