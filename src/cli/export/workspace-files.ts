/** An existing workspace as a folder of YAML and Markdown files. */
import { stringify } from "yaml";
import type { WorkspaceFile } from "../../workspace-file";
import { type Files, fileOf, messageFiles, type Saying } from "./files";
import type { Exported, ExportedChannel, ExportedMessage, ExportedPosted, ExportedSchedule } from "./model";
import { timesOf } from "./wall-time";

type Channels = NonNullable<WorkspaceFile["channels"]>;
type Channel = NonNullable<Channels[string]>;

const schema =
  "# yaml-language-server: $schema=./node_modules/pumble-iac/docs/schemas/workspace.schema.json\n";
const toBeDeleted =
  "\n# What is in Pumble already, by its id. Delete all of it once it was applied: pumble apply\n";

export function toWorkspaceFiles({ channels, timeZone }: Exported): Files {
  const keyed = <Value>(entries: readonly (readonly [string, Value])[]) => Object.fromEntries(entries);
  const imports = {
    channels: keyed(channels.map(({ key, id }) => [key, id])),
    announcements: keyed(inside(channels, ({ announcements }) => announcements)),
    schedules: keyed(inside(channels, ({ schedules }) => schedules)),
    replies: keyed(
      posted(channels).flatMap(([way, { id }]): [string, string][] =>
        way.length > 2 ? [[way.join("/"), id]] : [],
      ),
    ),
    reactions: keyed(
      posted(channels)
        .filter(([, { reactions }]) => reactions.length > 0)
        .map(([way, { reactions }]) => [way.join("/"), [...reactions]]),
    ),
  };
  const filled = Object.fromEntries(Object.entries(imports).filter(([, ids]) => Object.keys(ids).length > 0));
  const written = keyed(channels.map((channel) => [channel.key, channelOf(channel, timeZone)]));
  return {
    "workspace.yaml": `${schema}${toBeDeleted}${yaml({ imports: filled })}`,
    "channels.yaml": `${schema}\n${yaml({ channels: written })}`,
    ...messageFiles(channels),
  };
}

function yaml(data: WorkspaceFile): string {
  return stringify(data, { lineWidth: 110, aliasDuplicateObjects: false });
}

function inside(
  channels: readonly ExportedChannel[],
  of: (channel: ExportedChannel) => readonly (ExportedMessage | ExportedSchedule)[],
): [string, string][] {
  return channels.flatMap((channel) =>
    of(channel).map(({ key, id }): [string, string] => [`${channel.key}/${key}`, id]),
  );
}

/** Announcements, each with its replies behind it, with their keys from the channel's on. */
function posted(channels: readonly ExportedChannel[]): [way: string[], ExportedPosted][] {
  return channels.flatMap((channel) =>
    channel.announcements.flatMap((one): [string[], ExportedPosted][] => [
      [[channel.key, one.key], one],
      ...one.replies.map((reply): [string[], ExportedPosted] => [[channel.key, one.key, reply.key], reply]),
    ]),
  );
}

function channelOf(channel: ExportedChannel, zone: string): Channel {
  const { type, description, members, announcements, schedules } = channel;
  const announced = announcements.map((one) => [one.key, announcementOf(channel.key, one)] as const);
  const scheduled = schedules.map(
    (one) => [one.key, { ...said([channel.key], one), ...timesOf(one, zone)! }] as const,
  );
  return {
    ...(type === "PRIVATE" ? { type: "private" as const } : {}),
    ...(description === null ? {} : { description }),
    ...(members.length === 0 ? {} : { members: [...members] }),
    ...(announced.length === 0 ? {} : { announcements: asWritten(announced) }),
    ...(scheduled.length === 0 ? {} : { schedules: Object.fromEntries(scheduled) }),
  };
}

function announcementOf(channel: string, message: ExportedMessage) {
  const replies = message.replies.map((reply) => {
    const also = reply.alsoSendToChannel ? { also_send_to_channel: true } : {};
    return [reply.key, { ...postedOf([channel, message.key], reply), ...also }] as const;
  });
  return {
    ...postedOf([channel], message),
    ...(replies.length === 0 ? {} : { replies: asWritten(replies) }),
  };
}

/** What is written in this order: of an object, keys that are numbers would come first. */
function asWritten<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  return new Map(entries) as unknown as Record<string, Value>;
}

function postedOf(way: readonly string[], message: ExportedPosted) {
  const { asBot, reactions } = message;
  return {
    ...said(way, message),
    ...(asBot ? { as_bot: true } : {}),
    ...(reactions.length === 0 ? {} : { reactions: [...reactions] }),
  };
}

function said(way: readonly string[], message: Saying) {
  const { form, value, allowBroadcast } = message.said;
  const file = fileOf(way, message);
  return {
    [form]: file === null ? value : `./${file}`,
    ...(allowBroadcast ? { allow_broadcast: true } : {}),
  };
}
