/** Writes a channel's messages and threads to a file, oldest first, one JSON object a line. */
import { defineScript, z } from "../index";
import { channelNamed } from "./channel-named";

export default defineScript({
  input: z.object({
    channel: z.string().min(1).describe("Name or id of the channel."),
    file: z.string().min(1).describe("The file to write, such as ops.jsonl."),
  }),
  permissions: ({ file }) => ({ net: "pumble", write: [file] }),
  async run({ pumble, input, files, log, signal, dryRun }) {
    const channel = channelNamed(input.channel);
    const { channel: found } = await pumble.getChannel(channel);
    const users = await pumble.listUsers();
    const emails = new Map(users.map((user) => [user.id, user.email]));
    const lines: string[] = [];
    for await (const message of pumble.allMessages({ channelId: found.id })) {
      signal.throwIfAborted();
      if (message.threadReplyInfo && message.threadReplyInfo.rootId !== message.id) continue;
      const thread: string[] = [];
      if (message.threadRootInfo) {
        for await (const reply of pumble.allThreadReplies({
          channelId: found.id,
          rootMessageId: message.id,
        })) {
          thread.unshift(line(reply));
        }
      }
      lines.unshift(line(message), ...thread);
    }
    await files.write(input.file, lines.map((one) => `${one}\n`).join(""));
    if (!dryRun) log(`Archived ${lines.length} messages of #${found.name} in ${input.file}`);
    return { messages: lines.length };

    function line(message: { author: string }): string {
      return JSON.stringify({ ...message, authorEmail: emails.get(message.author) ?? null });
    }
  },
});
