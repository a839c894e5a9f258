/** Welcomes those in a channel whom no earlier welcome of the key's owner named. */
import { defineScript, z } from "../index";
import { channelNamed } from "./channel-named";

export default defineScript({
  input: z.object({
    channel: z.string().min(1).describe("Name or id of the channel."),
    text: z
      .string()
      .refine((text) => text.includes("{names}"), "must say where the names go: {names}")
      .default("Welcome, {names}!"),
    atMost: z
      .int()
      .min(1)
      .default(20)
      .describe("More new members than this are not welcomed at all: then something is odd."),
  }),
  permissions: { net: "pumble" },
  async run({ pumble, input, log, dryRun }) {
    const { channel, users = [] } = await pumble.getChannel(channelNamed(input.channel));
    const me = await pumble.myInfo();
    const people = (await pumble.listUsers()).filter(
      ({ id, isAddonBot, isPumbleBot, status }) =>
        users.includes(id) && id !== me.id && !isAddonBot && !isPumbleBot && status !== "DEACTIVATED",
    );
    const welcomed = new Set<string>();
    for await (const message of pumble.allMessages({ channelId: channel.id })) {
      // That somebody was added is told by a message of whoever added them, which is no welcome.
      if (message.author !== me.id || message.subtype) continue;
      for (const [, id] of message.text.matchAll(/<<@([0-9a-f]{24})>>/g)) welcomed.add(id!);
    }
    const fresh = people.filter(({ id }) => !welcomed.has(id));
    if (fresh.length > input.atMost) {
      throw new Error(
        `${fresh.length} members of #${channel.name} were never welcomed; raise atMost if that is right`,
      );
    }
    if (fresh.length === 0) {
      log(`Everybody in #${channel.name} was welcomed already`);
      return { welcomed: [] };
    }
    const names = fresh.map(({ id }) => `<<@${id}>>`).join(", ");
    await pumble.sendMessage({ channelId: channel.id, text: input.text.replaceAll("{names}", names) });
    if (!dryRun) log(`Welcomed ${fresh.length} in #${channel.name}`);
    return { welcomed: fresh.map(({ email }) => email) };
  },
});
