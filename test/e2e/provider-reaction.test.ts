import { beforeAll, describe, expect, it } from "vitest";
import { setScene } from "./provider-scene";

const scene = setScene();
let messageId: string;

beforeAll(async () => {
  messageId = (await scene.test.client.sendMessage({ channelId: scene.channelId, text: "Shipped" })).id;
});

function reaction(code: string, more = ""): string {
  return `resource "pumble_reaction" "it" {
    channel_id = "${scene.channelId}"
    message_id = "${messageId}"
    reaction   = "${code}"
    ${more}
  }`;
}

const codes = async () =>
  (await scene.test.client.fetchMessage({ channelId: scene.channelId, messageId })).reactions?.map(
    (one) => one.code,
  );

describe("pumble_reaction", () => {
  it("is added, added again when taken back, replaced by another, and taken back when destroyed", async () => {
    await scene.applied(reaction(":tada:", "skin_tone = 3"));
    expect(await codes()).toEqual([":tada:"]);
    await scene.test.client.removeReaction({ channelId: scene.channelId, messageId, reaction: ":tada:" });
    expect(await scene.actions()).toEqual([["create"]]);
    await scene.project.applied();
    scene.project.write(reaction(":+1:"));
    expect(await scene.actions()).toEqual([["delete", "create"]]);
    await scene.project.applied();
    expect(await codes()).toEqual([":+1:"]);
    await scene.project.destroy();
    expect(await codes()).toEqual([]);
  });

  it("goes with its message", async () => {
    await scene.applied(`
      resource "pumble_message" "mine" {
        channel_id = "${scene.channelId}"
        text       = "Both of us"
      }
      resource "pumble_reaction" "it" {
        channel_id = pumble_message.mine.channel_id
        message_id = pumble_message.mine.id
        reaction   = ":wave:"
      }
    `);
    const mine = (await scene.value("pumble_message.mine", "id")) as string;
    await scene.test.client.deleteMessage({ channelId: scene.channelId, messageId: mine });
    expect(await scene.actions()).toEqual([["create"], ["delete", "create"]]);
    expect((await scene.project.destroy()).code).toBe(0);
  });

  it("in an archived channel is forgotten when it is destroyed, and holds back neither message nor channel", async () => {
    await scene.applied(`
      resource "pumble_channel" "it" {
        name = "to-be-archived"
      }
      resource "pumble_message" "it" {
        channel_id = pumble_channel.it.id
        text       = "Old news"
      }
      resource "pumble_reaction" "it" {
        channel_id = pumble_channel.it.id
        message_id = pumble_message.it.id
        reaction   = ":wave:"
      }
    `);
    await scene.control("/act", { as: "ada@example.com", action: "archive", channel: "to-be-archived" });
    expect((await scene.project.plan()).code).toBe(0);
    const destroyed = await scene.project.destroy();
    expect(destroyed.code).toBe(0);
    expect(destroyed.text).toContain("Left in an archived channel");
    expect(await scene.project.state()).toEqual({});
  });

  it("is refused at plan time where its message does not stand", async () => {
    const other = (await scene.test.client.createChannel({ name: "elsewhere", type: "PUBLIC" })).id;
    const text = await scene.refused(reaction(":tada:").replace(scene.channelId, other));
    expect(text).toContain(`No message ${messageId} in channel ${other}`);
  });

  it("of somebody else is not taken for the key owner's own", async () => {
    await scene.control("/act", { as: "grace@example.com", action: "react", messageId, code: ":eyes:" });
    scene.project.write(reaction(":eyes:"));
    await scene.project.init();
    const result = await scene.project.run(
      ...["import", "-no-color", "pumble_reaction.it", `stage/${messageId}/:eyes:`],
    );
    expect(result.code).toBe(1);
    expect(result.text).toContain("Cannot import non-existent remote object");
  });

  it("is imported by channel, message and code, and the plan after it is empty", async () => {
    await scene.test.client.addReaction({ channelId: scene.channelId, messageId, reaction: ":heart:" });
    scene.project.write(reaction(":heart:"));
    await scene.imported("pumble_reaction.it", `stage/${messageId}/:heart:`);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.destroy();
    expect(await codes()).not.toContain(":heart:");
  });

  it("refuses what is no emoji code", async () => {
    expect(await scene.refused(reaction("tada"))).toContain("must be an emoji code such as :+1:");
  });
});
