/** Posting, editing, deleting and reacting. */

import type { Block } from "../../../pumble";
import { textMax } from "../../../pumble";
import { invalid, notAllowed, notFound } from "../failure";
import type { ChannelRecord, Json, MessageRecord } from "../state/records";
import { visibleChannel, writableChannel } from "./members";
import type { Actor, Workspace } from "./workspace";

export interface MessageContent {
  text: string;
  blocks?: Block[] | undefined;
  attachments?: Json[] | undefined;
  files?: Json[] | undefined;
}

export interface NewMessage extends MessageContent {
  channelId: string;
  threadRootId?: string | undefined;
  alsoSendToChannel?: boolean | undefined;
}

/** Posts to a channel, or replies in a thread of it. */
export function postMessage(workspace: Workspace, actor: Actor, content: NewMessage): MessageRecord {
  return postInto(workspace, writableChannel(workspace, actor, content.channelId), actor, content);
}

/** Posts without asking whether the author sees the channel, for those who are let in by something else. */
export function postInto(
  workspace: Workspace,
  channel: ChannelRecord,
  actor: Actor,
  content: Omit<NewMessage, "channelId">,
): MessageRecord {
  checkContent(content);
  const threadRootId = content.threadRootId ? rootOf(workspace, channel, content.threadRootId) : null;
  return workspace.change(() => {
    const message = workspace.db.messages.put({
      ...newMessage(workspace, channel.id, actor, content),
      threadRootId,
      alsoSentToChannel: threadRootId !== null && content.alsoSendToChannel === true,
    });
    workspace.emit({ type: "message.created", message });
    return message;
  });
}

/** A message record that is nowhere yet. */
export function newMessage(
  workspace: Workspace,
  channelId: string,
  actor: Actor,
  content: MessageContent,
): MessageRecord {
  return {
    id: workspace.ids.next(),
    channelId,
    authorId: actor.userId,
    authorAppId: actor.isBot ? actor.appId : null,
    viaAppId: actor.appId,
    text: content.text,
    ...rich(content),
    at: workspace.second,
    subtype: "",
    reactions: [],
    threadRootId: null,
    alsoSentToChannel: false,
    edited: false,
    deleted: false,
  };
}

/** What Pumble itself says in a channel about its members. */
export function postSystemMessage(
  workspace: Workspace,
  channel: ChannelRecord,
  authorId: string,
  { text, ...said }: { subtype: string; text: string; affectedUserIds: string[] },
): void {
  const actor: Actor = { userId: authorId, appId: null, isBot: false };
  const message = workspace.db.messages.put({
    ...newMessage(workspace, channel.id, actor, { text }),
    ...said,
  });
  workspace.emit({ type: "message.created", message });
}

/** Which message of which channel. */
export interface MessagePlace {
  channelId: string;
  messageId: string;
}

/** The message, if the actor may see its channel; 404 otherwise. */
export function visibleMessage(
  workspace: Workspace,
  actor: Actor,
  { channelId, messageId }: MessagePlace,
): MessageRecord {
  visibleChannel(workspace, actor, channelId);
  const message = workspace.db.messages.get(messageId);
  if (message?.channelId !== channelId) throw notFound();
  return message;
}

/** Replaces text and blocks; only its author may. The attachments stay when none are given. */
export function editMessage(
  workspace: Workspace,
  actor: Actor,
  place: MessagePlace,
  content: MessageContent,
): MessageRecord {
  return replaceMessage(workspace, edited(editable(workspace, actor, place), content));
}

/** The message with another text and blocks. What is attached stays as far as it is not given. */
export function edited(before: MessageRecord, content: MessageContent): MessageRecord {
  const { blocks: _, ...kept } = before;
  const after = { ...kept, text: content.text, ...rich(content), edited: true };
  checkContent(after);
  return after;
}

function editable(workspace: Workspace, actor: Actor, place: MessagePlace): MessageRecord {
  const message = visibleMessage(workspace, actor, place);
  writableChannel(workspace, actor, place.channelId);
  if (message.authorId !== actor.userId) throw notAllowed("Only the author can edit a message");
  if (message.deleted) throw notFound();
  return message;
}

/** Replaces the attachments alone. */
export function editAttachments(
  workspace: Workspace,
  actor: Actor,
  place: MessagePlace,
  attachments: Json[],
): MessageRecord {
  const after = { ...editable(workspace, actor, place), attachments };
  checkContent(after);
  return replaceMessage(workspace, after);
}

function replaceMessage(workspace: Workspace, message: MessageRecord): MessageRecord {
  return workspace.change(() => {
    workspace.db.messages.put(message);
    workspace.emit({ type: "message.updated", message });
    return message;
  });
}

/**
 * Deletes a message. Its author may; a person who administers the workspace may too, but not an app on their behalf. A
 * thread root with replies leaves a tombstone, which goes with its last reply.
 */
export function deleteMessage(workspace: Workspace, actor: Actor, place: MessagePlace): void {
  const message = visibleMessage(workspace, actor, place);
  if (message.deleted) throw notFound();
  if (message.authorId !== actor.userId && !administers(workspace, actor)) {
    throw notAllowed("Only the author can delete a message");
  }
  const { db } = workspace;
  workspace.change(() => {
    const hasReplies = db.threads.of(message.id).length > 0;
    const tombstone = hasReplies ? buried(message) : null;
    if (tombstone) db.messages.put(tombstone);
    else db.messages.delete(message.id);
    workspace.emit({ type: "message.deleted", message, tombstone });
    takePinOff(workspace, message);
    const root = message.threadRootId ? db.messages.get(message.threadRootId) : undefined;
    if (root?.deleted && db.threads.of(root.id).length === 0) {
      db.messages.delete(root.id);
      workspace.emit({ type: "message.deleted", message: root, tombstone: null });
    }
  });
}

function takePinOff(workspace: Workspace, { id, channelId }: MessageRecord): void {
  const channel = workspace.channel(channelId);
  const pinned = channel.pinned.filter((pin) => pin.messageId !== id);
  if (pinned.length === channel.pinned.length) return;
  const after = workspace.db.channels.put({ ...channel, pinned });
  workspace.emit({ type: "channel.updated", channel: after });
}

function buried(message: MessageRecord): MessageRecord {
  const { blocks: _b, attachments: _a, files: _f, ...kept } = message;
  return { ...kept, text: "", reactions: [], deleted: true };
}

/** Adds a reaction; one that is there already stays as it is. */
export function addReaction(
  workspace: Workspace,
  actor: Actor,
  messageId: string,
  { code, skinTone }: { code: string; skinTone?: number | undefined },
): MessageRecord {
  const message = reactable(workspace, actor, messageId);
  const has = message.reactions.some((entry) => entry.user === actor.userId && entry.code === code);
  if (has) return message;
  return workspace.change(() => {
    const reactions = [
      ...message.reactions,
      { user: actor.userId, code, ...(skinTone === undefined ? {} : { skinTone }) },
    ];
    const after = workspace.db.messages.put({ ...message, reactions });
    workspace.emit({ type: "reaction.added", message: after, userId: actor.userId, code });
    return after;
  });
}

/** Takes the actor's own reaction back; 404 when there is none. */
export function removeReaction(
  workspace: Workspace,
  actor: Actor,
  messageId: string,
  code: string,
): MessageRecord {
  const message = reactable(workspace, actor, messageId);
  const reactions = message.reactions.filter((entry) => entry.user !== actor.userId || entry.code !== code);
  if (reactions.length === message.reactions.length) throw notFound();
  return workspace.change(() => {
    const after = workspace.db.messages.put({ ...message, reactions });
    workspace.emit({ type: "reaction.removed", message: after, userId: actor.userId, code });
    return after;
  });
}

function reactable(workspace: Workspace, actor: Actor, messageId: string): MessageRecord {
  const message = workspace.db.messages.get(messageId);
  if (!message || message.deleted) throw notFound();
  writableChannel(workspace, actor, message.channelId);
  return message;
}

/** The thread's root: a reply stands for the thread it is in. */
export function rootOf(workspace: Workspace, channel: ChannelRecord, messageId: string): string {
  const message = workspace.db.messages.get(messageId);
  if (message?.channelId !== channel.id) throw notFound();
  return message.threadRootId ?? message.id;
}

/** Whether it is one of the message's files. */
export function carries({ files = [] }: Pick<MessageRecord, "files">, fileId: string): boolean {
  return files.some(({ id }) => id === fileId);
}

/** Refuses a message with nothing in it, or with too long a text. */
export function checkContent(content: MessageContent): void {
  const { text, blocks, attachments, files } = content;
  const isEmpty = text.trim() === "" && !blocks?.length && !attachments?.length && !files?.length;
  if (isEmpty) throw invalid("text must not be empty");
  if (text.length > textMax)
    throw invalid(`text must have at most ${textMax} characters, has ${text.length}`);
}

function rich(content: MessageContent): Pick<MessageRecord, "blocks" | "attachments" | "files"> {
  return {
    ...(content.blocks?.length ? { blocks: content.blocks } : {}),
    ...(content.attachments ? { attachments: content.attachments } : {}),
    ...(content.files?.length ? { files: content.files } : {}),
  };
}

function administers(workspace: Workspace, actor: Actor): boolean {
  const role = workspace.db.users.get(actor.userId)?.role;
  return actor.appId === null && (role === "OWNER" || role === "ADMINISTRATOR");
}
