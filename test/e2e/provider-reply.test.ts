import { beforeAll, describe, expect, it } from "vitest";
import { setScene } from "./provider-scene";

const scene = setScene();
let rootId: string;

beforeAll(async () => {
  const { channelId, test } = scene;
  rootId = (await test.client.sendMessage({ channelId, text: "What do you think?" })).id;
});

function reply(...lines: string[]): string {
  const place = [`channel_id = "${scene.channelId}"`, `thread_root_id = "${rootId}"`];
  return `resource "pumble_reply" "it" {\n  ${[...place, ...lines].join("\n  ")}\n}\n`;
}

const id = async () => (await scene.value("pumble_reply.it", "id")) as string;
const replies = () =>
  scene.test.client.fetchThreadReplies({ channelId: scene.channelId, rootMessageId: rootId });
const fetched = async () =>
  scene.test.client.fetchMessage({ channelId: scene.channelId, messageId: await id() });
const channelTexts = async () =>
  (await scene.test.client.listMessages({ channelId: scene.channelId })).messages.map((one) => one.text);

describe("pumble_reply", () => {
  it("stands in its thread, is edited in place, posted again when deleted, and gone when destroyed", async () => {
    await scene.applied(reply('text = "Good idea"'));
    const first = await id();
    expect(await replies()).toMatchObject([{ id: first, text: "Good idea" }]);
    expect(await channelTexts()).not.toContain("Good idea");

    scene.project.write(reply('text = "Very good idea"'));
    await scene.project.applied();
    expect(await id()).toBe(first);
    expect((await fetched()).text).toBe("Very good idea");

    await scene.test.client.deleteMessage({ channelId: scene.channelId, messageId: first });
    expect(await scene.actions()).toEqual([["create"]]);
    await scene.project.applied();
    expect(await replies()).toMatchObject([{ text: "Very good idea" }]);
    await scene.project.destroy();
    expect(await replies()).toEqual([]);
  });

  it("with also_send_to_channel shows in the channel too, rich text included", async () => {
    await scene.applied(reply('markdown = "**Yes**"', "also_send_to_channel = true", "as_bot = true"));
    const posted = await fetched();
    expect(posted.threadReplyInfo).toMatchObject({ rootId, replySentToChannel: true });
    expect(JSON.stringify(posted.blocks)).toContain('"bold":true');
    expect(posted.authorAppId).toBeTruthy();
    expect(await channelTexts()).toContain("Yes");
    scene.project.write(reply('markdown = "**Yes**"', "as_bot = true"));
    expect(await scene.actions()).toEqual([["delete", "create"]]);
    await scene.project.applied();
    expect(await channelTexts()).not.toContain("Yes");
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.destroy();
    expect(await replies()).toEqual([]);
  });

  it("is imported by channel, thread root and reply, and the plan after it is empty", async () => {
    const { channelId, test } = scene;
    const made = await test.client.sendReply({ channelId, messageId: rootId, text: "From before" });
    scene.project.write(reply('text = "From before"'));
    await scene.imported("pumble_reply.it", `#stage/${rootId}/${made.id}`);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.destroy();
    expect(await replies()).toEqual([]);
  });

  it("says what an import id looks like", async () => {
    scene.project.write(reply('text = "x"'));
    await scene.project.init();
    const result = await scene.project.run("import", "-no-color", "pumble_reply.it", "stage/nonsense");
    expect(result.code).toBe(1);
    expect(result.text).toContain("Give CHANNEL/THREAD_ROOT/REPLY");
  });
});
