import { expect, it } from "vitest";
import { printsOf } from "../../../src/provider/content/content";
import { ContentReader } from "../../../src/provider/content/observed";

const paragraphWith = (element: object) => [
  { type: "rich_text", elements: [{ type: "rich_text_section", elements: [element] }] },
];
const paragraph = (text: string) => paragraphWith({ type: "text", text });

/** A message that counts how often somebody looks at its blocks, and private state that counts what it is told. */
function counted(text: string) {
  const count = { looks: 0, notes: 0 };
  const values = new Map<string, unknown>();
  const found = {
    text,
    get blocks() {
      count.looks += 1;
      return paragraph(text);
    },
  };
  const privateState = {
    get: (name: string) => values.get(name),
    set(name: string, value: unknown) {
      count.notes += 1;
      values.set(name, value);
    },
  };
  return { count, found, privateState };
}

const state = {
  text: null,
  markdown: null,
  blocks: JSON.stringify(paragraph("Hello")),
  allow_broadcast: false,
};

it("a message that a search showed is looked at once, and noted only when it is read", async () => {
  const once = counted("Hello");
  await new ContentReader(state, once.privateState).read(once.found);
  const { count, found, privateState } = counted("Hello");
  const reader = new ContentReader(state, privateState);
  expect(await reader.isUnchanged(found)).toBe(true);
  expect(count).toEqual({ looks: once.count.looks, notes: 0 });
  expect(await reader.read(found)).toMatchObject({ blocks: state.blocks });
  expect(count).toEqual(once.count);
});

it("what a search showed is not taken for what was read later", async () => {
  const { found, privateState } = counted("Hello");
  const reader = new ContentReader(state, privateState);
  expect(await reader.isUnchanged(found)).toBe(true);
  const edited = counted("Edited").found;
  expect(await reader.isUnchanged(edited)).toBe(false);
  expect((await reader.read(edited)).blocks).toContain("Edited");
});

const kept = { get: () => undefined, set: () => {} };

it.each([
  ["that notifies everybody", { text: "<<!here>> Hello" }, true],
  [
    "that notifies everybody in blocks",
    { text: "Hello", blocks: paragraphWith({ type: "broadcast", range: "here" }) },
    true,
  ],
  ["that notifies nobody", { text: "here: Hello" }, false],
])("a message %s is imported with leave for that, or without", async (_, found, leave) => {
  const nothing = { ...state, blocks: null };
  expect((await new ContentReader(nothing, kept).read(found)).allow_broadcast).toBe(leave);
});

it.each<[string, object[] | undefined, string | null]>([
  ["as declared where they are the same", [{ text: "x", title: "One" }], '[{"title":"One","text":"x"}]'],
  ["others where they are others", [{ title: "Two" }], '[{"title":"Two"}]'],
  ["none where they are gone", undefined, null],
])("attachments are %s", async (_, attachments, observed) => {
  const declared = { title: "One", text: "x" };
  const { privateState } = counted("Hello");
  const reader = () => new ContentReader({ ...state, attachments: JSON.stringify([declared]) }, privateState);
  privateState.set(
    "content",
    printsOf({ text: "Hello", blocks: paragraph("Hello"), attachments: [declared] }),
  );
  const found = { text: "Hello", blocks: paragraph("Hello"), ...(attachments && { attachments }) };
  expect((await reader().read(found)).attachments).toBe(observed);
  expect(await reader().isUnchanged(found)).toBe(observed === JSON.stringify([declared]));
});
