/** Posts the newest section of a changelog, once. */
import { markdownToBlocks } from "../../pumble/messages/markdown";
import { newestSection } from "../../pumble/messages/newest-section";
import { defineScript, z } from "../index";
import { channelNamed } from "./channel-named";

/** How many of the newest messages are looked through for an earlier announcement. */
const lookBack = 200;
/** What only looks like a mention, such as `@types/node`, stays text. */
const names = { resolveUser: () => undefined, resolveChannel: () => undefined };

/** The whole line: 1.0.0 is another one than 1.0.0-rc.1. */
function headingOf({ text }: { text: string }): string | undefined {
  return text.split("\n")[0]?.trim();
}

export default defineScript({
  input: z
    .object({
      channel: z.string().min(1).describe("Name or id of the channel to post in."),
      file: z.string().optional().describe("The changelog, Markdown with a heading of level two a version."),
      text: z.string().optional().describe("The changelog itself, instead of a file."),
    })
    .refine(({ file, text }) => (file === undefined) !== (text === undefined), "give either file or text"),
  permissions: ({ file }) => ({ net: "pumble", ...(file === undefined ? {} : { read: [file] }) }),
  async run({ pumble, input, files, log, dryRun }) {
    const section = newestSection(input.text ?? (await files.read(input.file!)));
    if (!section) throw new Error("the changelog has no section: no heading of level two with text below it");
    const { text, blocks } = markdownToBlocks(`## ${section.title}\n\n${section.body}`, names);
    const channel = channelNamed(input.channel);
    const me = await pumble.myInfo();
    const { messages } = await pumble.listMessages({ ...channel, limit: lookBack });
    const earlier = messages.find((one) => one.author === me.id && headingOf(one) === headingOf({ text }));
    if (earlier) {
      log(`${section.title} was announced already`);
      return { messageId: earlier.id, posted: false };
    }
    const { id } = await pumble.sendMessage({ ...channel, text, blocks });
    if (!dryRun) log(`Announced ${section.title}`);
    return { messageId: id, posted: true };
  },
});
