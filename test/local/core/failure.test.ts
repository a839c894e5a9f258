import { expect, test } from "vitest";
import {
  invalid,
  notAllowed,
  notAuthenticated,
  notFound,
  Refusal,
  refused,
  StorageFailure,
  tooManyRequests,
} from "../../../src/local/core/failure";

test.each([
  [
    "invalid",
    () => invalid("must not be null", "text: too long"),
    400,
    400_000,
    "[must not be null, text: too long]",
  ],
  [
    "refused",
    () => refused("This channel name is already taken"),
    400,
    400_000,
    "This channel name is already taken",
  ],
  ["notFound", () => notFound(), 404, 404_100, "Not found"],
  ["notAllowed", () => notAllowed("Channel is archived"), 403, 403_000, "Channel is archived"],
  ["notAuthenticated", () => notAuthenticated("Missing token"), 401, 401_000, "Missing token"],
  [
    "tooManyRequests",
    () => tooManyRequests("user, 1000 per minute"),
    429,
    429_000,
    "Too many requests: user, 1000 per minute",
  ],
] as const)("%s is worded as by the platform, twice", (...[, make, status, code, message]) => {
  const refusal = make();
  expect([refusal.status, refusal.body]).toEqual([status, { message, localizedMessage: message, code }]);
  expect(refusal).toMatchObject({ name: "Refusal", message });
});

test.each([
  [{ code: "ENOSPC", message: "ENOSPC: no space left" }, "Nothing was changed: the disk is full"],
  [{ code: "EDQUOT", message: "EDQUOT: quota" }, "Nothing was changed: the disk quota is used up"],
  [{ code: "EROFS", message: "EROFS: read-only" }, "Nothing was changed: the disk is read-only"],
  [{ code: "EIO", message: "EIO: i/o error" }, "Nothing was changed: EIO: i/o error"],
  [{ message: "torn" }, "Nothing was changed: torn"],
])("a folder that answers %j is 503, with what is the matter", (cause, message) => {
  const failure = new StorageFailure(cause);
  expect(failure).toBeInstanceOf(Refusal);
  expect([failure.status, failure.body.code, failure.message]).toEqual([503, 503_000, message]);
  expect(failure.cause).toBe(cause);
});
