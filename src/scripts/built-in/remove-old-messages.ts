/** Deletes the key owner's own messages older than a number of days. */
import { defineScript, z } from "../index";
import { channelNamed } from "./channel-named";

const dayMs = 86_400_000;

export default defineScript({
  input: z.object({
    channel: z.string().min(1).describe("Name or id of the channel."),
    olderThanDays: z.number().min(0).describe("Age in days from which a message is removed."),
    now: z.number().optional().describe("What counts as now, milliseconds since 1970. Default: the clock."),
  }),
  permissions: { net: "pumble" },
  async run({ pumble, input, log, signal, dryRun }) {
    const { channel } = await pumble.getChannel(channelNamed(input.channel));
    const me = await pumble.myInfo();
    const before = (input.now ?? Date.now()) - input.olderThanDays * dayMs;
    const old: string[] = [];
    for await (const message of pumble.allMessages({ channelId: channel.id })) {
      const isOwn = message.author === me.id && !message.subtype && !message.deleted;
      if (isOwn && message.timestampMilli < before) old.push(message.id);
    }
    for (const messageId of old) {
      signal.throwIfAborted();
      await pumble.deleteMessage({ channelId: channel.id, messageId });
    }
    if (!dryRun) log(`Removed ${old.length} messages from #${channel.name}`);
    return { removed: old.length };
  },
});
