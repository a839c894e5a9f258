/** What a screen reader is told of by itself. */
import { signal } from "@preact/signals";

/** The latest announcement; the view holds it in a polite live region. */
export const announcement = signal("");

/** Says something once. Saying the same words again is heard again. */
export function announce(text: string): void {
  announcement.value = text === announcement.value ? `${text}\u00a0` : text;
}
