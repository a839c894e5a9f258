/** A real workspace's configuration: 554 channels in 17 files, an announcement in each, 48 sets of members. */
import { requirement } from "./requirement";

export const realCounts = { channels: 554, files: 17, memberSets: 48, people: 24 } as const;

/** Channels, announcements and sets of members. */
export const realObjects = 2 * realCounts.channels + realCounts.memberSets;

export const emailOf = (index: number): string => `person-${index}@example.com`;

/** What a kind of configuration makes of the parts. */
interface Writer {
  readonly head: string;
  channel(name: string, description: string): string;
  /** Posted in one channel, it names another. */
  announcement(name: string, channel: string, other: string): string;
  members(name: string, channel: string, emails: readonly string[]): string;
}

const pumble: Writer = {
  head: `${requirement}\nprovider "pumble" {}\n`,
  channel: (name, description) =>
    `resource "pumble_channel" "${name}" {\n  name        = "${name}"\n  description = "${description}"\n}\n`,
  announcement: (name, channel, other) =>
    `resource "pumble_message" "${name}" {\n  channel_id = pumble_channel.${channel}.id\n  text       = "Welcome. Questions go to <<#\${pumble_channel.${other}.id}>>."\n}\n`,
  members: (name, channel, emails) =>
    `resource "pumble_channel_members" "${name}" {\n  channel_id = pumble_channel.${channel}.id\n  emails     = ${JSON.stringify(emails)}\n}\n`,
};

/** As many of Terraform's own objects, with the same references. */
const builtIn: Writer = {
  head: "",
  channel: (name, description) =>
    `resource "terraform_data" "${name}" {\n  input = { name = "${name}", description = "${description}" }\n}\n`,
  announcement: (name, channel, other) =>
    `resource "terraform_data" "text_${name}" {\n  input = { channel_id = terraform_data.${channel}.id, text = "Welcome. Questions go to <<#\${terraform_data.${other}.id}>>." }\n}\n`,
  members: (name, channel, emails) =>
    `resource "terraform_data" "members_${name}" {\n  input = { channel_id = terraform_data.${channel}.id, emails = ${JSON.stringify(emails)} }\n}\n`,
};

const writers = { pumble, terraform_data: builtIn };

/** File → text. */
export function realCase(kind: keyof typeof writers): Record<string, string> {
  const writer = writers[kind];
  const { channels, files, memberSets, people } = realCounts;
  const texts = Array.from({ length: files }, (): string[] => []);
  const name = (index: number) => `area-${index % files}-channel-${index}`;
  const every = Math.floor(channels / memberSets);
  for (let index = 0; index < channels; index++) {
    const text = texts[index % files]!;
    text.push(writer.channel(name(index), `What channel ${index} is about`));
    text.push(writer.announcement(name(index), name(index), name((index * 7 + 3) % channels)));
    const set = index / every;
    if (!Number.isInteger(set) || set >= memberSets) continue;
    const emails = Array.from({ length: 4 }, (_, at) => emailOf((set + at * 5) % people));
    text.push(writer.members(name(index), name(index), emails));
  }
  const named = texts.map((text, at): [string, string] => [`area-${at}.tf`, text.join("\n")]);
  return Object.fromEntries([["main.tf", writer.head], ...named]);
}
