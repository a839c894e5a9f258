import { describe, expect, test } from "vitest";
import { installedWorkspace } from "../../support";

/** A message as it is stored after somebody typed this, and what they are given to edit. */
async function typed(line: string) {
  const { page, ada, random } = await installedWorkspace();
  const text = line.replace("ADA", ada.id);
  const member = page(ada);
  const path = `channels/${random}/messages`;
  const { message } = (await member.post(path, { text, isMarkdown: true })).body;
  const source = async () => (await member.get(`${path}/${message.id}/source`)).body;
  const edit = async (next: string) =>
    (await member.put(`${path}/${message.id}`, { text: next, isMarkdown: true })).body.message;
  return { message, source, edit, ada, random };
}

describe("what a member types", () => {
  test("is Markdown: bold, lists and code are blocks, and the text has no marks", async () => {
    const { message } = await typed("**Ship it**\n\n- one\n- `two`");
    expect(message.text).not.toContain("**");
    const [section, list] = message.blocks[0].elements;
    expect(section).toMatchObject({
      type: "rich_text_section",
      elements: [{ type: "text", text: "Ship it", style: { bold: true } }],
    });
    expect(list).toMatchObject({ type: "rich_text_list", elements: [{}, {}] });
  });

  test("keeps its lines, its mentions, and words that only look like marks", async () => {
    const { message } = await typed("2 * 3 * 4\nsecond line");
    expect(message.text).toBe("2 * 3 * 4\nsecond line");
    const mentioned = await typed("ask <<@ADA>> or @nobody in #nowhere");
    expect(mentioned.message.text).toContain("@nobody in #nowhere");
    const [{ elements }] = mentioned.message.blocks[0].elements;
    expect(elements).toContainEqual({ type: "user", user_id: mentioned.ada.id });
  });

  test("comes back as it was typed, and an edit keeps what was not changed", async () => {
    const { source, edit } = await typed("**Ship it** on _Friday_");
    expect(await source()).toEqual({ text: "**Ship it** on *Friday*", isMarkdown: true });
    const edited = await edit("**Ship it** on *Monday*");
    const [{ elements }] = edited.blocks[0].elements;
    expect(elements.map((part: { text: string; style?: object }) => [part.text, part.style])).toEqual([
      ["Ship it", { bold: true }],
      [" on ", undefined],
      ["Monday", { italic: true }],
    ]);
  });

  test("a program's message that no Markdown says is given as plain text", async () => {
    const { page, ada, random } = await installedWorkspace();
    const member = page(ada);
    const section = (text: string) => ({ type: "rich_text_section", elements: [{ type: "text", text }] });
    const blocks = [{ type: "rich_text", elements: [section("one"), section("two")] }];
    const path = `channels/${random}/messages`;
    const { message } = (await member.post(path, { text: "one two", blocks })).body;
    expect((await member.get(`${path}/${message.id}/source`)).body).toEqual({
      text: "one two",
      isMarkdown: false,
    });
  });
});
