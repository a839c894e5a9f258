import { describe, expect, test } from "vitest";
import type { ViewElement } from "../../src/platform";
import { initialValue, stateOf, valuesOf } from "../../src/platform/form";
import type { Block } from "../../src/pumble";

const plain = (text: string) => ({ type: "plain_text", text });
const option = (value: string) => ({ text: plain(value), value });

function block(blockId: string, element: object): Block {
  return { type: "input", blockId, label: plain(blockId), element: { onAction: "it", ...element } };
}

const blocks = [
  block("name", { type: "plain_text_input", initial_value: "Ada" }),
  block("drinks", { type: "checkboxes", options: [option("tea")], initial_options: [option("tea")] }),
  { type: "divider" },
];

describe("an element before anybody touches it", () => {
  const cases: Record<string, [object, string | string[]]> = {
    "a text has its initial value": [{ type: "plain_text_input", initial_value: "x" }, "x"],
    "a menu has its initial option": [{ type: "static_select_menu", initial_option: option("b") }, "b"],
    "a dynamic menu falls back to its value": [{ type: "dynamic_select_menu", value: "c" }, "c"],
    "a date has its initial date": [{ type: "date_picker", initial_date: "2026-05-22" }, "2026-05-22"],
    "a range is a list of two": [
      { type: "date_range_picker", initial_date_range: { start: "a", end: "b" } },
      ["a", "b"],
    ],
    "checkboxes without a choice are an empty list": [{ type: "checkboxes", options: [] }, []],
  };
  test.each(Object.entries(cases))("%s", (_, [element, value]) => {
    expect(initialValue({ onAction: "it", ...element } as ViewElement)).toEqual(value);
  });
});

describe("what a form holds", () => {
  test("the app's state wins over the initial value, which wins over what was typed before an update", () => {
    const typed = { name: { it: "typed" }, drinks: { it: [] }, note: { it: "kept" } };
    const state = { values: { name: { it: { type: "plain_text_input", value: "given" } } } };
    const all = [...blocks, block("note", { type: "plain_text_input" })];
    const initial = { name: { it: "Ada" }, drinks: { it: ["tea"] } };
    expect(valuesOf(all, undefined)).toEqual({ ...initial, note: { it: "" } });
    expect(valuesOf(all, undefined, typed)).toEqual({ ...initial, note: { it: "kept" } });
    expect(valuesOf(all, state, typed)).toMatchObject({ name: { it: "given" }, note: { it: "kept" } });
  });

  test("the accessory of a section is part of it", () => {
    const { label: _, ...accessory } = block("size", {
      type: "static_select_menu",
      initial_option: option("s"),
    });
    const section = { type: "section", text: plain("Which?"), accessory };
    expect(valuesOf([section], undefined)).toEqual({ size: { it: "s" } });
    expect(stateOf([section], {}).values.size).toEqual({ it: { type: "static_select_menu", value: "s" } });
  });

  test("fields that an update took away are forgotten", () => {
    expect(valuesOf([blocks[0]!], undefined, { gone: { it: "x" } })).toEqual({ name: { it: "Ada" } });
  });

  test("goes to the app as value or values, and an empty field as null", () => {
    expect(stateOf(blocks, { name: { it: "" } })).toEqual({
      values: {
        name: { it: { type: "plain_text_input", value: null } },
        drinks: { it: { type: "checkboxes", values: ["tea"] } },
      },
    });
  });
});
