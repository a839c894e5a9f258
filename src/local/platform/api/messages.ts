import { type Context, Hono } from "hono";
import * as z from "zod";
import type { Ephemerals } from "../../core/workspace/ephemerals";
import { filesMax } from "../../core/workspace/file-limits";
import { listMessages, listReplies } from "../../core/workspace/listing";
import * as messages from "../../core/workspace/messages";
import { messageFor } from "../../core/workspace/wire";
import { body, contentFields, done, maybe, pageFields, query } from "../../http/input";
import { storedAttachments } from "../../http/stored-block";
import { type ApiContext, type ApiEnv, needs } from "./caller";
import { filesOf } from "./files";

const content = z.object({
  ...contentFields,
  files: maybe(z.array(z.string()).max(filesMax)),
  alsoSendToChannel: maybe(z.boolean()),
  ephemeral: maybe(z.object({ sendToUsers: z.array(z.string()) })),
});
const editedContent = z.object({
  ...contentFields,
  ephemeral: maybe(z.object({ threadRootId: maybe(z.string()), sendToUsers: maybe(z.array(z.string())) })),
});
const attachments = z.object({ attachments: storedAttachments });
const ephemeralDeletion = z.object({ deleteForUsers: z.array(z.string()).min(1) });

/** `/v1/channels/:channelId/messages`: reading, posting, replying, editing, deleting. */
export function messageRoutes(context: ApiContext & { ephemerals: Ephemerals }): Hono<ApiEnv> {
  const { workspace, ephemerals } = context;
  const app = new Hono<ApiEnv>();

  app.get("/:channelId/messages", needs("channels:read"), (c) => {
    const page = query(c, z.object(pageFields));
    return c.json(listMessages(workspace, c.var.caller.actor, c.req.param("channelId"), page));
  });

  app.post("/:channelId/messages", needs("messages:write"), (c) => post(context, c));
  app.post("/:channelId/messages/:rootId", needs("messages:write"), (c) => post(context, c));

  app.get("/:channelId/messages/:messageId", needs("messages:read"), (c) => {
    const { channelId, messageId } = c.req.param();
    const { actor } = c.var.caller;
    const message = messages.visibleMessage(workspace, actor, { channelId, messageId });
    return c.json(messageFor(workspace, message, actor.userId));
  });

  app.put("/:channelId/messages/:messageId", needs("messages:edit"), async (c) => {
    const { channelId, messageId } = c.req.param();
    const { actor } = c.var.caller;
    const { ephemeral, ...edit } = await body(c, editedContent);
    const message = ephemeral
      ? ephemerals.edit(actor, { channelId, messageId }, edit, ephemeral.sendToUsers ?? []).message
      : messages.editMessage(workspace, actor, { channelId, messageId }, edit);
    return c.json(messageFor(workspace, message, actor.userId));
  });

  app.put("/:channelId/messages/:messageId/attachments", needs("attachments:write"), async (c) => {
    const { channelId, messageId } = c.req.param();
    const { actor } = c.var.caller;
    const given = await body(c, attachments);
    const message = messages.editAttachments(workspace, actor, { channelId, messageId }, given.attachments);
    return c.json(messageFor(workspace, message, actor.userId));
  });

  app.delete("/:channelId/messages/:messageId", needs("messages:delete"), (c) => {
    const { channelId, messageId } = c.req.param();
    messages.deleteMessage(workspace, c.var.caller.actor, { channelId, messageId });
    return done(c);
  });

  app.delete("/:channelId/messages/:messageId/ephemeral", needs("messages:delete"), async (c) => {
    const { deleteForUsers } = await body(c, ephemeralDeletion);
    const { channelId, messageId } = c.req.param();
    ephemerals.delete(c.var.caller.actor, { channelId, messageId }, deleteForUsers);
    return done(c);
  });

  app.get("/:channelId/messages/:rootId/replies", needs("channels:read"), (c) => {
    const { channelId, rootId } = c.req.param();
    const { actor } = c.var.caller;
    const page = query(c, z.object(pageFields));
    const replies = listReplies(workspace, actor, { channelId, messageId: rootId }, page);
    return c.json(replies.map((message) => messageFor(workspace, message, actor.userId)));
  });

  return app;
}

async function post(
  { workspace, limits, ephemerals }: ApiContext & { ephemerals: Ephemerals },
  c: Context<ApiEnv>,
): Promise<Response> {
  const { actor, appId } = c.var.caller;
  const threadRootId = c.req.param("rootId");
  limits.countWrite(threadRootId ? "sendReply" : "sendMessage", appId, actor.userId);
  const { files, ephemeral, ...rest } = await body(c, content);
  const message = {
    ...rest,
    channelId: c.req.param("channelId")!,
    threadRootId,
    files: filesOf(workspace, files ?? [], c.var.caller),
  };
  const posted = ephemeral
    ? ephemerals.post(actor, message, ephemeral.sendToUsers).message
    : messages.postMessage(workspace, actor, message);
  return c.json(messageFor(workspace, posted, actor.userId));
}
