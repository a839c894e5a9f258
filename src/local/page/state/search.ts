/** Searching the messages that the member may see. */
import { effect, signal } from "@preact/signals";
import type { PageSearch } from "../contract";
import { announce } from "./announce";
import { api } from "./workspace";

/** What is searched for; author and channel are ids, empty for any. */
export interface Query {
  text: string;
  from: string;
  in: string;
  strategy: "MOST_RELEVANT" | "NEWEST" | "OLDEST";
}

export const searchOpen = signal(false);
export const query = signal<Query>({ text: "", from: "", in: "", strategy: "MOST_RELEVANT" });

/** What was found, null before anything was looked for. */
export const found = signal<PageSearch | null>(null);
export const searching = signal(false);
export const searchProblem = signal("");

const pageSize = 20;
/** Pause after a key before the workspace is asked. */
const pauseMs = 150;
let turn = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows the search, with what was looked for last. */
export function openSearch(): void {
  searchOpen.value = true;
}

/** Puts it away. */
export function closeSearch(): void {
  searchOpen.value = false;
}

function wanted(skip: number): Record<string, string> | null {
  const { text, strategy, ...people } = query.value;
  const filters = Object.entries({ text: text.trim(), ...people }).filter(([, value]) => value !== "");
  if (filters.length === 0) return null;
  return { ...Object.fromEntries(filters), strategy, limit: String(pageSize), skip: String(skip) };
}

async function read(skip: number): Promise<void> {
  const mine = ++turn;
  const asked = wanted(skip);
  if (!asked) {
    found.value = null;
    searching.value = false;
    return;
  }
  searching.value = true;
  try {
    const answer = await api.value.search(asked);
    if (mine !== turn) return;
    const before = skip > 0 ? (found.value?.content ?? []) : [];
    found.value = { ...answer, content: [...before, ...answer.content] };
    searchProblem.value = "";
    if (skip === 0)
      announce(`${answer.totalElements} ${answer.totalElements === 1 ? "message" : "messages"} found`);
  } catch (error) {
    if (mine === turn) searchProblem.value = error instanceof Error ? error.message : String(error);
  } finally {
    if (mine === turn) searching.value = false;
  }
}

/** Adds the next page to what was found. */
export function findMore(): void {
  void read(found.value?.content.length ?? 0);
}

/** Searches anew whenever the query or the member changes while the search is open. */
export function followQuery(): void {
  effect(() => {
    void [query.value, api.value];
    if (!searchOpen.value) return;
    clearTimeout(timer);
    timer = setTimeout(() => void read(0), pauseMs);
  });
}
