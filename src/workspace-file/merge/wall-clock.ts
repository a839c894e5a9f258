/** Times as a clock on the wall shows them. */

const dayMs = 86_400_000;

/** How far a zone is ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    ...{
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    },
  }).formatToParts(moment);
  const field = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  const shown = Date.UTC(
    ...([
      field("year"),
      field("month") - 1,
      field("day"),
      field("hour"),
      field("minute"),
      field("second"),
    ] as const),
  );
  return shown - Math.floor(moment / 1000) * 1000;
}

/**
 * The moment at which a zone's clocks show this day and time, RFC 3339 with the zone's offset. Of two such moments the
 * first one; a time that a change of clocks leaves out is as much later as the clocks are put forward.
 * @param day such as `2027-01-04`
 * @param time such as `09:00`
 */
export function wallClock(day: string, time: string, zone: string): string {
  const shown = Date.parse(`${day}T${time}Z`);
  const offsets = [offsetAt(shown - dayMs, zone), offsetAt(shown + dayMs, zone)];
  const moments = offsets.map((offset) => shown - offset);
  const fitting = moments.filter((moment) => moment + offsetAt(moment, zone) === shown);
  return formatted(fitting.length > 0 ? Math.min(...fitting) : Math.max(...moments), zone);
}

function formatted(moment: number, zone: string): string {
  const offset = offsetAt(moment, zone);
  const local = new Date(moment + offset).toISOString().slice(0, 19);
  if (offset === 0) return `${local}Z`;
  const minutes = Math.abs(offset) / 60_000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** The first day from this one on that is no Saturday or Sunday. */
export function workdayFrom(day: string): string {
  let moment = Date.parse(`${day}T00:00:00Z`);
  while ([0, 6].includes(new Date(moment).getUTCDay())) moment += dayMs;
  return new Date(moment).toISOString().slice(0, 10);
}
