import { describe, expect, test } from "vitest";
import { type Search, searchMessages } from "../../../../src/local/core/workspace/search";
import { planted, refusalOf } from "./planted";

/** What was said, oldest first; the seed's own messages hold none of these words. */
function said() {
  const setup = planted();
  const { post, workspace, as, hide, channel } = setup;
  post("Ada", "random", { text: "tea tea tea" });
  post("Grace", "random", { text: "tea with milk" });
  post("Ada", "general", { text: "some Teapots" });
  post("Linus", "general", { text: "instead, a tea" });
  hide("Grace", "cellar");
  const found = (search: Partial<Search>, who = "Ada") =>
    searchMessages(workspace, as(who), { limit: 10, ...search });
  const textsOf = (search: Partial<Search>, who?: string) =>
    found(search, who).content.map(({ text }) => text);
  return { ...setup, found, textsOf, ids: (name: string) => as(name).userId, at: channel };
}

describe("what is found", () => {
  test("the share of the words that fit is the relevance, and of equals the newer comes first", () => {
    const { textsOf } = said();
    expect(textsOf({ text: "tea" })).toEqual([
      ...["tea tea tea", "some Teapots", "instead, a tea", "tea with milk"],
    ]);
    expect(textsOf({ text: "tea", strategy: "MOST_RELEVANT" })).toEqual(textsOf({ text: "tea" }));
  });

  test.each([
    ["NEWEST", ["instead, a tea", "some Teapots", "tea with milk", "tea tea tea"]],
    ["MOST_RECENT", ["instead, a tea", "some Teapots", "tea with milk", "tea tea tea"]],
    ["OLDEST", ["tea tea tea", "tea with milk", "some Teapots", "instead, a tea"]],
  ] as const)("%s goes by time alone", (strategy, expected) => {
    const { textsOf, found } = said();
    expect(textsOf({ text: "tea", strategy })).toEqual(expected);
    for (const [skip, text] of expected.entries()) {
      const page = found({ text: "tea", strategy, limit: 1, skip });
      expect([page.content[0]?.text, page.hasMore, page.totalElements]).toEqual([text, skip < 3, 4]);
    }
  });

  test("every word has to be there, as the beginning of one", () => {
    const { textsOf } = said();
    expect(textsOf({ text: "MIL tea" })).toEqual(["tea with milk"]);
    expect(textsOf({ text: "tea pots" })).toEqual([]);
  });

  test("an author narrows what a text finds", () => {
    const { textsOf, ids } = said();
    expect(textsOf({ text: "tea", from: [ids("Linus"), ids("Grace")] })).toEqual([
      ...["instead, a tea", "tea with milk"],
    ]);
  });

  test("without a text, the newest of an author or a channel; who is named twice is searched once", () => {
    const { textsOf, found, ids, at } = said();
    expect(textsOf({ from: [ids("Ada")], in: [at("random").id] })).toEqual(["tea tea tea"]);
    expect(found({ from: [ids("Linus"), ids("Linus")] }).totalElements).toBe(1);
    const twice = found({ in: [at("general").id, at("general").id], limit: 2 });
    expect([twice.content.map(({ text }) => text), twice.totalElements]).toEqual([
      ["instead, a tea", "some Teapots"],
      3,
    ]);
    expect(textsOf({ in: [at("random").id], strategy: "OLDEST" }).at(-1)).toBe("tea with milk");
  });

  test("a text without a word is in no message, whoever wrote it", () => {
    const { found, ids } = said();
    for (const search of [{ text: "!!" }, { text: "👍", from: [ids("Ada")] }]) {
      expect(found(search)).toEqual({ content: [], totalElements: 0, hasMore: false });
    }
    expect(found({ text: " ", from: [ids("Linus")] }).totalElements).toBe(1);
  });

  test("nothing to search for is refused, empty lists too", () => {
    const { found } = said();
    for (const search of [{}, { text: " " }, { from: [], in: [] }]) {
      expect(refusalOf(() => found(search))).toEqual({
        status: 400,
        message: "[text, from or in must be given]",
      });
    }
  });
});

describe("what narrows", () => {
  test("times are strict on both sides", () => {
    const { found, post } = said();
    const { at } = post("Ada", "random", { text: "cocoa" });
    const count = (search: Partial<Search>) => found({ text: "cocoa", ...search }).totalElements;
    expect([count({ beforeTs: at }), count({ beforeTs: at + 1 })]).toEqual([0, 1]);
    expect([count({ afterTs: at }), count({ afterTs: at - 1 })]).toEqual([0, 1]);
    expect(count({ afterTs: 0, beforeTs: 0 })).toBe(0);
  });

  test("one's own channels, people alone, and so many reactions, attachments and files", () => {
    const { found, post, workspace, as, hide } = said();
    const { id } = hide("Ada", "attic");
    const rich = post("Ada", "attic", { text: "cocoa", attachments: [{ title: "a" }], files: [{ id: "f" }] });
    workspace.db.messages.put({ ...rich, reactions: [{ user: as("Ada").userId, code: ":eyes:" }] });
    post("Grace", "random", { text: "cocoa" });
    const app = { userId: as("Linus").userId, appId: "app", isBot: true };
    workspace.db.messages.put({ ...rich, id: workspace.ids.next(), authorAppId: app.appId, channelId: id });
    const count = (search: Partial<Search>, who?: string) =>
      found({ text: "cocoa", ...search }, who).totalElements;
    expect([count({}), count({ fromHumanOnly: true }), count({}, "Grace")]).toEqual([3, 2, 1]);
    expect([count({ minReactionCount: 1 }), count({ minReactionCount: 2 })]).toEqual([1, 0]);
    expect([count({ minAttachmentCount: 1 }), count({ minAttachmentCount: 2 })]).toEqual([2, 0]);
    expect([count({ minFileCount: 1 }), count({ minFileCount: 2 })]).toEqual([2, 0]);
  });

  test("public channels that one is not in are searched unless one's own are asked for", () => {
    const { found, workspace, as, post } = said();
    const { id } = workspace.channel(workspace.db.channelsByName.first("random")!);
    const entry = workspace.db.membershipsByPair.first(`${id}:${as("Linus").userId}`)!;
    workspace.db.memberships.delete(entry);
    post("Ada", "random", { text: "cocoa" });
    expect(found({ text: "cocoa" }, "Linus").totalElements).toBe(1);
    expect(found({ text: "cocoa", fromMyChannelsOnly: true }, "Linus").totalElements).toBe(0);
    expect(found({ text: "cocoa", fromMyChannelsOnly: true }, "Grace").totalElements).toBe(1);
  });

  test("neither a tombstone nor what Pumble itself says is found", () => {
    const { found, workspace, post } = said();
    const kept = post("Ada", "random", { text: "cocoa" });
    workspace.db.messages.put({ ...kept, deleted: true });
    expect(found({ text: "cocoa" }).totalElements).toBe(0);
    workspace.db.messages.put({ ...kept, subtype: "joined_channel" });
    expect(found({ text: "cocoa" }).totalElements).toBe(0);
  });
});

describe("what is highlighted", () => {
  const lit = (text: string, words: string) => {
    const { post, found } = said();
    post("Ada", "random", { text });
    const [hit] = found({ text: words, strategy: "NEWEST" }).content;
    const section = hit?.highlightedBlocks?.[0]?.elements as {
      elements: { text: string; highlight?: string }[];
    }[];
    return section?.[0]?.elements.map((part) => (part.highlight ? [part.text, part.highlight] : part.text));
  };

  test.each([
    ["Cocoa", "cocoa", [["Cocoa", "Cocoa"]]],
    ["hot cocoa, Cocoabeans", "cocoa", ["hot ", ["cocoa", "cocoa"], ", ", ["Cocoabeans", "Cocoabeans"]]],
    ["cocoa for all", "all coco", [["cocoa", "cocoa"], " for ", ["all", "all"]]],
    ["macocoa cocoa!", "cocoa", ["macocoa ", ["cocoa", "cocoa"], "!"]],
    ["Éclair éclairs", "éc", [["Éclair", "Éclair"], " ", ["éclairs", "éclairs"]]],
  ])("in %s by %s", (text, words, expected) => {
    expect(lit(text, words)).toEqual(expected);
  });

  test("style and everything else of a part stays, and what is no text is left alone", () => {
    const { post, found } = said();
    const bold = { type: "text", text: "cocoa now", style: { bold: true } };
    const mention = { type: "user", user_id: "0".repeat(24) };
    const link = { type: "link", url: "https://example.com/cocoa", text: "cocoa" };
    const blocks = [
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [bold, mention, link] }] },
      { type: "divider" },
    ];
    post("Ada", "random", { text: "cocoa now", blocks });
    expect(found({ text: "cocoa" }).content[0]?.highlightedBlocks).toEqual([
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { ...bold, text: "cocoa", highlight: "cocoa" },
              { ...bold, text: " now" },
              mention,
              link,
            ],
          },
        ],
      },
      { type: "divider" },
    ]);
  });

  test("nothing where no text was searched for", () => {
    const { found, ids } = said();
    expect(found({ from: [ids("Linus")] }).content[0]?.highlightedBlocks).toEqual([]);
  });
});
