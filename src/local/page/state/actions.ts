/** What the member does. Each action answers when the workspace has; failures are `PageError`s for the caller to show. */
import type { Message } from "../../../pumble";
import type { CreateChannelBody } from "../../page-api";
import { fromWire, toWire } from "../text/mentions";
import { commandOf } from "../text/suggest";
import { takeEntry, takeMessage } from "./events";
import { change } from "./messages";
import { navigate, route } from "./route";
import { allTimelines } from "./timelines";
import { api, apps, directory, meId } from "./workspace";

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

/** Where a line goes. */
export interface Target {
  channelId: string;
  threadId: string | null;
  alsoSendToChannel: boolean;
}

/** Sends a slash command of an app, or else a message. */
export async function sendLine(line: string, target: Target): Promise<void> {
  const { channelId, threadId } = target;
  const text = toWire(line, directory.value);
  const thread = threadId ? { threadRootId: threadId } : {};
  if (commandOf(line, apps.value)?.known) {
    await api.value.command({ channelId, text, ...thread });
    return;
  }
  const also = threadId && target.alsoSendToChannel ? { alsoSendToChannel: true } : {};
  const { message } = await api.value.post(channelId, { text, ...thread, ...also });
  takeMessage(message);
}

/** The text of a message as its author would type it. */
export function editableText(message: Message): string {
  return fromWire(message.text, directory.value);
}

/** Changes the text of one's own message. */
export async function saveEdit(message: Message, line: string): Promise<void> {
  const answer = await api.value.edit(message, { text: toWire(line, directory.value) });
  for (const timeline of allTimelines(message.channelId)) {
    const messages = change(timeline.value.messages, message.id, () => answer.message);
    if (messages !== timeline.value.messages) timeline.value = { ...timeline.value, messages };
  }
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

/** Chooses a shortcut of an app: for the open channel, or for one of its messages. */
export async function runShortcut(appId: string, name: string, message?: Message): Promise<void> {
  const { channelId, threadId } = route.value;
  if (!channelId) throw new Error("open a channel first");
  const { acknowledged, notice } = await api.value.shortcut({
    appId,
    name,
    channelId: message?.channelId ?? channelId,
    ...(message ? { messageId: message.id } : {}),
    ...(threadId && !message ? { threadRootId: threadId } : {}),
  });
  if (!acknowledged && !notice) throw new Error("the app did not answer");
}

/** Opens the conversation with other members or a bot, a new one if there is none. */
export async function openDirect(userIds: string[]): Promise<void> {
  const entry = await api.value.openDirect({ userIds });
  takeEntry(entry);
  openChannel(entry.channel.id);
}

/** Joins a public channel. */
export async function joinChannel(channelId: string): Promise<void> {
  takeEntry(await api.value.join(channelId));
}

/** Creates a channel and opens it. */
export async function createChannel(body: CreateChannelBody): Promise<void> {
  const entry = await api.value.createChannel(body);
  takeEntry(entry);
  openChannel(entry.channel.id);
}
