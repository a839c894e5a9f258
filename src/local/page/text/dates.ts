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

/** Hour and minute. */
export function timeLabel(epochMs: number): string {
  return new Date(epochMs).toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit" });
}

/** Date and time in full, for a tooltip. */
export function fullLabel(epochMs: number): string {
  return new Date(epochMs).toLocaleString(undefined, { dateStyle: "full", timeStyle: "medium" });
}
