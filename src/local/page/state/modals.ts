/** The views that apps have opened for the member, one on top of the other. */
import { signal } from "@preact/signals";
import type { PageEvent, PageView } from "../contract";

/** One view of the stack, and the app that it belongs to. */
export interface OpenView {
  appId: string;
  view: PageView;
}

/** Bottom first; only the last is shown. */
export const modals = signal<OpenView[]>([]);

function without(viewId: string): OpenView[] {
  const at = modals.value.findIndex((open) => open.view.id === viewId);
  return at < 0 ? modals.value : modals.value.slice(0, at);
}

/** Takes a view away with everything on top of it. */
export function dropModal(viewId: string): void {
  modals.value = without(viewId);
}

/** Forgets all views. */
export function forgetModals(): void {
  modals.value = [];
}

/** Opens, pushes, updates or closes as the workspace says. */
export function applyModal(event: Extract<PageEvent, { type: "modal" }>): void {
  if (event.action === "CLOSE") {
    dropModal(event.viewId);
    return;
  }
  const { appId, view, action } = event;
  if (action === "OPEN") modals.value = [{ appId, view }];
  else if (action === "PUSH") modals.value = [...modals.value, { appId, view }];
  else modals.value = modals.value.map((open) => (open.view.id === view.id ? { appId, view } : open));
}
