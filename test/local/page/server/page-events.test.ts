import { expect, test } from "vitest";
import { installedWorkspace } from "../../support";

test("a channel that is made private goes from the pages of those who are not in it, and comes back", async () => {
  const { page, linus, ada, grace, control } = await installedWorkspace();
  await control.act("Ada", "change_user", { user: "Grace", role: "GUEST_SINGLE_CHANNEL" });
  const { channel } = await control.act("Ada", "create_channel", { name: "open" });
  const [hers, his, guests] = [
    ...[await page(ada).events(), await page(linus).events(), await page(grace).events()],
  ] as const;
  await control.act("Ada", "change_channel", { channel: "open", type: "PRIVATE" });
  expect(await his!.next("channel.removed")).toEqual({ type: "channel.removed", channelId: channel.id });
  expect((await hers!.next("channel.updated")).entry.channel.channelType).toBe("PRIVATE");
  await control.act("Ada", "change_channel", { channel: "open", description: "still" });
  await control.act("Ada", "change_channel", { channel: "open", type: "PUBLIC" });
  expect((await his!.next("channel.updated")).entry.channel).toMatchObject({
    id: channel.id,
    isMember: false,
  });
  await control.act("Ada", "post", { channel: "general", text: "barrier" });
  for (const events of [his!, guests!]) await events.next((event) => event.message?.text === "barrier");
  expect(his!.all.filter(({ type }) => type === "channel.removed")).toHaveLength(1);
  expect(JSON.stringify(guests!.all)).not.toContain(channel.id);
});
