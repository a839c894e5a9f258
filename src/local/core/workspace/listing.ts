/** Reading messages page by page. */

import type { MessageList } from "../../../pumble";
import { isId } from "../../../pumble";
import { invalid } from "../failure";
import type { MessageRecord } from "../state/records";
import { visibleChannel } from "./members";
import { type MessagePlace, visibleMessage } from "./messages";
import { messageFor } from "./wire";
import type { Actor, Workspace } from "./workspace";

export interface Page {
  cursor?: string | undefined;
  limit: number;
  strategy?: "BEFORE" | "AFTER" | "AROUND" | undefined;
}

/**
 * A page of a channel, oldest first. Without cursor the newest page, with both flags; with one, the messages before or
 * after it (without it), where the flag of the side not asked for is null, or around and including it.
 */
export function listMessages(workspace: Workspace, actor: Actor, channelId: string, page: Page): MessageList {
  visibleChannel(workspace, actor, channelId);
  const all = workspace.db.timelines.of(channelId);
  const { from, to } = window(workspace, channelId, all.length, page);
  const messages = all.slice(from, to).map((message) => messageFor(workspace, message, actor.userId));
  const before = from > 0;
  const after = to < all.length;
  if (!page.cursor || page.strategy === "AROUND") {
    return { messages, hasMoreBefore: before, hasMoreAfter: after };
  }
  return page.strategy === "AFTER"
    ? { messages, hasMoreBefore: null, hasMoreAfter: after }
    : { messages, hasMoreBefore: before, hasMoreAfter: null };
}

function window(workspace: Workspace, channelId: string, length: number, page: Page) {
  const { cursor, limit, strategy = "BEFORE" } = page;
  if (!cursor) return { from: Math.max(0, length - limit), to: length };
  checkCursor(cursor);
  const at = workspace.db.timelines.position(channelId, cursor);
  const isThere = workspace.db.timelines.of(channelId)[at]?.id === cursor;
  if (strategy === "BEFORE") return { from: Math.max(0, at - limit), to: at };
  if (strategy === "AFTER") {
    const from = isThere ? at + 1 : at;
    return { from, to: Math.min(length, from + limit) };
  }
  const from = Math.max(0, at - Math.floor(limit / 2));
  return { from, to: Math.min(length, from + limit) };
}

/** The replies of a thread, newest first. The cursor's message comes first and does not count against the limit. */
export function listReplies(
  workspace: Workspace,
  actor: Actor,
  root: MessagePlace,
  page: Page,
): MessageRecord[] {
  const rootId = visibleMessage(workspace, actor, root).id;
  const all = workspace.db.threads.of(rootId);
  const { cursor, limit, strategy = "BEFORE" } = page;
  let chosen = all.slice(-limit);
  if (cursor) {
    checkCursor(cursor);
    const at = workspace.db.threads.position(rootId, cursor);
    const end = all[at]?.id === cursor ? at + 1 : at;
    if (strategy === "BEFORE") chosen = all.slice(Math.max(0, at - limit), end);
    else if (strategy === "AFTER") chosen = all.slice(at, end + limit);
    else chosen = all.slice(Math.max(0, at - Math.floor(limit / 2)), end + Math.ceil(limit / 2));
  }
  return [...chosen].reverse();
}

function checkCursor(cursor: string): void {
  if (!isId(cursor)) throw invalid("cursor must be the id of a message");
}
