import { describe, expect, it } from "vitest";
import { nextStepOfNarrowed } from "../../src/client/narrowed-key";

describe("what helps with a key that is narrowed to", () => {
  it.each([
    [
      "groups: one that has the call's group too",
      ["createChannel", "This key may only be used for: Messages"],
      'The key is narrowed to some groups. Use one that also has the group "Channels", or that is not narrowed.',
    ],
    [
      "groups, for a call about keys",
      ["createApiKey", "This key may only be used for: Messages"],
      'The key is narrowed to some groups. Use one that also has the group "API keys", or that is not narrowed.',
    ],
    [
      "reading",
      ["sendMessage", "This key is read-only"],
      "The key may only read. Use one that may also write.",
    ],
    [
      "channels, and another was meant",
      ["sendMessage", "This API key may not be used for that channel"],
      "The key is narrowed to some channels. Use one that is for this one too, or for all.",
    ],
    [
      "channels, and all were meant",
      ["listMessages", "This API key may only be used within its channels"],
      "The key is narrowed to some channels. Use one that is for this one too, or for all.",
    ],
  ] as const)("%s", (_, [operation, detail], step) => {
    expect(nextStepOfNarrowed(operation, detail)).toBe(step);
  });
});

it.each([
  ["another refusal", "Could not find channel with that identifier"],
  ["a text of somebody's that quotes one", "Sorry. This key is read-only"],
  ["another, that quotes the groups", "No. This key may only be used for: Messages"],
  ["another, that quotes the channels", "No. This API key may not be used for that channel"],
  ["a refusal without words", undefined],
])("%s is not for the key's narrowness", (_, detail) => {
  expect(nextStepOfNarrowed("sendMessage", detail)).toBeUndefined();
});
