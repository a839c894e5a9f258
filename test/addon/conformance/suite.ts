/** Wire compatibility of the public API: one suite, run on each database, against a real workspace. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OperationName, operationNames, operations } from "../../../src/pumble/operations/operations";
import type { TestDatabase } from "../databases";
import { testKeys, testPlatform } from "./access";
import { expectAnswer } from "./answers";
import { cases } from "./cases";
import type { Facts, InvalidInput, Never, Refusal } from "./operation-cases";
import { testUsedUpKey, testUsedUpWorkspace } from "./rate-limits";
import { testRequests } from "./requests";
import { platforms } from "./wire";
import { type Answer, type HowToCall, type Input, World } from "./world";

/** Declares the suite. @param database names it */
export function conformanceOn(database: string, start: () => Promise<TestDatabase>): void {
  describe(`the public API on ${database}`, () => {
    let server: TestDatabase;
    let world: World;
    const theWorld = () => world;

    beforeAll(async () => {
      server = await start();
      world = await World.start(server.url);
    }, 60_000);

    afterAll(async () => {
      await world?.close();
      await server?.stop();
    });

    test("has Pumble's 26 operations, each with its method, its group, and whether it reads or writes", () => {
      const documented = Object.entries(cases).map(([name, { method, kind, group }]) => {
        return [name, { method, kind, tag: group }];
      });
      const ours = operationNames.map((name) => {
        const { method, kind, tag } = operations[name];
        return [name, { method, kind, tag }];
      });
      expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(documented));
      expect(documented).toHaveLength(26);
    });

    for (const name of operationNames) {
      describe(name, () => {
        testSuccesses(name, theWorld);
        testInvalidInput(name, theWorld);
        testRefusals(name, theWorld);
        testKeys(name, theWorld);
        testPlatform(name, theWorld);
      });
    }
    describe("a key whose minute is used up", () => testUsedUpKey(theWorld));
    describe("a workspace whose minute is used up", () => testUsedUpWorkspace(theWorld));
    describe("a request", () => testRequests(theWorld));
  });
}

function testSuccesses(name: OperationName, theWorld: () => World): void {
  const { method, kind, group, success, verbatim, input } = cases[name];
  const answers = (fact: string, how: HowToCall = {}) =>
    async function answersAsItShould(): Promise<void> {
      const world = theWorld();
      await world.reset();
      let last: Answer | undefined;
      const call = async (input: Input = {}, more: HowToCall = {}) => {
        last = await world.call({ name, method }, input, { ...how, ...more });
        return last;
      };
      const body = await success[fact]!(world, call);
      expectAnswer(last!, { body });
    };
  const facts = Object.keys(success);
  for (const fact of facts) test(`answers ${fact}`, answers(fact));
  test("answers the same to a key in Api-Key", answers(facts[0]!, { header: "Api-Key" }));
  test(`answers the same to a key for ${group} alone`, answers(facts[0]!, { key: group }));
  if (kind === "read") test("answers the same to a read-only key", answers(facts[0]!, { key: "readOnly" }));

  if (typeof verbatim !== "string") return;
  test("passes on what the platform answers, byte for byte", async () => {
    const world = theWorld();
    world.nextMinute();
    const headers = { "content-type": "application/json" };
    const answer = await world.whilePlatformAnswers({ status: 200, body: verbatim, headers }, () =>
      world.call({ name, method }, input(world)),
    );
    expectAnswer(answer, { body: verbatim });
  });
}

function testInvalidInput(name: OperationName, theWorld: () => World): void {
  const { method, ...given } = cases[name];
  const invalid: InvalidInput[] = Array.isArray(given.invalid) ? given.invalid : [];
  for (const [input, problems] of invalid) {
    test(`refuses ${JSON.stringify(input).slice(0, 100)} as invalid`, async () => {
      theWorld().nextMinute();
      const message = `[${[...new Set(Object.values(problems))].join(", ")}]`;
      const fields = Object.entries(problems).map(([field, problem]) => `${field || "body"} ${problem}`);
      expectAnswer(await theWorld().call({ name, method }, input), {
        body: platforms(message, 400000),
        kind: "invalid",
        headers: { "x-pumble-error-fields": fields.join("; ") },
      });
    });
  }

  test("refuses something in every field that takes not just any text", () => {
    const tried = invalid.flatMap(([, problems]) =>
      Object.keys(problems).map((field) => field.split(".")[0]),
    );
    const takesAnyText = (schema: { safeParse(value: unknown): { success: boolean } }) =>
      method !== "POST" && [undefined, "any text"].every((value) => schema.safeParse(value).success);
    const fields = Object.entries(operations[name].input.shape).filter(([, schema]) => !takesAnyText(schema));
    expect(fields.map(([field]) => field).filter((field) => !tried.includes(field))).toEqual([]);
  });
}

/** Things to try, where there are any. */
function factsOf<Case>(facts: Facts<Case> | Never): [string, Case][] {
  return typeof facts["never"] === "string" ? [] : Object.entries(facts as Facts<Case>);
}

function testRefusals(name: OperationName, theWorld: () => World): void {
  const { method, ...given } = cases[name];
  const classes = [
    ["unfit", "invalid"],
    ["notFound", "not_found"],
    ["notAllowed", "not_allowed"],
    ["taken", "taken"],
    ["elsewhere", "not_allowed"],
  ] as const;
  for (const [refusals, kind] of classes) {
    const usualKey = refusals === "elsewhere" ? "random" : "ada";
    for (const [fact, refusal] of factsOf<Refusal>(given[refusals])) {
      test(`refuses ${fact}${usualKey === "random" ? " to a key for #random" : ""} as ${kind}`, async () => {
        const world = theWorld();
        await world.reset();
        const [input, body, key = usualKey] = await refusal(world);
        expectAnswer(await world.call({ name, method }, input, { key }), { body, kind });
      });
    }
  }
}
