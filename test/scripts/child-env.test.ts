import { describe, expect, test } from "vitest";
import type { Permissions } from "../../src/scripts/permissions";
import { childEnv, loadEnv } from "../../src/scripts/runner/child-env";

const caller = { HOME: "/home/ada", PUMBLE_API_KEY: "key", TEAM: "ops", AWS_SECRET_ACCESS_KEY: "secret" };
const given = (env: NodeJS.ProcessEnv) => Object.keys(caller).filter((name) => name in env);

test("a script is loaded with nothing of the caller's but what a runtime needs", () =>
  expect(given(loadEnv(caller))).toEqual(["HOME"]));

describe("of the caller's variables a script gets", () => {
  test.each<[string, Permissions, string[]]>([
    ["none that it does not declare, the key among them", {}, []],
    ["no key that is left to the client", { key: false }, []],
    ["the key", { key: true }, ["PUMBLE_API_KEY"]],
    ["those that it names", { env: ["TEAM", "NONE"] }, ["TEAM"]],
  ])("%s", (_, declared, names) =>
    expect(given(childEnv(caller, declared, "https://x.example"))).toEqual(["HOME", ...names]),
  );

  test("no other base URL than that of its run", () => {
    const env = childEnv({ PUMBLE_BASE_URL: "https://y.example" }, { env: ["PUMBLE_BASE_URL"] }, "https://x");
    expect(env.PUMBLE_BASE_URL).toBe("https://x");
  });
});
