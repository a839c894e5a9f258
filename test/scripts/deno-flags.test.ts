import { describe, expect, test } from "vitest";
import { permissions } from "../../src/scripts/permissions";
import { flagsToDeclare, flagsToRun, hostOf } from "../../src/scripts/runner/deno-flags";

const place = { sdkUrl: "file:///sdk.mjs", apiHost: "api.example.com:443", folder: "/scripts" };
const allowed = (flags: string[]): string[] => flags.filter((flag) => flag.startsWith("--allow"));

test("a script is loaded with no permission", () =>
  expect(allowed(flagsToDeclare("file:///sdk.mjs"))).toEqual([]));

describe("a script runs with", () => {
  const own = "--allow-env=PUMBLE_API_KEY,PUMBLE_BASE_URL";
  test.each([
    ["nothing declared", {}, [own]],
    ["empty lists, which must not open everything", { net: [], env: [], read: [], write: [] }, [own]],
    ["Pumble's host", { net: "pumble" as const }, [own, "--allow-net=api.example.com:443"]],
    [
      "hosts besides Pumble's",
      { net: ["pumble", "example.com"] },
      [own, "--allow-net=api.example.com:443,example.com"],
    ],
    ["variables", { env: ["TEAM"] }, [`${own},TEAM`]],
    ["paths from its folder", { read: ["a", "/b"] }, [own, "--allow-read=/scripts/a,/b"]],
  ])("%s", (_, declared, expected) => expect(allowed(flagsToRun(declared, place))).toEqual(expected));

  test("no question, no configuration and no code from elsewhere", () => {
    expect(flagsToRun({}, place)).toEqual(
      expect.arrayContaining(["--no-prompt", "--no-remote", "--no-npm", "--no-config"]),
    );
  });
});

test.each([[""], ["a,b"], ["a b"]])("the entry %j is refused, for it would widen a flag", (entry) => {
  expect(permissions.safeParse({ net: [entry] }).success).toBe(false);
});

test.each([
  ["https://example.com/path", "example.com:443"],
  ["http://127.0.0.1:4000", "127.0.0.1:4000"],
  ["http://localhost", "localhost:80"],
  ["http://[::1]:8080", "[::1]:8080"],
])("the host of %s is %s", (baseUrl, host) => expect(hostOf(baseUrl)).toBe(host));
