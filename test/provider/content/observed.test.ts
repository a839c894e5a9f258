import { expect, it } from "vitest";
import { ContentReader } from "../../../src/provider/content/observed";

const paragraph = (text: string) => [
  {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
  },
];

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
