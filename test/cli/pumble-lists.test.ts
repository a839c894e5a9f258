// Whom the names of a plan are asked of: Pumble, by the key that Terraform uses, once.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientFor, listsFor } from "../../src/cli/pumble-lists";
import { nobodyAsked } from "../../src/review";
import { type AddonProxy, startAddonProxy } from "../e2e/addon-proxy";
import { startTestStack, type TestStack } from "../e2e/test-stack";

let stack: TestStack;
let proxy: AddonProxy;
let env: Record<string, string>;

beforeAll(async () => {
  stack = await startTestStack();
  proxy = await startAddonProxy(stack.stack.addonUrl);
  env = { PUMBLE_API_KEY: stack.apiKey, PUMBLE_BASE_URL: proxy.url };
});
afterAll(async () => {
  await stack?.client.close();
  await proxy?.close();
  await stack?.close();
});

describe("a client", () => {
  it("is of the address and the key of the environment", async () => {
    const client = clientFor(env)!;
    expect((await client.myInfo({})).id).toBe(stack.stack.member.id);
    await client.close();
    expect(proxy.requests).toEqual(["GET /myInfo"]);
  });

  it("is none without a key, and of the hosted addon without an address", async () => {
    expect(clientFor({ PUMBLE_BASE_URL: proxy.url })).toBeNull();
    expect(clientFor({ PUMBLE_API_KEY: "", PUMBLE_BASE_URL: proxy.url })).toBeNull();
    const client = clientFor({ PUMBLE_API_KEY: stack.apiKey, PUMBLE_BASE_URL: "" });
    expect(client).not.toBeNull();
    await client!.close();
  });
});

describe("names", () => {
  it("are asked when they are first wanted, and once", async () => {
    proxy.requests.length = 0;
    const lists = listsFor(env);
    expect(proxy.requests).toEqual([]);
    const [first, second] = await Promise.all([lists(), lists()]);
    expect(first.users.map(({ email }) => email)).toContain(stack.stack.member.email);
    expect([await lists(), second]).toEqual([first, first]);
    expect(new Set(proxy.requests).size).toBe(proxy.requests.length);
  });

  it("are none without a key, where the key is not accepted, and where the address is none", async () => {
    for (const other of [
      {},
      { ...env, PUMBLE_API_KEY: `pmb_${"0".repeat(12)}_${"A".repeat(38)}` },
      { ...env, PUMBLE_BASE_URL: "pumble" },
    ]) {
      expect(await listsFor(other)()).toEqual(nobodyAsked);
    }
  });
});
