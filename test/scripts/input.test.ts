import { describe, expect, test } from "vitest";
import * as z from "zod";
import { checkInput, InputProblem } from "../../src/scripts/input";
import type { InputForm } from "../../src/scripts/script";

const check = (form: unknown, given: unknown) => checkInput(form as InputForm, given);
const defaults = { channel: "general", count: 3, tags: ["a"], more: null, deep: {}, loud: false };
const schema = z.object({ name: z.string(), count: z.number().default(1) });

describe("the input of a script", () => {
  test.each<[string, unknown, unknown, unknown]>([
    ["is none where it takes none", undefined, undefined, undefined],
    ["may be an empty object where it takes none", undefined, {}, undefined],
    ["fills in defaults", defaults, undefined, defaults],
    [
      "wins over defaults",
      defaults,
      { count: 5, tags: [], loud: true },
      { ...defaults, count: 5, tags: [], loud: true },
    ],
    ["may be anything where the default is null", defaults, { more: [1] }, { ...defaults, more: [1] }],
    ["is read by a schema", schema, { name: "x" }, { name: "x", count: 1 }],
    ["is an object where there is none", z.object({ a: z.number().default(1) }), undefined, { a: 1 }],
  ])("%s", (_, form, given, wanted) => expect(check(form, given)).toEqual(wanted));

  test.each<[unknown, unknown, string]>([
    [undefined, { a: 1 }, "the script takes no input"],
    [undefined, [], "the script takes no input"],
    [undefined, null, "the script takes no input"],
    [defaults, [], "input must be an object, got array"],
    [defaults, "x", "input must be an object, got string"],
    [
      defaults,
      { chanel: "x" },
      "input.chanel: the script has no such field, it has: channel, count, tags, more, deep, loud",
    ],
    [defaults, { constructor: "x" }, "input.constructor: the script has no such field"],
    [defaults, JSON.parse('{"__proto__":{}}'), "input.__proto__: the script has no such field"],
    [{}, { a: 1 }, "input.a: the script has no such field, it has: none"],
    [defaults, { count: "5" }, "input.count: must be of type number, got string"],
    [defaults, { tags: {} }, "input.tags: must be of type array, got object"],
    [defaults, { deep: null }, "input.deep: must be of type object, got null"],
    [schema, {}, "input.name: "],
    [z.object({ list: z.array(z.object({ a: z.number() })) }), { list: [{ a: "x" }] }, "input.list.0.a: "],
    [schema, 5, "input: "],
  ])("%j does not take %j", (form, given, message) => {
    const checked = () => check(form, given);
    expect(checked).toThrow(InputProblem);
    expect(checked).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^(input|the script)/) }),
    );
    expect(checked).toThrow(message);
  });
});
