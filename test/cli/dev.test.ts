import { expect, test } from "vitest";
import { addonVariables } from "../../src/cli/dev";

test("pumble dev takes the addon's own variables, and says which others it cannot use", () => {
  const env = {
    PUMBLE_ADDON_LIMIT_PER_KEY: "5",
    LOG_LEVEL: "debug",
    DATABASE_URL: "postgres://x",
    HOME: "/root",
  };
  expect(addonVariables({ ...env, PUMBLE_APP_ID: "a", PUMBLE_ADDON_PORT: "" })).toEqual({
    taken: { PUMBLE_ADDON_LIMIT_PER_KEY: "5", LOG_LEVEL: "debug" },
    ignored: expect.arrayContaining(["DATABASE_URL", "PUMBLE_APP_ID"]),
  });
});
