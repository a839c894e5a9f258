/** Values as JSON that Terraform writes, where they hold what is only known at synth or later. */
import { Lazy, TerraformStack, TerraformVariable, Token, Tokenization } from "cdktf";
import { describe, expect, test } from "vitest";
import { canonicalJson, jsonHash, jsonText } from "../../constructs/text/json-text";
import { holdsToken, isLate, lateText, textOf } from "../../constructs/text/tokens";
import { appIn } from "./synth";

const stack = new TerraformStack(appIn(), "main");
const name = new TerraformVariable(stack, "name", {});
const late = name.stringValue;

const resolved = (text: string): string => textOf(text, stack);
/** A value that is only known at synth, and is one then. */
const lazy = (value: unknown) => Lazy.anyValue({ produce: () => value });

test("JSON has its keys in order, at every depth, and null as it is", () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: { z: 1, y: 2 } })).toBe(
    '{"a":{"y":2,"z":1},"b":[{"c":null,"d":1}]}',
  );
  expect(jsonText({ b: 1, a: "${x}" })).toBe('{"a":"${x}","b":1}');
});

describe("with a reference somewhere", () => {
  const cases: Record<string, [value: unknown, expression: string]> = {
    "a text in pieces": [[`a "b" ${late} \${c} ${late}`], '["a \\"b\\" ${var.name} $${c} ${var.name}"]'],
    "what is not late": [
      [late, 1.5, true, null, undefined, "x"],
      '["${var.name}", 1.5, true, null, null, "x"]',
    ],
    "nothing for what is undefined": [
      { a: late, b: undefined, c: null },
      '{"a" = "${var.name}", "c" = null}',
    ],
    "lists in lists": [[[late, "y"], []], '[["${var.name}", "y"], []]'],
    "a key": [{ [`k-${late}`]: "v" }, '{"k-${var.name}" = "v"}'],
    "a late text without a reference": [[lazy('say "hi"\n'), late], '["say \\"hi\\"\\n", "${var.name}"]'],
    "a late list": [[lazy(["a", 2, [null]]), late], '[["a", 2, [null]], "${var.name}"]'],
    "a late object": [
      [lazy({ a: 'q"', b: { c: false } }), late],
      '[{"a" = "q\\"", "b" = {"c" = false}}, "${var.name}"]',
    ],
    "late numbers, nothing and yes": [
      [lazy(3), lazy(null), lazy(true), late],
      '[3, null, true, "${var.name}"]',
    ],
    "a late number within a text": [[`n = ${Token.asString(lazy(7))}`, late], '["n = 7", "${var.name}"]'],
  };

  test.each(Object.entries(cases))("it is Terraform that writes %s", (_, [value, expression]) => {
    expect(resolved(jsonText(value))).toBe(`\${jsonencode(${expression})}`);
    expect(resolved(jsonHash(value))).toBe(`\${sha256(jsonencode(${expression}))}`);
  });
});

test("a value holds a reference where it is one or has one inside, and null holds none", () => {
  expect(
    [{ a: [{ b: `x${late}` }] }, late, name.numberValue, `n ${name.numberValue}`].map(holdsToken),
  ).toEqual([true, true, true, true]);
  expect([null, undefined, 1, "x", [null], { a: null }].map(holdsToken)).toEqual(Array(6).fill(false));
  expect(isLate(`-1.5e+300 and ${name.numberValue}`)).toBe(true);
  expect(isLate("-1.5e+300")).toBe(false);
});

test("a text that is put together at synth can stand within another", () => {
  const text = lateText(() => "later");
  expect(resolved(`It comes ${text}.`)).toBe("It comes later.");
  const [token] = Tokenization.reverseString(text).tokens;
  expect(resolved(`${token}`)).toBe("later");
});
