import { describe, expect, test } from "vitest";
import { snippetOf } from "../../../src/local/page/text/snippet";
import type { Message } from "../../../src/pumble";

const id = "6a0000000000000000000001";
const directory = {
  members: [{ id, name: "Grace" }],
  groups: [{ id, name: "ops" }],
  channels: [{ id, name: "general" }],
};

function message(text: string, ...elements: object[]): Message & { highlightedBlocks?: Message["blocks"] } {
  const blocks = [{ type: "rich_text", elements }] as Message["blocks"];
  return { id, text, blocks } as Message;
}
const section = (...elements: object[]) => ({ type: "rich_text_section", elements });
const text = (words: string, highlight?: boolean) => ({
  ...{ type: "text", text: words },
  ...(highlight ? { highlight: words } : {}),
});
const plain = (parts: { text: string }[]) => parts.map((part) => part.text).join("");

describe("a message in short", () => {
  test("is its words, with mentions and emoji as one reads them", () => {
    const mentions = [
      { type: "user", user_id: id },
      { type: "channel", channel_id: id },
      { type: "usergroup", usergroup_id: id },
      { type: "broadcast", range: "here" },
      { type: "emoji", name: "tada" },
      { type: "link", url: "https://example.com/", text: "docs" },
      { type: "link", url: "https://example.com/" },
    ];
    const shown = plain(
      snippetOf(message("", section(...mentions.flatMap((each) => [each, text(" ")]))), directory),
    );
    expect(shown).toBe("@Grace #general @ops @here 🎉 docs https://example.com/");
  });

  test("has its paragraphs and items a space apart, and no buttons", () => {
    const list = {
      type: "rich_text_list",
      style: "bullet",
      elements: [section(text("one")), section(text("two"))],
    };
    const actions = { type: "actions", elements: [{ type: "button", text: { text: "Press" } }] };
    expect(
      plain(snippetOf(message("", section(text("first\nline")), list, actions), directory)).split(/ +/),
    ).toEqual(["first", "line", "one", "two"]);
  });

  test("is the plain text where there are no words in blocks", () => {
    expect(plain(snippetOf({ ...message(`hi <<@${id}>>`), blocks: [] }, directory))).toBe("hi @Grace");
  });

  test("marks what was found", () => {
    const found = message("x", section(text("x")));
    found.highlightedBlocks = message(
      "",
      section(text("the "), text("deploy", true), text(" is green")),
    ).blocks;
    expect(snippetOf(found, directory)).toEqual([
      { text: "the ", highlight: false },
      { text: "deploy", highlight: true },
      { text: " is green", highlight: false },
    ]);
  });

  test("is cut around the first hit", () => {
    const far = message("", section(text("a ".repeat(400)), text("needle", true), text(" b".repeat(400))));
    const parts = snippetOf({ ...far, highlightedBlocks: far.blocks }, directory);
    expect(parts[1]).toEqual({ text: "needle", highlight: true });
    expect(parts[0]?.text).toMatch(/^…(a| )+$/);
    expect(parts[2]?.text).toMatch(/^( |b)+…$/);
    expect(plain(parts).length).toBeLessThan(250);
  });
});
