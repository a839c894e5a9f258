/** An existing workspace as Terraform's own language. */
import { rfcTime } from "../../pumble/instant";
import { providerSource } from "../../pumble/provider-address";
import { version } from "../../pumble/version";
import { hclCharacters, hclString } from "../../terraform/template";
import { addressName } from "../../workspace-file";
import { type Files, fileOf, importIds, messageFiles, type Saying } from "./files";
import type {
  Exported,
  ExportedChannel,
  ExportedMessage,
  ExportedPosted,
  ExportedReply,
  ExportedSchedule,
} from "./model";

const main = `terraform {
  required_providers {
    pumble = {
      source  = "${providerSource}"
      version = "${version}"
    }
  }
}

provider "pumble" {}
`;

export function toHcl({ channels }: Exported): Files {
  const announced = channels.flatMap((channel) =>
    channel.announcements.flatMap((one) => announcement(channel, one)),
  );
  const scheduled = channels.flatMap((channel) => channel.schedules.map((one) => schedule(channel, one)));
  return {
    "main.tf": main,
    "channels.tf": blocks(channels.flatMap((channel) => [channelBlock(channel), ...membersBlock(channel)])),
    ...(announced.length === 0 ? {} : { "announcements.tf": blocks(announced) }),
    ...(scheduled.length === 0 ? {} : { "schedules.tf": blocks(scheduled) }),
    "imports.tf": `# Delete this file once it was applied.\n\n${blocks(channels.flatMap(importsOf))}`,
    ...messageFiles(channels),
  };
}

function blocks(texts: readonly string[]): string {
  return `${texts.join("\n\n")}\n`;
}

type Line = readonly [name: string, expression: string];

function resource(type: string, name: string, lines: readonly Line[]): string {
  return block(`resource "${type}" "${name}"`, lines);
}

/** A block as `terraform fmt` lays it out: one-line arguments are aligned, what spans lines stands apart. */
function block(head: string, lines: readonly Line[]): string {
  const width = Math.max(...lines.filter(([, value]) => !value.includes("\n")).map(([name]) => name.length));
  const texts = lines.map(([name, value]) =>
    value.includes("\n") ? `  ${name} = ${value}` : `  ${name.padEnd(width)} = ${value}`,
  );
  return [`${head} {`, ...texts, "}"].join("\n");
}

function channelBlock({ key, type, description }: ExportedChannel): string {
  return resource("pumble_channel", addressName(key), [
    ["name", hclString(key)],
    ...(type === "PRIVATE" ? [["type", '"PRIVATE"'] as const] : []),
    ...(description === null ? [] : [["description", hclString(description)] as const]),
  ]);
}

function membersBlock({ key, members }: ExportedChannel): string[] {
  if (members.length === 0) return [];
  const listed = members.map((email) => `    ${hclString(email)},\n`).join("");
  return [
    resource("pumble_channel_members", addressName(key), [
      ["channel_id", idOf(key)],
      ["emails", `[\n${listed}  ]`],
    ]),
  ];
}

function idOf(channel: string): string {
  return `pumble_channel.${addressName(channel)}.id`;
}

/** The message, and what hangs on it. */
function announcement(channel: ExportedChannel, message: ExportedMessage): string[] {
  const name = addressName(channel.key, message.key);
  const written = resource("pumble_message", name, [
    ["channel_id", idOf(channel.key)],
    ...said([channel.key], message),
    ...(message.asBot ? [["as_bot", "true"] as const] : []),
  ]);
  return [
    written,
    ...reactions([channel.key, message.key], message, `pumble_message.${name}.id`),
    ...message.replies.flatMap((one) => reply([channel.key, message.key], one)),
  ];
}

function reply(way: readonly [channel: string, announcement: string], message: ExportedReply): string[] {
  const name = addressName(...way, message.key);
  const written = resource("pumble_reply", name, [
    ["channel_id", idOf(way[0])],
    ["thread_root_id", `pumble_message.${addressName(...way)}.id`],
    ...said(way, message),
    ...(message.asBot ? [["as_bot", "true"] as const] : []),
    ...(message.alsoSendToChannel ? [["also_send_to_channel", "true"] as const] : []),
  ]);
  return [written, ...reactions([...way, message.key], message, `pumble_reply.${name}.id`)];
}

function reactions(
  way: readonly [channel: string, ...keys: string[]],
  { reactions: codes }: ExportedPosted,
  id: string,
): string[] {
  return codes.map((code) =>
    resource("pumble_reaction", addressName(...way, emojiName(code)), [
      ["channel_id", idOf(way[0])],
      ["message_id", id],
      ["reaction", hclString(code)],
    ]),
  );
}

function emojiName(code: string): string {
  return code.slice(1, -1);
}

function schedule(channel: ExportedChannel, message: ExportedSchedule): string {
  const { recurrence, sendAt } = message;
  return resource("pumble_scheduled_message", addressName(channel.key, message.key), [
    ["channel_id", idOf(channel.key)],
    ...said([channel.key], message),
    ["send_at", `"${rfcTime(sendAt)}"`],
    ...(recurrence ? [["recurrence", recurring(recurrence)] as const] : []),
  ]);
}

function recurring({
  recurrenceType,
  endAfterOccurrences,
  endDate,
}: NonNullable<ExportedSchedule["recurrence"]>) {
  const lines = [
    ["type", `"${recurrenceType}"`],
    ...(endAfterOccurrences ? [["end_after_occurrences", String(endAfterOccurrences)]] : []),
    ...(endDate ? [["end_date", `"${rfcTime(endDate)}"`]] : []),
  ] as [string, string][];
  const width = Math.max(...lines.map(([name]) => name.length));
  return `{\n${lines.map(([name, value]) => `    ${name.padEnd(width)} = ${value}\n`).join("")}  }`;
}

function said(way: readonly string[], message: Saying): Line[] {
  const { form, value, allowBroadcast } = message.said;
  const file = fileOf(way, message);
  const given = file === null ? hclString(value) : `file("\${path.module}/${hclCharacters(file)}")`;
  return [[form, given], ...(allowBroadcast ? [["allow_broadcast", "true"] as const] : [])];
}

function importsOf(channel: ExportedChannel): string[] {
  const { key, members, announcements, schedules } = channel;
  const taken = (type: string, name: string, id: string) =>
    block("import", [
      ["to", `${type}.${name}`],
      ["id", hclString(id)],
    ]);
  const reacted = (way: readonly [string, ...string[]], on: ExportedPosted) =>
    on.reactions.map((code) =>
      taken("pumble_reaction", addressName(...way, emojiName(code)), importIds.reaction(channel, on, code)),
    );
  return [
    taken("pumble_channel", addressName(key), importIds.channel(channel)),
    ...(members.length === 0
      ? []
      : [taken("pumble_channel_members", addressName(key), importIds.members(channel))]),
    ...announcements.flatMap((one) => [
      taken("pumble_message", addressName(key, one.key), importIds.announcement(channel, one)),
      ...reacted([key, one.key], one),
      ...one.replies.flatMap((reply) => [
        taken("pumble_reply", addressName(key, one.key, reply.key), importIds.reply(channel, one, reply)),
        ...reacted([key, one.key, reply.key], reply),
      ]),
    ]),
    ...schedules.map((one) =>
      taken("pumble_scheduled_message", addressName(key, one.key), importIds.schedule(one)),
    ),
  ];
}
