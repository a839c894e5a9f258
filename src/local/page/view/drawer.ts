/** The sidebar on a phone's width: a drawer that is out of the way until it is asked for. */
import { signal } from "@preact/signals";

export const drawerOpen = signal(false);

/** Shows the sidebar. */
export function openDrawer(): void {
  drawerOpen.value = true;
}

/** Puts the focus into the sidebar, to the line of what is open. */
export function focusDrawer(): void {
  const current = document.querySelector<HTMLElement>(".sidebar [aria-current]");
  (current ?? document.querySelector<HTMLElement>(".sidebar a"))?.focus();
}

/** Hides it again. */
export function closeDrawer(): void {
  drawerOpen.value = false;
}
