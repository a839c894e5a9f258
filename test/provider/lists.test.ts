// Lists hold what the key's owner can own, each thing as one type of resource; on any Terraform.
import { beforeAll, describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { InProcess } from "./in-process";
import { setUnitScene } from "./scene";

const scene = setUnitScene();
let pumble: InProcess;
let channelId: string;

beforeAll(async () => {
  const channel = await scene.channel();
  channelId = channel.id;
  const { client } = scene.test;
  const root = await client.sendMessage({ channelId, text: `Mine, for <<@${scene.ids["grace"]}>>` });
  await client.sendMessage({ channelId, text: "The bot's", asBot: true });
  const reply = { channelId, threadRootId: root.id, text: "A reply", alsoSendToChannel: true };
  await scene.act("post", reply);
  await scene.act("add_members", { channelId, users: ["grace@example.com"] });
  await scene.act("post", { channelId, text: "Hers" }, "grace@example.com");
  pumble = new InProcess(provider);
  await pumble.configure({ api_key: scene.test.apiKey, base_url: scene.test.stack.addonUrl });
});

describe("the list of messages", () => {
  it("holds the key owner's and the bot's, without replies, with names for marks", async () => {
    const names = await pumble.listed("message", { channel_id: channelId });
    expect(names).toEqual(["The bot's", "Mine, for @Grace"]);
  });

  it("holds everybody's on demand", async () => {
    const names = await pumble.listed("message", { channel_id: channelId, include_others: true });
    expect(names).toEqual(["Hers", "The bot's", "Mine, for @Grace"]);
  });
});

it("the list of channels holds archived ones only on demand, and no conversation", async () => {
  const { id, name } = await scene.channel("PRIVATE");
  await scene.act("archive", { channelId: id });
  const fresh = new InProcess(provider);
  await fresh.configure({ api_key: scene.test.apiKey, base_url: scene.test.stack.addonUrl });
  expect(await fresh.listed("channel", { type: "PRIVATE" })).toEqual([]);
  expect(await fresh.listed("channel", { type: "PRIVATE", include_archived: true })).toEqual([`#${name}`]);
  expect(await fresh.listed("channel", { include_archived: true })).not.toContain("#");
});
