import { Hono } from "hono";
import * as z from "zod";
import { recurrence } from "../../../pumble";
import { sendAtMax } from "../../../pumble/recurrence";
import { notFound } from "../../core/failure";
import { filesMax } from "../../core/workspace/file-limits";
import * as scheduled from "../../core/workspace/scheduled";
import { scheduledFor } from "../../core/workspace/wire";
import { body, contentFields, done, maybe, query } from "../../http/input";
import { storedAttachments } from "../../http/stored-block";
import { type ApiContext, type ApiEnv, needs } from "./caller";
import { filesOf } from "./files";
import { limited } from "./rate-limits";

const schedule = z.object({
  channelId: z.string(),
  ...contentFields,
  sendAt: z.int().min(0).max(sendAtMax),
  recurrence: maybe(recurrence),
  files: maybe(z.array(z.string()).max(filesMax)),
  threadRootId: maybe(z.string()),
  alsoSendToChannel: maybe(z.boolean()),
});
const attachments = z.object({ attachments: storedAttachments });
const page = z.object({
  channelId: z.string().optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** `/v1/messages/scheduled`: the caller's own scheduled messages. */
export function scheduledRoutes({ workspace, limits }: ApiContext): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get("/", needs("messages:read"), (c) => {
    const { channelId, cursor, limit } = query(c, page);
    const all = scheduled.listScheduled(workspace, c.var.caller.actor, channelId);
    const after = cursor === undefined ? -1 : all.findIndex((record) => record.id === cursor);
    if (cursor !== undefined && after < 0) throw notFound();
    const rest = all.slice(after + 1);
    return c.json({
      scheduledMessages: rest.slice(0, limit).map(scheduledFor),
      hasMore: rest.length > limit,
    });
  });

  app.post("/", needs("messages:write"), limited(limits, "scheduleMessage"), async (c) => {
    const { files, ...rest } = await body(c, schedule);
    const record = scheduled.createScheduled(workspace, c.var.caller.actor, {
      ...rest,
      files: filesOf(workspace, files ?? [], c.var.caller),
    });
    return c.json(scheduledFor(record));
  });

  app.get("/:id", needs("messages:read"), (c) =>
    c.json(scheduledFor(scheduled.ownScheduled(workspace, c.var.caller.actor, c.req.param("id")))),
  );

  app.put("/:id", needs("messages:edit"), async (c) => {
    const { files, ...rest } = await body(c, schedule);
    const record = scheduled.editScheduled(workspace, c.var.caller.actor, c.req.param("id"), {
      ...rest,
      files: filesOf(workspace, files ?? [], c.var.caller),
    });
    return c.json(scheduledFor(record));
  });

  app.put("/:id/attachments", needs("attachments:write"), async (c) => {
    const before = scheduled.ownScheduled(workspace, c.var.caller.actor, c.req.param("id"));
    const given = await body(c, attachments);
    const record = workspace.change(() =>
      workspace.db.scheduled.put({ ...before, attachments: given.attachments }),
    );
    return c.json(scheduledFor(record));
  });

  app.delete("/:id", needs("messages:delete"), (c) => {
    scheduled.deleteScheduled(workspace, c.var.caller.actor, c.req.param("id"));
    return done(c);
  });

  return app;
}
