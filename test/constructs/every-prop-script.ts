import { defineScript, z } from "pumble-iac/script";

export default defineScript({
  input: z.object({ channel: z.string() }),
  run: ({ input }) => input.channel,
});
