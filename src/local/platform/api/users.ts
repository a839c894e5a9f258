import { Hono } from "hono";
import * as z from "zod";
import { clearCustomStatus, listUsers, setCustomStatus, userNow } from "../../core/workspace/users";
import { body, maybe } from "../../http/input";
import { type ApiContext, type ApiEnv, needs } from "./caller";

const status = z.object({
  status: maybe(z.string().max(100)),
  code: z.string().min(3).max(102).or(z.literal("")).describe("Empty takes the status away."),
  expiration: maybe(z.enum(["never", "min30", "hour1", "hour4", "today", "thisWeek", "custom"])),
  expiresAt: z.int(),
  pausedNotifications: maybe(z.boolean()),
});

/** `/v1/workspaceUsers`: members, groups and the caller's own status. */
export function userRoutes({ workspace }: ApiContext): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get("/", needs("users:list"), (c) => c.json(listUsers(workspace)));

  app.get("/groups", needs("users:list"), (c) => c.json([...workspace.db.groups.values()]));

  app.put("/customStatus", needs("status:write"), async (c) => {
    const { actor } = c.var.caller;
    const given = await body(c, status);
    if (given.code === "") return c.json(clearCustomStatus(workspace, actor));
    return c.json(setCustomStatus(workspace, actor, given));
  });

  app.get("/:userId", needs("user:read"), (c) =>
    c.json(userNow(workspace, workspace.user(c.req.param("userId")))),
  );

  return app;
}
