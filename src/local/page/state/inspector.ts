/** What the inspector shows: requests and hooks as they happen, tokens, clock and faults. */
import { effect, signal, untracked } from "@preact/signals";
import type { ActiveFault, InspectedToken, LoggedRequest, ShownClock } from "../contract";
import { inspectLive } from "../live";
import { fromAddress, keepInAddress } from "./route";
import { api, meId } from "./workspace";

export const tabs = ["requests", "tokens", "clock", "faults"] as const;
export type Tab = (typeof tabs)[number];

/** The open tab, null while the inspector is closed. */
export const inspector = signal<Tab | null>(null);

/** Newest last. */
export const requests = signal<LoggedRequest[]>([]);
export const selectedId = signal<number | null>(null);
export const tokens = signal<InspectedToken[] | null>(null);
export const faults = signal<ActiveFault[] | null>(null);
export const clock = signal<ShownClock | null>(null);

/** Why the inspector cannot see, empty while it can. */
export const inspectorProblem = signal("");

/** Longest log kept here. */
const keptMax = 1000;
/** Requests up to this one were cleared from the view. */
let clearedTo = 0;
/** How often that was. */
let clears = 0;
/** How often what is not told by itself is read again while it is on screen. */
const refreshMs = 2000;

function isTab(name: string | null): name is Tab {
  return tabs.some((tab) => tab === name);
}

/** Opens a tab, or closes the inspector with null. */
export function showInspector(tab: Tab | null): void {
  inspector.value = tab;
  keepInAddress("inspector", tab);
}

/** Opens the inspector where it was, or closes it. */
export function toggleInspector(): void {
  showInspector(inspector.value === null ? "requests" : null);
}

/** Empties the list here; the workspace keeps its log. */
export function clearRequests(): void {
  clearedTo = requests.value.at(-1)?.id ?? clearedTo;
  clears += 1;
  requests.value = [];
  selectedId.value = null;
}

/** Sends a hook to its app once more; what comes of it is a new entry. */
export function replay(entry: LoggedRequest): Promise<void> {
  return api.value.replay(entry.id);
}

function take(entries: LoggedRequest[]): void {
  const known = new Set(requests.value.map((entry) => entry.id));
  const fresh = entries.filter((entry) => entry.id > clearedTo && !known.has(entry.id));
  if (fresh.length === 0) return;
  const all = [...requests.value, ...fresh].sort((one, other) => one.id - other.id);
  requests.value = all.slice(-keptMax);
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    inspectorProblem.value = "";
  } catch (error) {
    inspectorProblem.value = error instanceof Error ? error.message : String(error);
  }
}

/** Reads the log; what is cleared before the answer is there stays so, and what came since is told live. */
async function readRequests(caller: typeof api.value): Promise<void> {
  const before = clears;
  const entries = await caller.requests();
  if (clears === before) take(entries);
}

/** Reads what the open tab shows. */
export function refresh(): Promise<void> {
  const caller = api.value;
  return attempt(async () => {
    const tab = inspector.value;
    if (tab === "requests") await readRequests(caller);
    if (tab === "tokens") tokens.value = await caller.tokens();
    if (tab === "clock") clock.value = await caller.clock();
    if (tab === "requests" || tab === "faults") faults.value = await caller.faults();
  });
}

/** The stream is open before the log is read, so that nothing falls between. */
function followRequests(): () => void {
  return inspectLive({
    onOpen: () => void refresh(),
    onRequest: (entry) => {
      take([entry]);
      if (entry.problem?.startsWith("fault")) void refresh();
    },
    onLost: () => {
      inspectorProblem.value = "the workspace does not answer";
    },
  });
}

/** Follows the log while the inspector is open. */
export function followInspector(): void {
  const asked = fromAddress("inspector");
  if (isTab(asked)) inspector.value = asked;
  effect(() => {
    if (inspector.value === null || !meId.value) return;
    return untracked(followRequests);
  });
  effect(() => {
    const tab = inspector.value;
    if (tab === null || !meId.value) return;
    untracked(() => void refresh());
    if (tab === "requests") return;
    const timer = setInterval(() => document.hidden || void refresh(), refreshMs);
    return () => clearInterval(timer);
  });
}
