/** Keys that changed, and what is taken into the state by its id. */
import type { Problems } from "../files/problems";
import { type Mark, markAt, type Written } from "../files/written";
import type { WorkspaceFile } from "../shape/schema";
import type { Channel, Move } from "../workspace";

type Channels = ReadonlyMap<string, Channel>;

/** Whether the workspace has this object: a channel, or what stands in one. */
function isThere(channels: Channels, kind: Move["kind"], of: string): boolean {
  if (kind === "channels") return channels.has(of);
  const [channel, key] = of.split("/") as [string, string];
  return channels.get(channel)?.[kind].some((one) => one.key === key) ?? false;
}

/** The moves that still matter. Others are reported; circles, and moves of what is still there, refused. */
export function resolveMoves(
  written: NonNullable<WorkspaceFile["moved"]>,
  root: Written,
  context: { channels: Channels; problems: Problems },
): Move[] {
  const { channels, problems } = context;
  const moves: Move[] = [];
  const channelPairs = new Map(
    Object.entries(written.channels ?? {}).map(([from, to]) => [from.normalize("NFC"), to.normalize("NFC")]),
  );
  for (const kind of ["channels", "announcements", "schedules", "scripts"] as const) {
    const pairs = new Map<string, string>();
    const marks = new Map<string, Mark>();
    for (const [from, to] of Object.entries(written[kind] ?? {})) {
      pairs.set(from.normalize("NFC"), to.normalize("NFC"));
      marks.set(from.normalize("NFC"), markAt(root.mark, ["moved", kind, from]));
    }
    const sources = new Map<string, string>();
    for (const [from, to] of pairs) {
      const mark = marks.get(from)!;
      const way = wayOf(from, pairs, kind === "channels" ? new Map() : channelPairs);
      const q = JSON.stringify;
      if (way === null) {
        problems.error(
          "cycle",
          mark.key,
          `${q(from)} moves in a circle`,
          "A move leads from an old key to a new one.",
        );
      } else if (isThere(channels, kind, from)) {
        const next = "Delete the move, or what is defined under the old key.";
        problems.error("reference", mark.key, `${q(from)} has moved, but is still defined`, next);
      } else if (!isThere(channels, kind, way)) {
        const message = `The move of ${q(from)} to ${q(to)} does nothing: nothing is called ${q(way)}`;
        problems.note("moved", mark.key, message, "Delete it.");
      } else if (sources.has(to)) {
        const message = `${q(to)} cannot be what both ${q(sources.get(to))} and ${q(from)} moved to`;
        problems.error("duplicate", mark.key, message, "Keep the move of the one that it was.");
      } else {
        sources.set(to, from);
        moves.push({ kind, from, to, place: mark.key });
      }
    }
  }
  return moves;
}

/** Where a chain of moves ends, by its own and by those of the channel that it is in; null when it never does. */
function wayOf(
  from: string,
  pairs: ReadonlyMap<string, string>,
  channels: ReadonlyMap<string, string>,
): string | null {
  const seen = new Set([from]);
  let at = pairs.get(from)!;
  for (let next: string | undefined = at; next !== undefined; next = pairs.get(at) ?? withIts(channels, at)) {
    if (seen.has(next)) return null;
    seen.add(next);
    at = next;
  }
  return at;
}

/** What stands in a channel, where that is called now. */
function withIts(channels: ReadonlyMap<string, string>, at: string): string | undefined {
  const [channel = "", key] = at.split("/");
  const moved = channels.get(channel);
  return moved === undefined ? undefined : `${moved}/${key}`;
}
