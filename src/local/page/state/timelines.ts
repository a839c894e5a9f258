/** The messages of each channel and thread that has been opened. */
import { type Signal, signal } from "@preact/signals";
import type { Message, MessageList } from "../../../pumble";
import type { Ephemeral } from "../text/group";
import { takeAnswer } from "./meanwhile";
import { append, prepend, upsert } from "./messages";
import { api } from "./workspace";

/** One list of messages, oldest first, and how far it has been read. */
export interface Timeline {
  /** `idle` was never read; `stale` was read, but events may have been missed since. */
  phase: "idle" | "stale" | "loading" | "ready" | "failed";
  /** Why reading failed: of the whole list in phase `failed`, otherwise of the older page. */
  error: string;
  messages: Message[];
  ephemerals: Ephemeral[];
  hasMoreBefore: boolean;
  loadingBefore: boolean;
  /** The list ends before the newest message: it was read around an older one. */
  hasMoreAfter: boolean;
  loadingAfter: boolean;
  /** Grows when the list is read from another place, so that the view begins anew there. */
  place: number;
}

/** Most messages of a list that are kept: of more, the end from which the reader has come is forgotten and read anew. */
const keptMax = 250;

const empty: Timeline = {
  phase: "idle",
  error: "",
  messages: [],
  ephemerals: [],
  hasMoreBefore: false,
  loadingBefore: false,
  hasMoreAfter: false,
  loadingAfter: false,
  place: 0,
};

const channels = new Map<string, Signal<Timeline>>();
const threads = new Map<string, Signal<Timeline>>();

function signalIn(map: Map<string, Signal<Timeline>>, id: string): Signal<Timeline> {
  const found = map.get(id) ?? signal(empty);
  map.set(id, found);
  return found;
}

/** The list of a channel. */
export function channelTimeline(channelId: string): Signal<Timeline> {
  return signalIn(channels, channelId);
}

/** The replies of a thread, without its root. */
export function threadTimeline(rootId: string): Signal<Timeline> {
  return signalIn(threads, rootId);
}

/** Every list that holds or may hold messages of the channel: its own and all open threads. */
export function allTimelines(channelId: string): Signal<Timeline>[] {
  return [channelTimeline(channelId), ...threads.values()];
}

/** Forgets everything, for another member or a workspace that was seeded anew. */
export function forgetTimelines(): void {
  for (const timeline of [...channels.values(), ...threads.values()]) timeline.value = empty;
}

function patch(timeline: Signal<Timeline>, fields: Partial<Timeline>): void {
  timeline.value = { ...timeline.value, ...fields };
}

/** Marks everything as to be read again when it is next shown; what is on screen stays until then. */
export function markStale(): void {
  for (const timeline of [...channels.values(), ...threads.values()]) {
    if (timeline.value.phase !== "idle") patch(timeline, { phase: "stale" });
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Reads a list from its end, or around a message. */
async function read(timeline: Signal<Timeline>, fetchPage: () => Promise<MessageList>): Promise<void> {
  const caller = api.value;
  const wasElsewhere = timeline.value.hasMoreAfter;
  patch(timeline, { phase: "loading", error: "" });
  try {
    await takeAnswer(fetchPage, (page) => {
      if (caller !== api.value) return;
      const hasMoreAfter = page.hasMoreAfter === true;
      patch(timeline, {
        phase: "ready",
        messages: page.messages,
        hasMoreBefore: page.hasMoreBefore === true,
        hasMoreAfter,
        place: timeline.value.place + (hasMoreAfter || wasElsewhere ? 1 : 0),
      });
    });
  } catch (error) {
    if (caller === api.value) patch(timeline, { phase: "failed", error: textOf(error) });
  }
}

/** Reads the newest page of a channel. */
export function readChannel(channelId: string): Promise<void> {
  return read(channelTimeline(channelId), () => api.value.messages(channelId));
}

/** Reads the part of a channel that a message stands in. */
export function readAround(channelId: string, messageId: string): Promise<void> {
  return read(channelTimeline(channelId), () => api.value.messages(channelId, messageId, "AROUND"));
}

/** Whether the message is among those that were read. */
export function holds(timeline: Signal<Timeline>, messageId: string): boolean {
  return timeline.value.messages.some((message) => message.id === messageId);
}

/**
 * Puts a message that is new or may be into a list that was read. One that goes on without it stays as it is, and a
 * channel's list that has grown long forgets its beginning.
 */
export function take(timeline: Signal<Timeline>, message: Message): void {
  const { phase, hasMoreAfter, messages } = timeline.value;
  if (phase === "idle" || (hasMoreAfter && !messages.some((item) => item.id === message.id))) return;
  const all = upsert(messages, message);
  const isThread = threads.get(message.threadReplyInfo?.rootId ?? "") === timeline;
  const isLong = !isThread && all.length > 2 * keptMax;
  patch(timeline, isLong ? { messages: all.slice(-keptMax), hasMoreBefore: true } : { messages: all });
}

/** Reads the replies of a thread. */
export function readThread(channelId: string, rootId: string): Promise<void> {
  return read(threadTimeline(rootId), async () => ({
    messages: await api.value.replies(channelId, rootId),
  }));
}

/** Reads the page before the oldest message of a channel, once at a time. */
export async function readOlder(channelId: string): Promise<void> {
  const timeline = channelTimeline(channelId);
  const { phase, hasMoreBefore, loadingBefore, messages } = timeline.value;
  const oldest = messages[0];
  if (phase !== "ready" || !hasMoreBefore || loadingBefore || !oldest) return;
  const caller = api.value;
  patch(timeline, { loadingBefore: true, error: "" });
  try {
    await takeAnswer(
      () => caller.messages(channelId, oldest.id),
      (page) => {
        if (caller !== api.value) return;
        const all = prepend(timeline.value.messages, page.messages);
        patch(timeline, {
          messages: all.slice(0, keptMax),
          hasMoreBefore: page.hasMoreBefore === true,
          ...(all.length > keptMax ? { hasMoreAfter: true } : {}),
          loadingBefore: false,
        });
      },
    );
  } catch (error) {
    if (caller === api.value) patch(timeline, { loadingBefore: false, error: textOf(error) });
  }
}

/** Reads the page after the newest message of a list that ends before the channel does, once at a time. */
export async function readNewer(channelId: string): Promise<void> {
  const timeline = channelTimeline(channelId);
  const { phase, hasMoreAfter, loadingAfter, messages, place } = timeline.value;
  const last = messages.at(-1);
  if (phase !== "ready" || !hasMoreAfter || loadingAfter || !last) return;
  const caller = api.value;
  patch(timeline, { loadingAfter: true });
  try {
    await takeAnswer(
      () => caller.messages(channelId, last.id, "AFTER"),
      (page) => {
        if (caller !== api.value || place !== timeline.value.place) return;
        const all = append(timeline.value.messages, page.messages);
        patch(timeline, {
          messages: all.slice(-keptMax),
          ...(all.length > keptMax ? { hasMoreBefore: true } : {}),
          hasMoreAfter: page.hasMoreAfter === true,
          loadingAfter: false,
        });
      },
    );
  } catch {
    if (caller === api.value) patch(timeline, { loadingAfter: false });
  }
}
