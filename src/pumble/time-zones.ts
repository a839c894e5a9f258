/** Wall clocks: what a time of day in some place is in UTC, and when the clocks there change. */
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const whole = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
    const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, ...whole, ...time });
    formats.set(zone, format);
  }
  return format;
}

/** Why this is no IANA time zone, or undefined when it is one. */
export function timeZoneProblem(name: string): string | undefined {
  try {
    formatOf(name);
    return /^[A-Za-z]/.test(name) ? undefined : notAZone(name);
  } catch {
    return notAZone(name);
  }
}

function notAZone(name: string): string {
  return `must be a time zone such as Europe/Berlin, but is ${JSON.stringify(name)}`;
}

/** What the clocks there show, as if it were UTC, in epoch milliseconds. */
export function wallClockMs(zone: string, at: number): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return Date.parse(`${year!.padStart(4, "0")}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function offsetMs(zone: string, at: number): number {
  return wallClockMs(zone, at) - Math.floor(at / 1000) * 1000;
}

/**
 * When the clocks there show this, in epoch milliseconds. A time that is skipped in spring is taken for as much later;
 * one that comes twice in autumn for the first.
 */
export function momentOf(zone: string, wallMs: number): number {
  const before = wallMs - offsetMs(zone, wallMs - dayMs);
  if (wallClockMs(zone, before) === wallMs) return before;
  const after = wallMs - offsetMs(zone, wallMs + dayMs);
  return wallClockMs(zone, after) === wallMs ? after : before;
}

/** All moments at which the clocks there show this: none of a time that is skipped, both of one that comes twice. */
export function momentsShowing(zone: string, wallMs: number): number[] {
  const around = [-dayMs, dayMs].map((away) => wallMs - offsetMs(zone, wallMs + away));
  return [...new Set(around)]
    .filter((at) => wallClockMs(zone, at) === wallMs)
    .sort((one, other) => one - other);
}

/** The moment on the same day there, at another time of day. @param timeMs since midnight */
export function atTimeOfDay(zone: string, at: number, timeMs: number): number {
  const wall = wallClockMs(zone, at);
  return momentOf(zone, wall - (((wall % dayMs) + dayMs) % dayMs) + timeMs);
}

/** The first moment after this one with other clocks there, to the minute, within 400 days; null when they stay. */
export function nextClockChange(zone: string, after: number): number | null {
  const offset = offsetMs(zone, after);
  for (let day = 1; day <= 400; day++) {
    const until = after + day * dayMs;
    if (offsetMs(zone, until) === offset) continue;
    let [low, high] = [until - dayMs, until];
    while (high - low > minuteMs) {
      const middle = Math.floor((low + high) / 2);
      if (offsetMs(zone, middle) === offset) low = middle;
      else high = middle;
    }
    // Clocks change at a full minute.
    return Math.floor(high / minuteMs) * minuteMs;
  }
  return null;
}
