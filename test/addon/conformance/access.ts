/** Who may call at all: keys that are not accepted, keys that may do less, and what the platform says of the owner. */
import { beforeEach, describe, test } from "vitest";
import type { OperationName } from "../../../src/pumble/operations/operations";
import { expectAnswer } from "./answers";
import { cases } from "./cases";
import { nobody, own, platforms } from "./wire";
import type { HowToCall, World } from "./world";

const missing = own("API key is missing; send it in the ApiKey header");
const unknown = own("invalid api key");

/** Calls with a key that is not accepted, and what they are told. */
const unaccepted: Record<string, [HowToCall, string]> = {
  "no key": [{ key: null }, missing],
  "an empty key": [{ key: { text: "" } }, missing],
  "an empty key in Api-Key": [{ key: { text: " " }, header: "Api-Key" }, missing],
  "a key that is none": [{ key: { text: nobody } }, unknown],
  "a key that is none in Api-Key": [{ key: { text: nobody }, header: "Api-Key" }, unknown],
  "a key with a typo": [{ key: { text: `pmb_${nobody.slice(0, 12)}_${"0".repeat(38)}` } }, unknown],
  "an expired key": [{ key: "expired" }, own("This API key has expired")],
  "a revoked key": [{ key: "revoked" }, own("This API key was deleted")],
  "a key whose owner took the app's access back": [
    { key: "disallowed" },
    own("The owner of this API key no longer allows the API app"),
  ],
};

const groups = ["Channels", "Messages", "Scheduled messages", "Users"] as const;

export function testKeys(name: OperationName, theWorld: () => World): void {
  const { method, kind, group: itsGroup, input } = cases[name];
  const call = (how: HowToCall) => theWorld().call({ name, method }, input(theWorld()), how);

  describe("with a key that may not", () => {
    beforeEach(() => theWorld().nextMinute());

    test.each(Object.entries(unaccepted))("refuses %s", async (_, [how, body]) => {
      expectAnswer(await call(how), { body, kind: "not_authenticated", isCounted: false });
    });

    test.each(groups.filter((group) => group !== itsGroup))("refuses a key for %s alone", async (group) => {
      const body = own(`This key may only be used for: ${group}`);
      expectAnswer(await call({ key: group }), { body, kind: "not_allowed" });
    });

    if (kind === "read") return;
    test("refuses a read-only key", async () => {
      const body = own("This key is read-only");
      expectAnswer(await call({ key: "readOnly" }), { body, kind: "not_allowed" });
    });
  });
}

export function testPlatform(name: OperationName, theWorld: () => World): void {
  const { method, scope, input } = cases[name];
  const call = (how?: HowToCall) => theWorld().call({ name, method }, input(theWorld()), how);
  /** The call's answer while the platform refuses everything, and the body that it refuses it with. */
  const whileRefused = async (status: number, message: string, headers: Record<string, string> = {}) => {
    const body = { message, localizedMessage: message, code: status * 1000 };
    const answer = await theWorld().whilePlatformAnswers({ status, body, headers }, call);
    return { answer, body: platforms(message, status * 1000) };
  };

  describe("when the platform refuses", () => {
    beforeEach(() => theWorld().nextMinute());

    test("passes on that the owner has not granted a scope", async () => {
      const body = platforms(`Missing scope: ${scope}`, 403000);
      expectAnswer(await call({ key: "ungranted" }), { body, kind: "not_allowed" });
    });

    test("passes on that the owner's token is good no more", async () => {
      const { answer, body } = await whileRefused(401, "Invalid token");
      expectAnswer(answer, { body, kind: "not_authenticated" });
    });

    test("passes on 429, and how long to wait", async () => {
      const headers = { "retry-after": "7" };
      const { answer, body } = await whileRefused(429, "Too many requests: user, 1000 per minute", headers);
      expectAnswer(answer, { status: 429, body, kind: "rate_limited", headers });
    });

    test("passes on 429, to wait a minute where it does not say how long", async () => {
      const { answer, body } = await whileRefused(429, "Too many requests: whole app, 3000 per minute");
      const headers = { "retry-after": "60" };
      expectAnswer(answer, { status: 429, body, kind: "rate_limited", headers });
    });
  });
}
