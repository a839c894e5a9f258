/** What is answered once a minute's requests are used up: the same for every operation, and nothing is done. */
import { beforeAll, expect, test } from "vitest";
import { operationNames } from "../../../src/pumble/operations/operations";
import { expectAnswer, resetSeconds } from "./answers";
import { cases } from "./cases";
import { own } from "./wire";
import { type KeyName, limits, type World } from "./world";

const myInfo = { name: "myInfo", method: "GET" } as const;

/** Begins a minute in which these keys call so often, and are answered each time. */
async function useUp(world: World, calls: Partial<Record<KeyName, number>>): Promise<void> {
  await world.reset();
  for (const [key, count] of Object.entries(calls) as [KeyName, number][]) {
    for (let number = 0; number < count; number++) {
      expect((await world.call(myInfo, {}, { key })).status).toBe(200);
    }
  }
}

function testUsedUp(theWorld: () => World, who: string, limit: number): void {
  const body = own(`Too many requests: ${who} may make ${limit} a minute. Wait ${resetSeconds} seconds.`);
  const headers = {
    ...{ "retry-after": resetSeconds, "ratelimit-limit": String(limit), "ratelimit-remaining": "0" },
  };

  test.each(operationNames)("is refused %s, and told how long to wait", async (name) => {
    const { method, input } = cases[name];
    const answer = await theWorld().call({ name, method }, input(theWorld()));
    expectAnswer(answer, { status: 429, body, kind: "rate_limited", headers });
  });

  test("has changed nothing, and may go on in the next minute", async () => {
    const world = theWorld();
    const { messages, channels, scheduled } = await world.tables();
    await world.reset();
    expect(await world.tables()).toMatchObject({ messages, channels, scheduled });
    expect((await world.call(myInfo)).status).toBe(200);
  });
}

export function testUsedUpKey(theWorld: () => World): void {
  beforeAll(() => useUp(theWorld(), { ada: limits.perKey }));

  test("leaves the owner's other keys alone", async () => {
    expect((await theWorld().call(myInfo, {}, { key: "readOnly" })).status).toBe(200);
  });

  testUsedUp(theWorld, "this API key", limits.perKey);
}

export function testUsedUpWorkspace(theWorld: () => World): void {
  const { perKey, perWorkspace } = limits;
  const rest = perWorkspace - 2 * perKey;
  beforeAll(() => useUp(theWorld(), { readOnly: perKey, Users: perKey, grace: rest }));
  testUsedUp(theWorld, "this workspace", perWorkspace);
}
