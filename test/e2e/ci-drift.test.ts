/** Everything that can be done by hand in the local workspace, and what `pumble drift` says of it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CiScene } from "./ci-scene";

const hcl = `
resource "pumble_channel" "ops" {
  name        = "ops"
  description = "Operations"
}
resource "pumble_channel" "quiet" { name = "quiet" }
resource "pumble_channel" "gone" { name = "gone" }
resource "pumble_channel" "named" { name = "named" }
resource "pumble_channel" "secret" {
  name = "secret"
  type = "PRIVATE"
}
resource "pumble_channel_members" "ops" {
  channel_id = pumble_channel.ops.id
  emails     = ["grace@example.com", "linus@example.com"]
}
resource "pumble_channel_member" "one" {
  channel_id = pumble_channel.quiet.id
  email      = "grace@example.com"
}
resource "pumble_message" "edited" {
  channel_id = pumble_channel.ops.id
  text       = "ours"
}
resource "pumble_message" "deleted" {
  channel_id = pumble_channel.ops.id
  markdown   = "**Rules**"
}
resource "pumble_message" "kept" {
  channel_id = pumble_channel.ops.id
  text       = "stays"
}
resource "pumble_reply" "reply" {
  channel_id     = pumble_channel.ops.id
  thread_root_id = pumble_message.kept.id
  text           = "answer"
}
resource "pumble_reaction" "seen" {
  channel_id = pumble_channel.ops.id
  message_id = pumble_message.kept.id
  reaction   = ":eyes:"
}
resource "pumble_scheduled_message" "later" {
  channel_id = pumble_channel.ops.id
  text       = "later"
  send_at    = "2090-01-01T09:00:00Z"
}
resource "pumble_direct_message" "hello" {
  emails = ["grace@example.com"]
  text   = "hello"
}
`;

describe("what was done by hand", () => {
  let scene: CiScene;
  const messages = new Map<string, string>();
  beforeAll(async () => {
    scene = await CiScene.github();
    scene.commit(hcl);
    await scene.expectCode(0, ["apply", "--yes"]);
    for (const channel of ["ops"]) {
      const { messages: listed } = await scene.test.client.listMessages({ channel });
      for (const { text, id } of listed) messages.set(text, id);
    }
  });
  afterAll(() => scene?.close());

  const drift = async () => {
    const { code, stdout, stderr } = await scene.pumble(["drift"]);
    return { code, words: stdout.replace(/\s+/g, " "), stderr };
  };

  it("nothing, right after an apply", async () => {
    expect(await drift()).toMatchObject({
      code: 0,
      words: expect.stringContaining("Nothing was changed by hand."),
    });
  });

  it("is told in words, each thing once, and is gone after an apply", async () => {
    const { client } = scene.test;
    const replies = await client.fetchThreadReplies({
      channel: "ops",
      rootMessageId: messages.get("stays")!,
    });
    await scene.act({ action: "edit", messageId: messages.get("ours"), text: "theirs" });
    await scene.act({ action: "delete", messageId: messages.get("Rules") });
    await scene.act({ action: "edit", messageId: replies[0]!.id, text: "another answer" });
    await scene.act({ action: "unreact", messageId: messages.get("stays"), code: ":eyes:" });
    await scene.act({ action: "leave", as: "linus@example.com", channel: "ops" });
    await scene.act({ action: "remove_member", channel: "quiet", user: "grace@example.com" });
    await scene.act({ action: "join", as: "linus@example.com", channel: "quiet" });
    await scene.act({ action: "delete_channel", channel: "gone" });
    const found = await drift();
    expect(found.code, found.stderr).toBe(2);
    for (const [says, times] of [
      ["announcement edited was edited in Pumble; the next apply undoes it", 1],
      ["announcement deleted was deleted in Pumble; the next apply undoes it", 1],
      ["reply reply was edited in Pumble; the next apply undoes it", 1],
      ["reaction seen was taken back in Pumble; the next apply undoes it", 1],
      ["linus@example.com left it or were removed; the next apply undoes it", 1],
      ["the channel was deleted in Pumble, or the key's owner left it; the next apply undoes it", 1],
    ] as const) {
      expect(found.words.split(says).length - 1, `${says}\n${found.words}`).toBe(times);
    }
    await scene.expectCode(0, ["apply", "--yes"]);
    expect(await drift()).toMatchObject({ code: 0 });
  });

  it.each([
    [
      "channels are told that were archived, described, made public and renamed",
      [
        [{ action: "archive", channel: "quiet" }, "#quiet was archived"],
        [
          { action: "change_channel", channel: "ops", description: "by hand" },
          "#ops has another description: “by hand”, not “Operations”",
        ],
        [{ action: "change_channel", channel: "secret", type: "PUBLIC" }, "#secret was made public"],
        [
          { action: "change_channel", channel: "named", name: "renamed" },
          "was renamed: it was #named, it is #renamed",
        ],
      ],
    ],
    [
      "and so is what brings them back",
      [
        [{ action: "unarchive", channel: "quiet" }, "#quiet was unarchived"],
        [
          { action: "change_channel", channel: "ops", description: "Operations" },
          "#ops has another description: “Operations”, not “by hand”",
        ],
        [{ action: "change_channel", channel: "secret", type: "PRIVATE" }, "#secret was made private"],
        [
          { action: "change_channel", channel: "renamed", name: "named" },
          "was renamed: it was #renamed, it is #named",
        ],
      ],
    ],
  ] as const)(
    "%s; an apply that does nothing else writes it down, for no API can undo it",
    async (_, acts) => {
      for (const [act] of acts) await scene.act(act);
      const found = await drift();
      expect(found.code, found.words + found.stderr).toBe(2);
      for (const [, says] of acts)
        expect(found.words.split(says).length - 1, `${says}\n${found.words}`).toBe(1);
      await scene.expectCode(0, ["apply", "--yes"]);
      expect((await drift()).code).toBe(0);
    },
  );

  it("a person's other address is told once, however many channels name them, and is gone after an apply", async () => {
    for (const [user, email] of [
      ["grace@example.com", "hopper@example.com"],
      ["hopper@example.com", "grace@example.com"],
    ] as const) {
      await scene.act({ action: "change_user", user, email });
      const found = await drift();
      expect(found.code, found.words + found.stderr).toBe(2);
      const says = `${user} has another address in Pumble: ${email} (also in #quiet)`;
      expect(found.words.split(email).length - 1, found.words).toBe(1);
      expect(found.words).toContain(says);
      await scene.expectCode(0, ["apply", "--yes"]);
      expect((await drift()).code).toBe(0);
    }
  });

  it("somebody's message, group and status are nobody's drift", async () => {
    await scene.act({ action: "post", as: "linus@example.com", channel: "general", text: "hi" });
    await scene.act({ action: "create_group", handle: "crew", name: "Crew", users: ["grace@example.com"] });
    await scene.act({ action: "set_status", code: ":tada:", status: "out", expiresAt: 0 });
    expect((await drift()).code).toBe(0);
  });

  it("is told once in a thread, and that it is over", async () => {
    await scene.act({ action: "edit", messageId: messages.get("ours"), text: "theirs" });
    const told = async () => {
      await scene.pumble(["drift", "--notify", "general"]);
      const { messages: listed } = await scene.test.client.listMessages({ channel: "general" });
      const root = listed.find(({ text }) => text.startsWith("Drift "));
      if (!root) return [];
      const replies = await scene.test.client.fetchThreadReplies({
        channel: "general",
        rootMessageId: root.id,
      });
      return [root.text, ...replies.map(({ text }) => text)];
    };
    const first = await told();
    expect(first).toEqual([expect.stringContaining("announcement edited was edited in Pumble")]);
    expect(await told()).toEqual(first);
    await scene.expectCode(0, ["apply", "--yes"]);
    const over = await told();
    expect(over).toEqual([...first, expect.stringContaining("is as declared")]);
    expect(await told()).toEqual(over);
  });
});
