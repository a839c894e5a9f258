/** The files that each form of an export is made of. */
import type {
  ExportedChannel,
  ExportedMessage,
  ExportedPosted,
  ExportedReply,
  ExportedSchedule,
} from "./model";

/** File name → text. */
export type Files = Readonly<Record<string, string>>;

/** What has a text. */
export type Saying = ExportedPosted | ExportedSchedule;

/**
 * Where what a message says stands, relative to the folder; null where it stands in the code.
 * @param way keys of what it stands in: its channel, and its announcement for a reply
 */
export function fileOf(way: readonly string[], { key, said }: Saying): string | null {
  const ends = { markdown: "md", blocks: "blocks.json" };
  return said.form === "text" ? null : `messages/${[...way, key].join("/")}.${ends[said.form]}`;
}

/** All that has a text, with the keys of what it stands in. */
export function sayings(channels: readonly ExportedChannel[]): [way: string[], Saying][] {
  return channels.flatMap(({ key, announcements, schedules }) => [
    ...[...announcements, ...schedules].map((one): [string[], Saying] => [[key], one]),
    ...announcements.flatMap(({ key: announcement, replies }) =>
      replies.map((reply): [string[], Saying] => [[key, announcement], reply]),
    ),
  ]);
}

/** The files that messages stand in. */
export function messageFiles(channels: readonly ExportedChannel[]): Files {
  const files = sayings(channels).flatMap(([way, one]): [string, string][] => {
    const file = fileOf(way, one);
    return file === null ? [] : [[file, `${one.said.value}\n`]];
  });
  return Object.fromEntries(files);
}

/** Ids by which Terraform takes over what is there. */
export const importIds = {
  channel: ({ id }: ExportedChannel) => id,
  members: ({ id }: ExportedChannel) => id,
  announcement: ({ id }: ExportedChannel, message: ExportedMessage) => `${id}/${asSaid(message)}`,
  reply: ({ id }: ExportedChannel, message: ExportedMessage, reply: ExportedReply) =>
    `${id}/${message.id}/${asSaid(reply)}`,
  reaction: ({ id }: ExportedChannel, on: ExportedPosted, code: string) => `${id}/${on.id}/${code}`,
  schedule: (schedule: ExportedSchedule) => asSaid(schedule),
};

function asSaid({ id, said }: Saying): string {
  return said.form === "markdown" ? `${id}/markdown` : id;
}
