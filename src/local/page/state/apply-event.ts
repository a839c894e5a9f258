/** What each event of the workspace changes on the page. */
import type { Signal } from "@preact/signals";
import type { ChannelListEntry, Message } from "../../../pumble";
import type { PageEvent } from "../contract";
import { announce } from "./announce";
import { endBusy } from "./busy";
import { workspaceClock } from "./clock";
import { takeHome } from "./homes";
import { changeByEvent } from "./meanwhile";
import { change, remove, replace, showsInChannel } from "./messages";
import { applyModal } from "./modals";
import { tell } from "./notice";
import { navigate, route } from "./route";
import { allTimelines, channelTimeline, type Timeline, take, threadTimeline } from "./timelines";
import { addUnread, clearUnread } from "./unread";
import {
  apps,
  callName,
  entries,
  entriesById,
  groups,
  meId,
  myGroupIds,
  spoken,
  userName,
  users,
} from "./workspace";

function onMessages(timeline: Signal<Timeline>, next: (messages: Message[]) => Message[]): void {
  const messages = next(timeline.value.messages);
  if (messages !== timeline.value.messages) timeline.value = { ...timeline.value, messages };
}

/** Puts a message that is new or may be into the lists that have been read. */
export function takeMessage(message: Message): void {
  const rootId = message.threadReplyInfo?.rootId;
  if (showsInChannel(message)) take(channelTimeline(message.channelId), message);
  if (rootId) take(threadTimeline(rootId), message);
}

function tellCreated(message: Message): void {
  if (message.author === meId.value || message.subtype) return;
  const open = route.value.channelId === message.channelId;
  if (open) announce(`${userName(message.author)}: ${spoken(message.text)}`);
  if (showsInChannel(message) && (!open || document.hidden)) addUnread(message, meId.value, myGroupIds.value);
}

function deleted(event: Extract<PageEvent, { type: "message.deleted" }>): void {
  for (const timeline of allTimelines(event.channelId)) {
    const tombstone = event.message;
    onMessages(timeline, (messages) =>
      tombstone ? replace(messages, tombstone) : remove(messages, event.messageId),
    );
  }
  if (!event.message && route.value.threadId === event.messageId) {
    navigate({ ...route.value, threadId: null }, { replace: true });
  }
}

function timelineOfEphemeral(message: Message): Signal<Timeline> {
  const rootId = message.threadReplyInfo?.rootId;
  return rootId ? threadTimeline(rootId) : channelTimeline(message.channelId);
}

function ephemeral(event: Extract<PageEvent, { type: "ephemeral" | "ephemeral.updated" }>): void {
  const { message, appName } = event;
  const timeline = timelineOfEphemeral(message);
  const { ephemerals, messages } = timeline.value;
  const known = ephemerals.findIndex((item) => item.message.id === message.id);
  const afterId = ephemerals[known]?.afterId ?? messages.at(-1)?.id ?? null;
  const entry = { message, appName, afterId };
  timeline.value = {
    ...timeline.value,
    ephemerals: known < 0 ? [...ephemerals, entry] : ephemerals.with(known, entry),
  };
  announce(`Only visible to you. ${appName ?? userName(message.author)}: ${spoken(message.text)}`);
  if (event.type === "ephemeral") tellElsewhere(message, appName);
}

/** An answer that comes where the member does not look would be lost to them. */
function tellElsewhere(message: Message, appName: string | null): void {
  const { channelId } = message;
  const threadId = message.threadReplyInfo?.rootId ?? null;
  const open = route.value;
  if (open.channelId === channelId && (threadId === null || open.threadId === threadId)) return;
  const entry = entriesById.value.get(channelId);
  const where = entry ? callName(entry) : "a conversation";
  tell(`${appName ?? userName(message.author)} has told you something in ${where}`, {
    label: "Show",
    act: () => navigate({ channelId, threadId }),
  });
}

function ephemeralDeleted(channelId: string, messageId: string): void {
  for (const timeline of allTimelines(channelId)) {
    const ephemerals = timeline.value.ephemerals.filter((item) => item.message.id !== messageId);
    if (ephemerals.length < timeline.value.ephemerals.length) {
      timeline.value = { ...timeline.value, ephemerals };
    }
  }
}

/** Takes in a channel that is new or has changed. */
export function takeEntry(entry: ChannelListEntry): void {
  const index = entries.value.findIndex((item) => item.channel.id === entry.channel.id);
  entries.value = index < 0 ? [...entries.value, entry] : entries.value.with(index, entry);
}

/** Puts a message that has changed where the lists have it. */
export function updateMessage(message: Message): void {
  for (const timeline of allTimelines(message.channelId)) {
    onMessages(timeline, (messages) => replace(messages, message));
  }
}

function reacted(event: Extract<PageEvent, { type: "reaction.changed" }>): void {
  const { reactions } = event;
  for (const timeline of allTimelines(event.channelId)) {
    onMessages(timeline, (messages) =>
      change(messages, event.messageId, (message) => ({ ...message, reactions })),
    );
  }
}

function channelRemoved(channelId: string): void {
  entries.value = entries.value.filter((entry) => entry.channel.id !== channelId);
  if (route.value.channelId === channelId) navigate({ channelId: null, threadId: null });
}

/** Sets what was read to what the event says is; saying it again changes nothing. */
function setToEvent(event: PageEvent): void {
  if (event.type === "message.created") takeMessage(event.message);
  else if (event.type === "message.updated") updateMessage(event.message);
  else if (event.type === "message.deleted") deleted(event);
  else if (event.type === "reaction.changed") reacted(event);
  else if (event.type === "channel.created" || event.type === "channel.updated") takeEntry(event.entry);
  else if (event.type === "channel.removed") channelRemoved(event.channelId);
  else if (event.type === "members.changed") users.value = event.members;
  else if (event.type === "groups.changed") groups.value = event.groups;
  else if (event.type === "apps.changed") apps.value = event.apps;
  else if (event.type === "clock") workspaceClock.value = event.clock;
}

/** Applies one event. `reset` is the caller's: it means reading everything again. */
export function applyEvent(event: PageEvent): void {
  changeByEvent(() => setToEvent(event));
  if (event.type === "message.created") tellCreated(event.message);
  else if (event.type === "ephemeral" || event.type === "ephemeral.updated") ephemeral(event);
  else if (event.type === "ephemeral.deleted") ephemeralDeleted(event.channelId, event.messageId);
  else if (event.type === "channel.read") clearUnread(event.channelId);
  else if (event.type === "home") takeHome(event.appId, event.view);
  else if (event.type === "interaction.completed") endBusy(event.sourceId);
  else if (event.type === "modal") applyModal(event);
}
