/** The scripts that come with the package, for {@link PumbleScript}. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { newestSection } from "../src/pumble/messages/newest-section";
import { type Check, faultsOf, wholeFrom } from "./checks";
import { type ChannelReference, channelFaults, channelIdOf } from "./references/channel";

/** A script that comes with the package, and its input. */
export interface BuiltInScript {
  /** As `pumble run` knows it. */
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What is wrong with what it was given, in sentences; asked at synth. */
  faults?(): readonly string[];
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
    const faults = () => whereFaults(channel);
    return { name: "announce-changelog", input: { channel: channelIdOf(channel), text }, faults };
  },

  /** Writes a channel's messages and threads to a file, oldest first, one JSON object a line. */
  archiveChannel({ channel, file }: { channel: ChannelReference; file: string }): BuiltInScript {
    const faults = () => [...whereFaults(channel), ...faultsOf("file", file, notEmpty)];
    return { name: "archive-channel", input: { channel: channelIdOf(channel), file }, faults };
  },

  /** Deletes the key owner's own messages older than a number of days. */
  removeOldMessages(input: { channel: ChannelReference; olderThanDays: number }): BuiltInScript {
    const { channel, olderThanDays } = input;
    const faults = () => [
      ...whereFaults(channel),
      ...faultsOf("olderThanDays", olderThanDays, numberFrom(0)),
    ];
    return { name: "remove-old-messages", input: { channel: channelIdOf(channel), olderThanDays }, faults };
  },

  /**
   * Welcomes those in a channel whom no earlier welcome named; `{names}` in the text is where they go. More of them than
   * `atMost`, 20 unless it says otherwise, are not welcomed at all: then something is odd.
   */
  welcomeMembers(input: { channel: ChannelReference; text?: string; atMost?: number }): BuiltInScript {
    const { channel, text, atMost } = input;
    const given = { ...(text !== undefined && { text }), ...(atMost !== undefined && { atMost }) };
    const faults = () => [
      ...whereFaults(channel),
      ...faultsOf("text", text, saysNames),
      ...faultsOf("atMost", atMost, wholeFrom(1)),
    ];
    return { name: "welcome-members", input: { channel: channelIdOf(channel), ...given }, faults };
  },

  /** Replaces an API key, found by its name, and writes the new one to a file that only its owner can read. */
  rotateKey(input: { name: string; file: string; graceSeconds?: number }): BuiltInScript {
    const faults = () => [
      ...faultsOf("name", input.name, notEmpty),
      ...faultsOf("file", input.file, notEmpty),
      ...faultsOf("graceSeconds", input.graceSeconds, wholeFrom(0)),
    ];
    return { name: "rotate-key", input, faults };
  },
} as const;

/** A script finds a channel by its name, too. */
function whereFaults(channel: ChannelReference): string[] {
  return typeof channel === "string"
    ? faultsOf("channel", channel, notEmpty)
    : channelFaults("channel", channel);
}

const notEmpty: Check<string> = (value) => (value === "" ? "must not be empty" : undefined);

/** Other than a reference, which is text as well. */
const saysNames: Check<string> = (text) =>
  text.includes("{names}") ? undefined : "must say where the names go: {names}";

function numberFrom(min: number): Check<number> {
  return (value) => (value >= min ? undefined : `must be a number from ${min} on, but is ${value}`);
}

function changelog(path: string): string {
  const file = resolve(path);
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "cannot be read";
    throw new Error(`The changelog ${path} ${why}: it was looked for at ${file}. Give its path from there.`);
  }
}
