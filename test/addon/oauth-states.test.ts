import { createHmac, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { OAuthStates, stateLifetimeMs } from "../../src/addon/store/oauth-states";

const [old, fresh] = [randomBytes(32), randomBytes(32)];
const clock = { ms: 1_790_000_000_000, now: () => clock.ms };
const states = new OAuthStates([fresh, old], clock);
const ada = { workspaceId: "w", userId: "ada" };

test("a state tells whom it was made for, until its quarter of an hour is over", () => {
  const issued = states.issue(ada);
  expect(states.check(issued)).toEqual(ada);
  expect(states.check(states.issue())).toEqual({});
  clock.ms += stateLifetimeMs - 1;
  expect(states.check(issued)).toEqual(ada);
  clock.ms += 1;
  expect(states.check(issued)).toBe("expired");
  expect(stateLifetimeMs).toBe(900_000);
});

test("states of an older key are good while that is configured, and new ones are of the newest", () => {
  const ofOld = new OAuthStates([old], clock).issue(ada);
  expect(states.check(ofOld)).toEqual(ada);
  expect(new OAuthStates([fresh], clock).check(ofOld)).toBe("forged");
  expect(new OAuthStates([fresh], clock).check(states.issue(ada))).toEqual(ada);
});

test("whatever was changed is forged, also an expired one", () => {
  const [body = "", signature = ""] = states.issue(ada).split(".");
  const other = Buffer.from(JSON.stringify({ ...ada, userId: "grace", until: clock.ms + 1000 })).toString(
    "base64url",
  );
  const short = createHmac("sha256", fresh).update(body).digest().subarray(0, 16).toString("base64url");
  for (const state of [
    "",
    ".",
    body,
    `${body}.`,
    `.${signature}`,
    `${other}.${signature}`,
    `${body}.${short}`,
  ]) {
    expect([state, states.check(state)]).toEqual([state, "forged"]);
  }
});
