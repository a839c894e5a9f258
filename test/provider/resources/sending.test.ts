// Pumble answers "not found" for all of these; the next step follows the cause.
import { describe, expect, it } from "vitest";
import { setUnitScene } from "../scene";

const scene = setUnitScene();

const refusal = async (resource: string, config: Record<string, unknown>) => {
  const { errors } = await scene.object(resource).apply(config);
  return errors.map(({ text }) => text).join("\n");
};

describe("sending to a channel that the key's owner sees", () => {
  it.each(["message", "reply"])(
    "%s as_bot names the bot where it is no member, and its advice works",
    async (what) => {
      const { id: channel_id, name } = await scene.channel("PRIVATE");
      const root = await scene.test.client.sendMessage({ channelId: channel_id, text: "Root" });
      const place = what === "reply" ? { channel_id, thread_root_id: root.id } : { channel_id };
      const config = { ...place, text: "From the bot", as_bot: true };
      const bot = (await scene.test.client.listUsers({})).find(({ isAddonBot }) => isAddonBot)!;
      const said = await refusal(what, config);
      expect(said).toContain(`The addon's bot is not in #${name}`);
      expect(said).toContain(`user_id = "${bot.id}"`);
      await scene.applied("channel_member", { channel_id, user_id: bot.id });
      expect(await refusal(what, config)).toBe("");
    },
  );

  it("says that a channel is archived, for a new message and for an edit", async () => {
    const { id: channel_id, name } = await scene.channel();
    const object = await scene.applied("message", { channel_id, text: "Before" });
    await scene.act("archive", { channelId: channel_id });
    expect(await refusal("message", { channel_id, text: "New" })).toContain(`#${name} is archived`);
    const { errors } = await object.apply({ channel_id, text: "After" });
    expect(errors[0]?.text).toContain("Unarchive it in Pumble and apply again");
  });

  it("says that there is no such channel, when there is none", async () => {
    const said = await refusal("message", { channel_id: "0".repeat(24), text: "x", as_bot: true });
    expect(said).toContain("No channel that the key's owner can see has this id.");
  });
});

it("a message counts as made once what Pumble made of it is remembered", async () => {
  const { id: channel_id } = await scene.channel();
  const object = await scene.applied("message", { channel_id, markdown: "*One* and **two**" });
  expect(object.privateState).toHaveProperty("content");
});
