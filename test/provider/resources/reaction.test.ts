import { expect, it } from "vitest";
import { control } from "../../support/control";
import { setUnitScene } from "../scene";

const scene = setUnitScene();

/** The reactions to a message as the workspace keeps them: what Pumble's answers leave out as well. */
async function kept(messageId: string): Promise<unknown> {
  type Snapshot = { tables: { messages: { id: string; reactions: object[] }[] } };
  const { tables } = await control<Snapshot>(scene.test.stack, "GET", "/snapshot");
  return tables.messages.find(({ id }) => id === messageId)?.reactions;
}

it("a reaction is sent in the skin tone that the configuration says, and in none without", async () => {
  const { id } = await scene.channel();
  const message = await scene.test.client.sendMessage({ channelId: id, text: "Both" });
  const place = { channel_id: id, message_id: message.id };
  await scene.applied("reaction", { ...place, reaction: ":wave:", skin_tone: 3 });
  await scene.applied("reaction", { ...place, reaction: ":+1:" });
  const me = scene.ids["ada"];
  expect(await kept(message.id)).toEqual([
    { user: me, code: ":wave:", skinTone: 3 },
    { user: me, code: ":+1:" },
  ]);
});
