/** The files that each form of an export is made of. */
import type { ExportedChannel, ExportedMessage, ExportedSchedule } from "./model";

/** File name → text. */
export type Files = Readonly<Record<string, string>>;

/** Where what a message says stands, relative to the folder; null where it stands in the code. */
export function fileOf(
  channel: ExportedChannel,
  { key, said }: ExportedMessage | ExportedSchedule,
): string | null {
  const ends = { markdown: "md", blocks: "blocks.json" };
  return said.form === "text" ? null : `messages/${channel.key}/${key}.${ends[said.form]}`;
}

/** The files that messages stand in. */
export function messageFiles(channels: readonly ExportedChannel[]): Files {
  const files = channels.flatMap((channel) =>
    [...channel.announcements, ...channel.schedules].flatMap((message): [string, string][] => {
      const file = fileOf(channel, message);
      return file === null ? [] : [[file, `${message.said.value}\n`]];
    }),
  );
  return Object.fromEntries(files);
}

/** Ids by which Terraform takes over what is there. */
export const importIds = {
  channel: ({ id }: ExportedChannel) => id,
  members: ({ id }: ExportedChannel) => id,
  announcement: ({ id }: ExportedChannel, message: ExportedMessage) => `${id}/${asSaid(message)}`,
  schedule: (schedule: ExportedSchedule) => asSaid(schedule),
};

function asSaid({ id, said }: ExportedMessage | ExportedSchedule): string {
  return said.form === "markdown" ? `${id}/markdown` : id;
}
