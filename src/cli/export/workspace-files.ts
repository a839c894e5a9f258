/** An existing workspace as a folder of YAML and Markdown files. */
import { stringify } from "yaml";
import type { WorkspaceFile } from "../../workspace-file";
import { type Files, fileOf, messageFiles } from "./files";
import type { Exported, ExportedChannel, ExportedMessage, ExportedSchedule } from "./model";
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

function channelOf(channel: ExportedChannel, zone: string): Channel {
  const { type, description, members, announcements, schedules } = channel;
  const announced = announcements.map((one) => [one.key, announcementOf(channel, one)] as const);
  const scheduled = schedules.map(
    (one) => [one.key, { ...said(channel, one), ...timesOf(one, zone)! }] as const,
  );
  return {
    ...(type === "PRIVATE" ? { type: "private" as const } : {}),
    ...(description === null ? {} : { description }),
    ...(members.length === 0 ? {} : { members: [...members] }),
    ...(announced.length === 0 ? {} : { announcements: Object.fromEntries(announced) }),
    ...(scheduled.length === 0 ? {} : { schedules: Object.fromEntries(scheduled) }),
  };
}

function announcementOf(channel: ExportedChannel, message: ExportedMessage) {
  return { ...said(channel, message), ...(message.asBot ? { as_bot: true } : {}) };
}

function said(channel: ExportedChannel, message: ExportedMessage | ExportedSchedule) {
  const { form, value, allowBroadcast } = message.said;
  const file = fileOf(channel, message);
  return {
    [form]: file === null ? value : `./${file}`,
    ...(allowBroadcast ? { allow_broadcast: true } : {}),
  };
}
