import { describe, expect, test } from "vitest";
import { stateValueOf, stateValuesOf, viewInTrigger } from "../../src/platform";
import { plainText, viewElement } from "../../src/platform/views";

const view = viewInTrigger.parse({
  id: "v",
  state: {
    values: {
      name: { it: { value: "ci" }, empty: { value: null }, nothing: null },
      days: { it: { values: ["a", "b"] } },
      constructor: { it: { value: "x" } },
    },
  },
  surprise: 1,
});

describe("what a person gave", () => {
  test.each([
    ["name", "it", "ci", []],
    ["name", "empty", null, []],
    ["name", "nothing", null, []],
    ["name", "other", null, []],
    ["days", "it", null, ["a", "b"]],
    ["other", "it", null, []],
  ])("to %s %s", (block, action, value, values) => {
    expect(stateValueOf(view, block, action)).toBe(value);
    expect(stateValuesOf(view, block, action)).toEqual(values);
  });

  test.each([null, undefined, {}, { state: null }, { state: { values: {} } }])(
    "is nothing in %j",
    (empty) => {
      expect(stateValueOf(empty, "name", "it")).toBeNull();
      expect(stateValuesOf(empty, "name", "it")).toEqual([]);
    },
  );
});

test("a text without formatting says so, and a button that only opens a page tells the app nothing", () => {
  expect(plainText("Go")).toEqual({ type: "plain_text", text: "Go" });
  expect(
    viewElement.parse({ type: "button", text: plainText("Go"), url: "https://x.example" }),
  ).toMatchObject({
    onAction: "",
  });
});
