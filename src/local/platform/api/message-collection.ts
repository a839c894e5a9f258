import { Hono } from "hono";
import * as z from "zod";
import * as messages from "../../core/workspace/messages";
import { searchMessages } from "../../core/workspace/search";
import { body, done, maybe } from "../../http/input";
import { type ApiContext, type ApiEnv, needs } from "./caller";
import { limited } from "./rate-limits";

const ids = maybe(z.array(z.string()).max(50));
const epochMs = maybe(z.int().min(1));
const count = maybe(z.int().min(0));
const search = z.object({
  text: maybe(z.string().max(500)),
  from: ids,
  in: ids,
  limit: z
    .int()
    .min(1)
    .max(20)
    .nullish()
    .transform((limit) => limit ?? 10),
  skip: count,
  strategy: maybe(z.enum(["MOST_RELEVANT", "MOST_RECENT", "NEWEST", "OLDEST"])),
  beforeTs: epochMs,
  afterTs: epochMs,
  fromMyChannelsOnly: maybe(z.boolean()),
  fromHumanOnly: maybe(z.boolean()),
  minReactionCount: count,
  minAttachmentCount: count,
  minFileCount: count,
});
const reaction = z.object({
  code: z
    .string()
    .min(3)
    .max(200)
    .regex(/^:.*:$/, "must match :.*:"),
  skinTone: maybe(z.int().min(1).max(6)),
});

/** `/v1/messages`: search and reactions, which need no channel. */
export function messageCollectionRoutes({ workspace, limits }: ApiContext): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.post("/search", needs("messages:read", "channels:list"), async (c) =>
    c.json(searchMessages(workspace, c.var.caller.actor, await body(c, search))),
  );

  app.post("/:messageId/reactions", needs("reaction:write"), limited(limits, "addReaction"), async (c) => {
    const sent = await body(c, reaction);
    messages.addReaction(workspace, c.var.caller.actor, c.req.param("messageId"), sent);
    return done(c);
  });

  app.delete("/:messageId/reactions", needs("reaction:write"), async (c) => {
    const { code } = await body(c, reaction);
    messages.removeReaction(workspace, c.var.caller.actor, c.req.param("messageId"), code);
    return done(c);
  });

  return app;
}
