import { describe, expect, test } from "vitest";
import { PumbleAnswerError, PumbleConnectionError, PumbleError } from "../../src/client";
import { type ErrorKind, errorKinds } from "../../src/pumble";
import { general } from "./fixtures";
import { apiKey, failure, setUp } from "./set-up";
import type { Answer } from "./wire-server";

const bench = setUp();

const redirect = new PumbleAnswerError({
  ...{ kind: "protocol_changed", operation: "myInfo", action: "read who owns the key" },
  ...{ status: 302, detail: "it redirects to https://login.example", location: "https://login.example" },
  ...{ cause: new Error("inner") },
});

test.each([
  ["another call", redirect.of("listUsers", "list the users"), { action: "list the users" }],
  ["a long wait", redirect.askedToWait(3_600_000), { waitMs: 3_600_000 }],
  ["a write in doubt", redirect.inDoubt(redirect), { mayHaveHappened: true, cause: redirect }],
])("an error that is told again, of %s, keeps what it was told with", (_what, again, other) => {
  const { kind, status, detail, location, cause, action, waitMs, mayHaveHappened } = redirect;
  const before = { kind, status, detail, location, cause, action, waitMs, mayHaveHappened };
  expect(again).toMatchObject({ ...before, ...other });
});

const answers: Record<string, { answer: Answer; kind: ErrorKind; message: string }> = {
  "403 of the addon: bad key": {
    answer: { status: 403, json: { error: "invalid api key" } },
    kind: "not_authenticated",
    message: 'Cannot create channel "ops": the API key was not accepted (403)',
  },
  "403 of the addon: not found": {
    answer: { status: 403, json: { error: "Could not find channel with that identifier" } },
    kind: "not_found",
    message: 'Cannot create channel "ops": not found: Could not find channel with that identifier (403)',
  },
  "403 of the addon: invalid": {
    answer: { status: 403, json: { error: "Invalid request parameters" } },
    kind: "invalid",
    message: 'Cannot create channel "ops": refused as invalid: Invalid request parameters (403)',
  },
  "403 of the platform: invalid": {
    answer: {
      status: 403,
      json: { message: "[must not be null]", localizedMessage: "[must not be null]", code: 400_000 },
    },
    kind: "invalid",
    message: 'Cannot create channel "ops": refused as invalid: [must not be null] (403)',
  },
  "403 of the platform: not found": {
    answer: { status: 403, json: { message: "Not found", localizedMessage: "Not found", code: 404_100 } },
    kind: "not_found",
    message: 'Cannot create channel "ops": not found (403)',
  },
  "403 of the platform: taken": {
    answer: { status: 403, json: { message: "This channel name is already taken", code: 400_000 } },
    kind: "taken",
    message: 'Cannot create channel "ops": name is already taken (403)',
  },
  "403 without words": {
    answer: { status: 403, json: {} },
    kind: "not_allowed",
    message: 'Cannot create channel "ops": not allowed: the answer begins with "{}" (403)',
  },
  "the header wins over the words": {
    answer: { status: 403, json: { error: "invalid api key" }, headers: { "x-pumble-error": "not_allowed" } },
    kind: "not_allowed",
    message: 'Cannot create channel "ops": not allowed: invalid api key (403)',
  },
  "a header with an unknown kind does not": {
    answer: { status: 403, json: { error: "Not found" }, headers: { "x-pumble-error": "toString" } },
    kind: "not_found",
    message: 'Cannot create channel "ops": not found (403)',
  },
  401: {
    answer: { status: 401, text: "" },
    kind: "not_authenticated",
    message: 'Cannot create channel "ops": the API key was not accepted (401)',
  },
  "404 in another server's words says nothing about the object": {
    answer: { status: 404, text: "<!doctype html><title>404</title>" },
    kind: "protocol_changed",
    message:
      'Cannot create channel "ops": unexpected answer: the answer begins with "<!doctype html><title>404</title>" (404)',
  },
  "a redirect is not followed": {
    answer: { status: 302, text: "", headers: { Location: "http://127.0.0.1:1/" } },
    kind: "protocol_changed",
    message: 'Cannot create channel "ops": unexpected answer: it redirects to http://127.0.0.1:1/ (302)',
  },
};

describe("a refusal says what, to which object, and what next", () => {
  test.each(Object.entries(answers))("%s", async (_, { answer, kind, message }) => {
    bench.server.on("createChannel", answer);
    const error = await failure(
      bench.client.createChannel({ name: "ops", type: "PUBLIC" }),
      PumbleAnswerError,
    );
    expect(error.message).toBe(message);
    expect(error).toMatchObject({ kind, operation: "createChannel", title: errorKinds[kind].title });
    expect(error.nextStep).toBe(errorKinds[kind].nextStep);
    expect(bench.server.count("createChannel")).toBe(1);
  });
});

test("an unreachable server is named by its base URL", async () => {
  await bench.server.stop();
  const error = await failure(bench.client.listChannels(), PumbleConnectionError);
  expect(error.message).toBe(`Cannot list channels: no usable answer: ${bench.baseUrl}: connection refused`);
  expect(error.kind).toBe("unavailable");
  expect(error.status).toBeUndefined();
  expect(error.message).not.toContain(apiKey);
});

test("a write that nobody answered is in doubt where nothing could be read before it", async () => {
  const noPage = { status: 403, json: { message: "Not allowed", code: 403_000 } };
  bench.server.on("sendMessage", { reset: true }).on("listMessages", noPage);
  const error = await failure(bench.client.sendMessage({ channelId: general, text: "x" }), PumbleError);
  expect(error).toMatchObject({ mayHaveHappened: true, operation: "sendMessage" });
  expect(bench.server.count("sendMessage")).toBe(1);
});

test("a write is not tried where the server cannot be reached for a look, and the error is the write's", async () => {
  bench.server.on("listMessages", { status: 401, json: { error: "invalid api key" } });
  const error = await failure(bench.client.sendMessage({ channelId: general, text: "x" }), PumbleAnswerError);
  expect(error).toMatchObject({
    kind: "not_authenticated",
    operation: "sendMessage",
    mayHaveHappened: false,
  });
  expect(error.message).toContain("Cannot send a message");
  expect(bench.server.count("sendMessage")).toBe(0);
});

test("a write that nobody answered and that cannot be read back says that it may have happened", async () => {
  bench.server.on("sendMessage", { reset: true });
  const nothing = { json: { messages: [], hasMoreBefore: false, hasMoreAfter: false } };
  bench.server.on("listMessages", nothing, { status: 500, text: "" });
  const error = await failure(bench.client.sendMessage({ channelId: general, text: "x" }), PumbleError);
  expect(error.mayHaveHappened).toBe(true);
  expect(error.message).toMatch(/; it may have happened all the same$/);
  expect(error.nextStep).toContain("before you try again");
  expect(bench.server.count("sendMessage")).toBe(1);
});
