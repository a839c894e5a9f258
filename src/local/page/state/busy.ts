/** Elements that wait for their app to be done: those with a `loadingTimeout`. */
import { signal } from "@preact/signals";

/** `<sourceId>/<onAction>` of each. */
const busy = signal<ReadonlySet<string>>(new Set());

function key(sourceId: string, onAction: string): string {
  return `${sourceId}/${onAction}`;
}

function without(ended: (key: string) => boolean): void {
  const left = [...busy.value].filter((item) => !ended(item));
  if (left.length < busy.value.size) busy.value = new Set(left);
}

/** Whether the element waits. */
export function isBusy(sourceId: string, onAction: string): boolean {
  return busy.value.has(key(sourceId, onAction));
}

/** The element waits until the app is done, at most so many seconds. */
export function startBusy(sourceId: string, onAction: string, seconds: number): void {
  busy.value = new Set(busy.value).add(key(sourceId, onAction));
  setTimeout(() => endBusy(sourceId, onAction), seconds * 1000);
}

/** The app is done with one element, or with all of a message or view. */
export function endBusy(sourceId: string, onAction?: string): void {
  const wanted = key(sourceId, onAction ?? "");
  without((item) => (onAction === undefined ? item.startsWith(wanted) : item === wanted));
}
