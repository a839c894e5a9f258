import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import {
  Content,
  Emoji,
  L1,
  OnMessageDestroy,
  PumbleAnnouncement,
  PumbleChannel,
  PumbleDirectMessage,
  PumbleReaction,
  PumbleReply,
  PumbleUser,
  PumbleUserGroups,
  type RichText,
} from "../../constructs";
import { only, type Synthesised, synth } from "./synth";

const anId = "5f0c1d2e3a4b5c6d7e8f9a0b";

/** Which of a type waits for which, by the ids in the code. */
function waits(resource: Synthesised["resource"], type: string): Record<string, string[]> {
  const plain = (name: string) => name.replace(/_[0-9A-F]{8}$/, "");
  const entries = Object.entries(resource[type] ?? {}).map(([name, attributes]) => [
    plain(name),
    ((attributes.depends_on as string[]) ?? []).map(plain),
  ]);
  return Object.fromEntries(entries);
}

describe("order", () => {
  test("announcements, replies and reactions come as the code declares them", () => {
    const { resource } = synth((stack) => {
      const news = new PumbleChannel(stack, "news", { name: "news" });
      const one = news.announce("one", { text: "1" });
      news.announce("two", { text: "2", dependsOn: [news] });
      new PumbleAnnouncement(stack, "three", { channel: news.id, text: "3" });
      new PumbleAnnouncement(stack, "elsewhere", { channel: anId, text: "4" });
      one.addReply("a", { text: "a" });
      one.addReply("b", { text: "b" });
      new PumbleReply(stack, "c", { message: one.resource, text: "c" });
      one.addReaction(Emoji.EYES);
      one.addReaction(":tada:");
    });
    expect(waits(resource, "pumble_message")).toEqual({
      news_one: [],
      news_two: ["pumble_channel.news", "pumble_message.news_one"],
      three: ["pumble_message.news_two"],
      elsewhere: [],
    });
    expect(waits(resource, "pumble_reply")).toEqual({
      news_one_a: [],
      news_one_b: ["pumble_reply.news_one_a"],
      c: ["pumble_reply.news_one_b"],
    });
    expect(waits(resource, "pumble_reaction")).toEqual({
      news_one_eyes: [],
      news_one_tada: ["pumble_reaction.news_one_eyes"],
    });
  });

  test("is given up by one of them, a whole channel, or a whole thread", () => {
    const { resource } = synth((stack) => {
      const loose = new PumbleChannel(stack, "loose", { name: "loose", order: "none" });
      loose.announce("a", { text: "a" });
      loose.announce("b", { text: "b" }).addReply("c", { text: "c" }).addReaction(Emoji.EYES);
      loose.announce("d", { text: "d", order: "declared" });
      loose.announce("f", { text: "e", order: "declared" });
      const strict = PumbleChannel.fromName(stack, "strict", "strict");
      strict.announce("a", { text: "a" });
      strict.announce("b", { text: "b", order: "none" });
      const thread = strict.announce("c", { text: "c" });
      for (const id of ["x", "y"]) thread.addReply(id, { text: id, order: "none" });
      const none = strict.announce("d", { text: "d", order: "none" });
      for (const id of ["x", "y"]) none.addReply(id, { text: id });
      for (const emoji of [Emoji.EYES, Emoji.TADA]) none.addReaction(emoji);
    });
    expect(waits(resource, "pumble_message")).toEqual({
      ...{ loose_a: [], loose_b: [], loose_d: [], loose_f: ["pumble_message.loose_d"] },
      ...{ strict_a: [], strict_b: [], strict_c: ["pumble_message.strict_a"], strict_d: [] },
    });
    expect(new Set(Object.values(waits(resource, "pumble_reply")).flat())).toEqual(new Set());
    expect(new Set(Object.values(waits(resource, "pumble_reaction")).flat())).toEqual(new Set());
  });
});

describe("content", () => {
  const said = (content: Content) => {
    const { resource } = synth((stack) => {
      new PumbleAnnouncement(stack, "a", { channel: anId, content });
    });
    const { channel_id: _, ...others } = only(resource.pumble_message);
    return others;
  };

  test("is text, Markdown or blocks, in the code or in a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "pumble-content-"));
    const file = join(folder, "rules.md");
    writeFileSync(file, "\uFEFF# Rules\r\n\r\nBe kind to ${everybody}.\r");
    expect(said(Content.text("a"))).toEqual({ text: "a" });
    expect(said(Content.markdown("**a**"))).toEqual({ markdown: "**a**" });
    expect(said(Content.blocks("[]"))).toEqual({ blocks: "[]" });
    expect(said(Content.textFile(file))).toEqual({ text: "# Rules\n\nBe kind to $${everybody}.\n" });
    expect(said(Content.markdownFile(file))).toEqual({ markdown: "# Rules\n\nBe kind to $${everybody}.\n" });
    rmSync(folder, { recursive: true });
    expect(() => Content.markdownFile("no-such.md")).toThrow(
      /^The file no-such\.md does not exist: it was looked for at \/.*no-such\.md\. Give its path from there\.$/,
    );
    expect(() => Content.markdownFile("test")).toThrow("The file test cannot be read");
  });

  test("in blocks is JSON, by Terraform where it refers to something", () => {
    const blocks = (text: string): RichText[] => [
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] },
    ];
    const plain = 'say "hi" \\ ${x} %{y}\n\b\f é';
    const elements = (text: string) =>
      `[{"elements":[{"elements":[{"text":${text},"type":"text"}],"type":"rich_text_section"}],"type":"rich_text"}]`;
    expect(said(Content.blocks(blocks(plain)))).toEqual({
      blocks: elements(JSON.stringify(plain))
        .replace("${x}", () => "$${x}")
        .replace("%{y}", "%%{y}"),
    });
    const { resource } = synth((stack) => {
      const who = new TerraformVariable(stack, "who", {});
      new PumbleAnnouncement(stack, "a", { channel: anId, blocks: blocks(`${plain} ${who.stringValue}!`) });
      new PumbleAnnouncement(stack, "b", {
        ...{ channel: anId, text: "b" },
        attachments: [{ title: who.stringValue, count: who.numberValue, list: who.listValue, nothing: null }],
      });
    });
    const [a, b] = Object.values(resource.pumble_message!);
    expect(a!.blocks).toBe(
      '${jsonencode([{"type" = "rich_text", "elements" = [{"type" = "rich_text_section", "elements" = ' +
        '[{"type" = "text", "text" = "say \\"hi\\" \\\\ $${x} %%{y}\\n\\u0008\\u000c é ${var.who}!"}]}]}])}',
    );
    expect(b!.attachments).toBe(
      '${jsonencode([{"title" = "${var.who}", "count" = "${var.who}", "list" = "${var.who}", "nothing" = null}])}',
    );
  });

  test("mentions channels, people and groups", () => {
    const { resource } = synth((stack) => {
      const ada = PumbleUser.fromEmail(stack, "ada", "ada@example.com");
      const me = PumbleUser.current(stack, "me");
      const other = PumbleUser.fromId(stack, "other", anId);
      const onCall = new PumbleUserGroups(stack, "groups").handle("@on-call");
      const text = [ada.mention, me.mention, other.mention, onCall.mention].join(" ${");
      new PumbleAnnouncement(stack, "a", { channel: anId, text, allowBroadcast: true });
    });
    expect(only(resource.pumble_message).text).toBe(
      "<<@${data.pumble_user.ada.id}>> $${<<@${data.pumble_current_user.me.id}>> $${<<@${data.pumble_user.other.id}>> " +
        '$${<<&${data.pumble_user_groups.groups.ids_by_handle["on-call"]}>>',
    );
  });
});

describe("a reaction", () => {
  test("is named by its emoji, which may be known later", () => {
    const { resource } = synth((stack) => {
      const emoji = new TerraformVariable(stack, "emoji", { default: ":tada:" });
      const a = new PumbleAnnouncement(stack, "a", { channel: anId, text: "a" });
      a.addReaction(Emoji.of("wave"), { skinTone: 3 });
      a.addReaction(Emoji.of(emoji.stringValue), { id: "late" });
      expect(() => a.addReaction(Emoji.of(emoji.stringValue))).toThrow(
        "main/a: this reaction is only known later",
      );
    });
    expect(Object.keys(resource.pumble_reaction!)).toEqual([
      expect.stringMatching(/^a_wave_/),
      expect.stringMatching(/^a_late_/),
    ]);
    expect(Object.values(resource.pumble_reaction!)).toMatchObject([
      { reaction: ":wave:", skin_tone: 3 },
      { reaction: "${var.emoji}" },
    ]);
  });

  test("may be to a reply, a binding, or any message by its ids", () => {
    const { resource } = synth((stack) => {
      const message = new L1.Message(stack, "message", { channelId: anId, text: "a" });
      new PumbleReaction(stack, "one", { message, reaction: ":eyes:" });
      new PumbleReaction(stack, "two", { message: { channel: anId, id: anId }, reaction: ":eyes:" });
    });
    expect(Object.values(resource.pumble_reaction!)).toMatchObject([
      { channel_id: "${pumble_message.message.channel_id}", message_id: "${pumble_message.message.id}" },
      { channel_id: anId, message_id: anId },
    ]);
  });
});

test("a direct message goes to people, and has a thread and reactions", () => {
  const { resource } = synth((stack) => {
    const hello = new PumbleDirectMessage(stack, "hello", {
      to: ["ada@example.com", PumbleUser.fromEmail(stack, "grace", "grace@example.com")],
      text: "Hello",
      onDestroy: OnMessageDestroy.KEEP,
      triggers: { week: "${week}" },
    });
    hello.addReply("more", { text: "More" });
  });
  expect(only(resource.pumble_direct_message)).toEqual({
    emails: ["ada@example.com", "${data.pumble_user.grace.email}"],
    ...{ text: "Hello", on_destroy: "keep", triggers: { week: "$${week}" } },
  });
  expect(only(resource.pumble_reply)).toMatchObject({ thread_root_id: "${pumble_direct_message.hello.id}" });
});
