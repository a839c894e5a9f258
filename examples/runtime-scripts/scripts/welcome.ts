/** Makes sure that a channel has its welcome message: posts it, or edits the one that it posted before. */
import { defineScript, z } from "pumble-iac/script";

const sign = ":wave:";

export default defineScript({
  input: z.object({ channelId: z.string(), text: z.string().min(1) }),
  permissions: { net: "pumble" },
  async run({ pumble, input, log }) {
    const { channelId } = input;
    const text = `${sign} ${input.text}`;
    const me = await pumble.myInfo();
    for await (const message of pumble.allMessages({ channelId })) {
      if (message.author !== me.id || !message.text.startsWith(sign)) continue;
      if (message.text === text) {
        log("The welcome message is there already");
      } else {
        await pumble.editMessage({ channelId, messageId: message.id, text });
        log("Changed the welcome message");
      }
      return { messageId: message.id };
    }
    const { id } = await pumble.sendMessage({ channelId, text });
    log("Posted the welcome message");
    return { messageId: id };
  },
});
