/** What the member does. Each action answers when the workspace has; failures are `PageError`s for the caller to show. */
import type { Message } from "../../../pumble";
import type { CreateChannelBody, PageSource } from "../contract";
import { fromWire, toWire } from "../text/mentions";
import { formatHash } from "../text/route-hash";
import { commandOf } from "../text/suggest";
import { takeEntry, takeMessage, updateMessage } from "./apply-event";
import { takeAnswer } from "./meanwhile";
import { showsInChannel } from "./messages";
import { navigate, route } from "./route";
import { channelTimeline, readChannel } from "./timelines";
import { endNew } from "./unread";
import { api, apps, appsById, channelWithBot, directory, meId, pinnedIn } from "./workspace";

/** Opens a channel and closes the thread beside it. */
export function openChannel(channelId: string): void {
  navigate({ channelId, threadId: null });
}

/** Opens the thread of a message, which is its root or one of its replies. */
export function openThread(message: Message): void {
  navigate({ channelId: message.channelId, threadId: message.threadReplyInfo?.rootId ?? message.id });
}

/** Closes the thread and keeps the channel. */
export function closeThread(): void {
  navigate({ channelId: route.value.channelId, threadId: null });
}

/** Brings a message into view: in its channel, or in its thread when it stands nowhere else. */
export function jumpTo(message: Message): void {
  const { channelId, id: messageId } = message;
  const threadId = showsInChannel(message) ? null : (message.threadReplyInfo?.rootId ?? null);
  navigate({ channelId, threadId, messageId });
}

/** The address of a message without saying through whose eyes. */
export function addressOf(message: Message): string {
  const { channelId, id: messageId } = message;
  const threadId = showsInChannel(message) ? null : (message.threadReplyInfo?.rootId ?? null);
  return `${location.origin}/${formatHash({ channelId, threadId, messageId })}`;
}

/** Goes from an older part of a channel to its end. */
export function goToNewest(channelId: string): void {
  navigate({ channelId, threadId: route.value.threadId }, { replace: true });
  void readChannel(channelId);
}

/** Pins a message to its channel, or takes the pin off. */
export async function togglePin(message: Message): Promise<void> {
  const isThere = pinnedIn(message.channelId).includes(message.id);
  await takeAnswer(() => (isThere ? api.value.unpin(message.id) : api.value.pin(message.id)), takeEntry);
}

/** Where a line goes. */
export interface Target {
  channelId: string;
  threadId: string | null;
  alsoSendToChannel: boolean;
}

/** Sends a slash command of an app, or else a message with its files. */
export async function sendLine(line: string, target: Target, files: readonly File[]): Promise<void> {
  const { channelId, threadId } = target;
  const text = toWire(line, directory.value);
  const thread = threadId ? { threadRootId: threadId } : {};
  if (commandOf(line, apps.value)?.known) {
    if (files.length > 0) throw new Error("a command takes no files");
    await api.value.command({ channelId, text, ...thread });
    return;
  }
  const also = threadId && target.alsoSendToChannel ? { alsoSendToChannel: true } : {};
  const uploaded: string[] = [];
  for (const file of files) uploaded.push((await api.value.upload(file)).id);
  const carried = uploaded.length > 0 ? { files: uploaded } : {};
  const content = { text, isMarkdown: true, ...thread, ...also, ...carried };
  const { message } = await takeAnswer(
    () => api.value.post(channelId, content),
    (answer) => takeMessage(answer.message),
  );
  endNew(meId.value);
  if (showsInChannel(message) && channelTimeline(channelId).value.hasMoreAfter) goToNewest(channelId);
}

/** A message as its author would type it. */
export async function sourceOf(message: Message): Promise<PageSource> {
  const { text, isMarkdown } = await api.value.source(message);
  return { text: fromWire(text, directory.value), isMarkdown };
}

/** Changes one's own message to what was typed. */
export async function saveEdit(message: Message, line: string): Promise<void> {
  const body = { text: toWire(line, directory.value), isMarkdown: true };
  await takeAnswer(
    () => api.value.edit(message, body),
    (answer) => updateMessage(answer.message),
  );
}

/** Deletes one's own message; the list follows by its event. */
export function deleteMessage(message: Message): Promise<void> {
  return api.value.remove(message);
}

/** Adds one's reaction, or takes it back when it is there. `code` is `:name:`. */
export async function toggleReaction(message: Message, code: string): Promise<void> {
  const mine = message.reactions?.some((item) => item.user === meId.value && item.code === code);
  await (mine ? api.value.unreact(message, { code }) : api.value.react(message, { code }));
}

/** The open channel; for an open app its conversation with the member, which is opened if need be. */
async function whereOneIs(appId: string): Promise<string> {
  if (route.value.channelId) return route.value.channelId;
  const botId = appsById.value.get(appId)?.botId;
  const known = channelWithBot(botId ?? null);
  if (known) return known.channel.id;
  if (!botId) throw new Error("open a channel first");
  const entry = await takeAnswer(() => api.value.openDirect({ userIds: [botId] }), takeEntry);
  return entry.channel.id;
}

/** Chooses a shortcut of an app: for the open channel, or for one of its messages. */
export async function runShortcut(appId: string, name: string, message?: Message): Promise<void> {
  const { threadId } = route.value;
  const channelId = message?.channelId ?? (await whereOneIs(appId));
  const { acknowledged, notice } = await api.value.shortcut({
    appId,
    name,
    channelId,
    ...(message ? { messageId: message.id } : {}),
    ...(threadId && !message ? { threadRootId: threadId } : {}),
  });
  if (!acknowledged && !notice) throw new Error("the app did not answer");
}

/** Opens the conversation with other members or a bot, a new one if there is none. */
export async function openDirect(userIds: string[]): Promise<void> {
  const entry = await takeAnswer(() => api.value.openDirect({ userIds }), takeEntry);
  openChannel(entry.channel.id);
}

/** Joins a public channel. */
export async function joinChannel(channelId: string): Promise<void> {
  await takeAnswer(() => api.value.join(channelId), takeEntry);
}

/** Creates a channel and opens it. */
export async function createChannel(body: CreateChannelBody): Promise<void> {
  const entry = await takeAnswer(() => api.value.createChannel(body), takeEntry);
  openChannel(entry.channel.id);
}
