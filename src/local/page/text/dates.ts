/** Days and times as a person reads them, in the browser's zone and language. */

/** A day in local time as a sortable key, `2026-5-22`. */
export function dayKey(epochMs: number): string {
  const date = new Date(epochMs);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** `Today`, `Yesterday`, or the date; the year only when it is not the current one. */
export function dayLabel(epochMs: number, nowMs: number): string {
  if (dayKey(epochMs) === dayKey(nowMs)) return "Today";
  const yesterday = new Date(nowMs);
  yesterday.setDate(yesterday.getDate() - 1);
  if (dayKey(epochMs) === dayKey(yesterday.getTime())) return "Yesterday";
  const sameYear = new Date(epochMs).getFullYear() === new Date(nowMs).getFullYear();
  return new Date(epochMs).toLocaleDateString(undefined, {
    weekday: "long",
    month: "long",
    day: "numeric",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** The time when it was today, else the date; the year only when it is not the current one. */
export function shortLabel(epochMs: number, nowMs: number): string {
  if (dayKey(epochMs) === dayKey(nowMs)) return timeLabel(epochMs);
  const sameYear = new Date(epochMs).getFullYear() === new Date(nowMs).getFullYear();
  const year = sameYear ? {} : { year: "numeric" as const };
  return new Date(epochMs).toLocaleDateString(undefined, { month: "short", day: "numeric", ...year });
}

/** Hour and minute. */
export function timeLabel(epochMs: number): string {
  return new Date(epochMs).toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit" });
}

/** Time to the second, on 24 hours: for logs. */
export function clockLabel(epochMs: number): string {
  return new Date(epochMs).toLocaleTimeString(undefined, { hour12: false });
}

/** `2 days 3 hours ahead` or `behind`; empty for less than a second. */
export function spanLabel(offsetMs: number): string {
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  const parts = [
    ["day", Math.floor(seconds / 86_400)],
    ["hour", Math.floor(seconds / 3600) % 24],
    ["minute", Math.floor(seconds / 60) % 60],
    ["second", seconds % 60],
  ] as const;
  const shown = parts.filter(([, count]) => count > 0).slice(0, 2);
  if (shown.length === 0) return "";
  const words = shown.map(([unit, count]) => `${count} ${unit}${count === 1 ? "" : "s"}`);
  return `${words.join(" ")} ${offsetMs > 0 ? "ahead" : "behind"}`;
}

/** Date and time in full, for a tooltip. */
export function fullLabel(epochMs: number): string {
  return new Date(epochMs).toLocaleString(undefined, { dateStyle: "full", timeStyle: "medium" });
}
