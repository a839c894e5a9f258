import { defineScript } from "pumble-iac/script";

export default defineScript({
  input: { channelId: "", text: "" },
  permissions: { net: "pumble" },
  async run({ pumble, input }) {
    await pumble.sendMessage({ channelId: input.channelId, text: input.text });
  },
});
