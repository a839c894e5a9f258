/** What each app shows the member as its home. */
import { signal } from "@preact/signals";
import { PageError } from "../api";
import type { PageView } from "../contract";
import { api } from "./workspace";

/** The home of one app: being read, shown, `none` when the app has none, or why it cannot be read. */
export type Home =
  | { phase: "loading" }
  | { phase: "none" }
  | { phase: "ready"; view: PageView }
  | { phase: "failed"; error: string };

/** By app id. */
export const homes = signal<ReadonlyMap<string, Home>>(new Map());

function put(appId: string, home: Home): void {
  homes.value = new Map(homes.value).set(appId, home);
}

/** Takes in a home that the app has published. */
export function takeHome(appId: string, view: PageView): void {
  put(appId, { phase: "ready", view });
}

/** Forgets all of them, for another member or a workspace that was seeded anew. */
export function forgetHomes(): void {
  homes.value = new Map();
}

/** Reads the home of an app; what was shown before stays until the answer is there. */
export async function readHome(appId: string): Promise<void> {
  const caller = api.value;
  if (homes.value.get(appId)?.phase !== "ready") put(appId, { phase: "loading" });
  try {
    const view = await caller.home(appId);
    if (caller === api.value) takeHome(appId, view);
  } catch (error) {
    if (caller !== api.value) return;
    const isNone = error instanceof PageError && error.status === 404;
    const reason = error instanceof Error ? error.message : String(error);
    put(appId, isNone ? { phase: "none" } : { phase: "failed", error: reason });
  }
}
