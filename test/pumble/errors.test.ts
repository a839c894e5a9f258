import { describe, expect, test } from "vitest";
import { type ErrorKind, errorCodes, errorKindOf, errorKinds, errorText } from "../../src/pumble";

const platform = (message: string, code: number) => ({ message, localizedMessage: message, code });

describe("a failed answer means", () => {
  const cases: Record<string, [status: number, body: unknown, kind: ErrorKind]> = {
    "a bad key, in the addon's words": [403, { error: "invalid api key" }, "not_authenticated"],
    "a bad key, as 401": [401, { error: "Unauthorized" }, "not_authenticated"],
    "a bad key, as 401 without a body": [401, undefined, "not_authenticated"],
    "a channel that is not there": [
      403,
      { error: "Could not find channel with that identifier" },
      "not_found",
    ],
    "an object that is not there, by the platform": [
      403,
      platform("Not found", errorCodes.notFound),
      "not_found",
    ],
    "an object that is not there, in words without a code": [403, { message: "Not found" }, "not_found"],
    "a code without known words": [403, platform("Nada", errorCodes.notFound), "not_found"],
    "a missing field": [403, platform("[must not be null]", errorCodes.invalid), "invalid"],
    "a wrong enum": [403, platform("[Allowed values are PUBLIC|PRIVATE]", errorCodes.invalid), "invalid"],
    "bad parameters": [403, { error: "Invalid request parameters" }, "invalid"],
    "bad participants": [403, { error: "Provided participants are not valid" }, "invalid"],
    "a name that is taken": [403, { error: "This channel name is already taken" }, "taken"],
    "a taken name with the code of a bad value": [
      403,
      platform("This channel name is already taken", errorCodes.invalid),
      "taken",
    ],
    "no permission": [403, platform("Forbidden", errorCodes.notAllowed), "not_allowed"],
    "no permission, in words nobody knows": [403, { error: "No" }, "not_allowed"],
    "no permission, without a body": [403, undefined, "not_allowed"],
    "no permission, with a code of no known status": [403, platform("Hm", 999_000), "not_allowed"],
    "too many requests": [429, undefined, "rate_limited"],
    "a broken server": [500, { error: "invalid api key" }, "unavailable"],
    "a broken gateway": [502, undefined, "unavailable"],
    "a time-out": [408, undefined, "unavailable"],
    "a wrong base URL": [404, undefined, "protocol_changed"],
    "a 404 in Pumble's words": [404, { error: "Could not find channel" }, "not_found"],
    "a conflict": [409, { error: "exists" }, "taken"],
    "a status that Pumble never answers": [418, undefined, "protocol_changed"],
  };
  for (const [name, [status, body, kind]] of Object.entries(cases)) {
    test(name, () => expect(errorKindOf(status, body)).toBe(kind));
  }
});

describe("the kind that an addon names", () => {
  test("wins over status and body", () => {
    expect(errorKindOf(403, { error: "Not found" }, "taken")).toBe("taken");
  });

  test("is ignored when it is none of ours", () => {
    for (const header of ["", "constructor", "toString", "nonsense", null]) {
      expect(errorKindOf(403, { error: "Not found" }, header)).toBe("not_found");
    }
  });
});

describe("the text of an error body", () => {
  test("is the addon's before the platform's", () => {
    expect(errorText({ error: "a", message: "b" })).toBe("a");
    expect(errorText({ message: "b", localizedMessage: "c" })).toBe("b");
    expect(errorText({ localizedMessage: "c" })).toBe("c");
  });

  test("is null when the body is of another shape", () => {
    for (const body of [undefined, null, "text", 1, [], {}, { error: { code: 1 } }, { message: null }]) {
      expect(errorText(body)).toBeNull();
    }
  });
});

test("each kind has a title, a reason that ends a sentence, and a next step that is one", () => {
  for (const { title, reason, nextStep } of Object.values(errorKinds)) {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(reason).toMatch(/^[^.]+[^.]$/);
    expect(nextStep).toMatch(/^[A-Z].*\.$/);
  }
});
