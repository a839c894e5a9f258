import { describe, expect, test } from "vitest";
import { type Permissions, permissions } from "../../src/scripts/permissions";
import { flagsToDeclare, flagsToRun, hostOf, pathsOf } from "../../src/scripts/runner/deno-flags";

const flags = (declared: Permissions, linksOut: string[] = []): string[] =>
  flagsToRun(declared, {
    ...{ sdkUrl: "file:///sdk.mjs", apiHost: "api.example.com:443", linksOut },
    paths: pathsOf(declared, "/scripts"),
  });
const allowed = (all: string[]): string[] => all.filter((flag) => flag.startsWith("--allow"));

test("a script is loaded with no permission", () =>
  expect(allowed(flagsToDeclare("file:///sdk.mjs"))).toEqual([]));

describe("a script runs with", () => {
  const own = "--allow-env=PUMBLE_BASE_URL";
  test.each([
    ["nothing declared", {}, [own]],
    ["empty lists, which must not open everything", { net: [], env: [], read: [], write: [] }, [own]],
    ["Pumble's host", { net: "pumble" as const }, [own, "--allow-net=api.example.com:443"]],
    [
      "hosts besides Pumble's",
      { net: ["pumble", "example.com"] },
      [own, "--allow-net=api.example.com:443,example.com"],
    ],
    ["the key", { key: true }, [`${own},PUMBLE_API_KEY`]],
    ["the key left to the client", { key: false }, [own]],
    ["variables", { env: ["TEAM"] }, [`${own},TEAM`]],
    ["paths from its folder", { read: ["a", "/b"] }, [own, "--allow-read=/scripts/a,/b"]],
  ])("%s", (_, declared, expected) => expect(allowed(flags(declared))).toEqual(expected));

  test("no use of a link that leads out of what it declares", () =>
    expect(flags({ read: ["a"] }, ["/scripts/a/x", "/scripts/a/y,z"])).toEqual(
      expect.arrayContaining([
        "--deny-read=/scripts/a/x,/scripts/a/y,,z",
        "--deny-write=/scripts/a/x,/scripts/a/y,,z",
      ]),
    ));

  test("no question, no configuration and no code from elsewhere", () => {
    expect(flags({})).toEqual(
      expect.arrayContaining(["--no-prompt", "--no-remote", "--no-npm", "--no-config"]),
    );
  });
});

test.each([[""], ["a,b"], ["a b"]])("the entry %j is refused, for it would widen a flag", (entry) => {
  expect(permissions.safeParse({ net: [entry] }).success).toBe(false);
});

test.each(["PUMBLE_API_KEY", "pumble_api_key"])("the key is no variable to declare as %s", (name) => {
  expect(permissions.safeParse({ env: [name] }).error?.issues[0]?.message).toBe("is declared as key: true");
});

test.each([
  ["https://example.com/path", "example.com:443"],
  ["http://127.0.0.1:4000", "127.0.0.1:4000"],
  ["http://localhost", "localhost:80"],
  ["http://[::1]:8080", "[::1]:8080"],
])("the host of %s is %s", (baseUrl, host) => expect(hostOf(baseUrl)).toBe(host));
