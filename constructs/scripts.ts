/** The scripts that come with the package, for {@link PumbleScript}. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { newestSection } from "../src/pumble/messages/newest-section";
import { type ChannelReference, channelIdOf } from "./references/channel";

/** A script that comes with the package, and its input. */
export interface BuiltInScript {
  /** As `pumble run` knows it. */
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The scripts that come with the package. Paths are from the folder in which the app is synthesised. */
export const Scripts = {
  /** Posts the newest section of a changelog, once; again when there is a newer one. */
  announceChangelog({ file, channel }: { file: string; channel: ChannelReference }): BuiltInScript {
    const section = newestSection(changelog(file));
    if (!section) {
      throw new Error(`The changelog ${file} has no section: no heading of level two with text below it.`);
    }
    const text = `## ${section.title}\n\n${section.body}\n`;
    return { name: "announce-changelog", input: { channel: channelIdOf(channel), text } };
  },

  /** Writes a channel's messages and threads to a file, oldest first, one JSON object a line. */
  archiveChannel({ channel, file }: { channel: ChannelReference; file: string }): BuiltInScript {
    return { name: "archive-channel", input: { channel: channelIdOf(channel), file } };
  },

  /** Deletes the key owner's own messages older than a number of days. */
  removeOldMessages(input: { channel: ChannelReference; olderThanDays: number }): BuiltInScript {
    const { channel, olderThanDays } = input;
    return { name: "remove-old-messages", input: { channel: channelIdOf(channel), olderThanDays } };
  },

  /** Welcomes those in a channel whom no earlier welcome named; `{names}` in the text is where they go. */
  welcomeMembers({ channel, text }: { channel: ChannelReference; text?: string }): BuiltInScript {
    return { name: "welcome-members", input: { channel: channelIdOf(channel), ...(text && { text }) } };
  },

  /** Replaces an API key, found by its name, and writes the new one to a file that only its owner can read. */
  rotateKey(input: { name: string; file: string; graceSeconds?: number }): BuiltInScript {
    return { name: "rotate-key", input };
  },
} as const;

function changelog(path: string): string {
  const file = resolve(path);
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "cannot be read";
    throw new Error(`The changelog ${path} ${why}: it was looked for at ${file}. Give its path from there.`);
  }
}
