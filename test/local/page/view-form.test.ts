import { afterEach, expect, test, vi } from "vitest";
import type { PageView } from "../../../src/local/page/contract";
import { actions, button, input, modal } from "../apps/sdk-app";
import { hosted, ofPage } from "./hosted";

type Values = Record<string, Record<string, string | string[]>>;
interface Form {
  values: Values;
  onChange(blockId: string, onAction: string, value: string): void;
  state(): object;
}
const { useViewForm } = await ofPage<{ useViewForm(view: PageView): Form }>("state/view-form");

afterEach(() => vi.unstubAllGlobals());

const text = (more: object = {}) => ({ type: "plain_text_input", ...more });
const view = (blocks: object[], state?: object) =>
  ({ ...modal("form", blocks), id: "v", ...(state ? { state } : {}) }) as unknown as PageView;
const held = (value: string | null) => ({ type: "plain_text_input", value });

test("a form holds what the app's state says, else the initial values", () => {
  const state = { values: { b: { b: held("kept") } } };
  const form = hosted(
    useViewForm,
    view([input("a", text({ initial_value: "first" })), input("b", text()), actions(button("go"))], state),
  );
  expect(form.now().values).toEqual({ a: { a: "first" }, b: { b: "kept" } });
  expect(form.now().state()).toEqual({ values: { a: { a: held("first") }, b: { b: held("kept") } } });
});

test("what is typed shows at once and leaves the other fields as they are", async () => {
  const two = { ...input("a", text({ onAction: "one" })) };
  const form = hosted(useViewForm, view([two, input("b", text({ initial_value: "b" }))]));
  const before = form.draws();
  await form.act(() => form.now().onChange("a", "one", "x"));
  expect(form.draws()).toBe(before + 1);
  await form.act(() => form.now().onChange("a", "other", "y"));
  expect(form.now().values).toEqual({ a: { one: "x", other: "y" }, b: { b: "b" } });
  expect(form.now().state()).toEqual({ values: { a: { one: held("x") }, b: { b: held("b") } } });
});

test("an update shows its own values, and keeps what was typed elsewhere", async () => {
  const form = hosted(useViewForm, view([input("a", text()), input("b", text())]));
  await form.act(() => form.now().onChange("a", "a", "typed"));
  await form.act(() => form.now().onChange("b", "b", "typed too"));
  await form.again(
    view([input("a", text()), input("b", text({ initial_value: "filled in" })), input("c", text())]),
  );
  expect(form.now().values).toEqual({ a: { a: "typed" }, b: { b: "filled in" }, c: { c: "" } });
  await form.again(view([input("c", text())]));
  expect(form.now().values).toEqual({ c: { c: "" } });
});

test("drawn again for something else, a form keeps what was typed over the initial values", async () => {
  const same = view([input("a", text({ initial_value: "first" }))]);
  const form = hosted(useViewForm, same);
  await form.act(() => form.now().onChange("a", "a", "typed"));
  await form.again(same);
  expect(form.now().values).toEqual({ a: { a: "typed" } });
});
