/** What stands in a channel: announcements, schedules, scripts. */
import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { Problems } from "../files/problems";
import { type Folder, quote, readText } from "../files/text";
import { entriesAsWritten, type Mark, markAt } from "../files/written";
import { recurrences } from "../shape/messages";
import type { WrittenAnnouncement, WrittenSchedule, WrittenScript } from "../shape/schema";
import type { Announcement, Reply, Schedule, Script } from "../workspace";
import type { Contents } from "./content";
import { wallClock, workdayFrom } from "./wall-clock";

/** One entry under a key, and the file that its paths start from. */
export interface Entry<Data> {
  readonly key: string;
  readonly data: Data;
  readonly mark: Mark;
  readonly file: string;
}

export function announcementOf(
  { key, data, mark, file }: Entry<WrittenAnnouncement>,
  contents: Contents,
): Announcement | null {
  const thread = markAt(mark, ["replies"]);
  const replies = entriesAsWritten(data.replies ?? {}, thread).map(([name, reply]): Reply | null => {
    const at = markAt(thread, [name]);
    const content = contents.content(reply, at, file);
    return (
      content && {
        ...{ key: name.normalize("NFC"), content, place: at.key },
        asBot: reply.as_bot ?? false,
        alsoSendToChannel: reply.also_send_to_channel ?? false,
        reactions: contents.reactions(reply.reactions, at),
      }
    );
  });
  const content = contents.content(data, mark, file);
  return (
    content && {
      ...{ key, content, place: mark.key },
      asBot: data.as_bot ?? false,
      adopt: data.adopt ?? false,
      keep: data.keep ?? false,
      reactions: contents.reactions(data.reactions, mark),
      replies: replies.filter((reply) => reply !== null),
    }
  );
}

export function scheduleOf(
  { key, data, mark, file }: Entry<WrittenSchedule>,
  contents: Contents,
  problems: Problems,
): Schedule | null {
  const content = contents.content(data, mark, file);
  if (!content) return null;
  const { at, time_zone: zone, every, on, from, until, times } = data;
  const first = every === "workday" ? workdayFrom(from!) : (on ?? from!);
  const sendAt = wallClock(first, at, zone);
  const endDate = until ? endOf(until, zone) : null;
  if (endDate !== null && Date.parse(endDate) < Date.parse(sendAt)) {
    const message = `${quote(key)} ends before it begins: it would first come at ${sendAt}`;
    problems.error("shape", markAt(mark, ["until"]).value, message, 'Write a later "until".');
  }
  return {
    ...{ key, content, place: mark.key },
    ...{ sendAt, endDate },
    recurrence: every ? recurrences[every] : null,
    times: times ?? null,
  };
}

/** The last moment of a day, or the moment that is written. */
function endOf(until: string, zone: string): string {
  return until.includes("T") ? until : wallClock(until, "23:59", zone);
}

export function scriptOf({ key, data, mark, file }: Entry<WrittenScript>, folder: Folder): Script | null {
  const path = posix.normalize(posix.join(posix.dirname(file), data.file));
  const text = readText(folder, path, markAt(mark, ["file"]).value);
  if (text === null) return null;
  const hash = createHash("sha256").update(text).digest("hex");
  return { key, file: path, hash, input: data.input ?? {}, place: mark.key };
}
