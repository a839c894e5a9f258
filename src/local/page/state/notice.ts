/** A short line at the foot of the page: a failure that belongs to no form, or something that happened elsewhere. */
import { signal } from "@preact/signals";

export interface Notice {
  kind: "problem" | "news";
  text: string;
  /** A button that goes where it happened. */
  action?: { label: string; act(): void };
}

export const notice = signal<Notice | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** How long a notice stays. */
const shownMs = 8000;

function show(next: Notice): void {
  notice.value = next;
  clearTimeout(timer);
  timer = setTimeout(dismiss, shownMs);
}

/** Takes the notice away. */
export function dismiss(): void {
  notice.value = null;
}

/** Shows what did not work and why. */
export function report(what: string, error: unknown): void {
  show({ kind: "problem", text: `${what}: ${error instanceof Error ? error.message : String(error)}.` });
}

/** Shows that something happened which is not on screen. */
export function tell(text: string, action?: NonNullable<Notice["action"]>): void {
  show({ kind: "news", text, ...(action ? { action } : {}) });
}
