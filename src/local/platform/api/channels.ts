import { Hono } from "hono";
import * as z from "zod";
import * as channels from "../../core/workspace/channels";
import { visibleChannel } from "../../core/workspace/members";
import { channelEntryFor } from "../../core/workspace/wire";
import { body, done, maybe, query } from "../../http/input";
import { type ApiContext, type ApiEnv, needs } from "./caller";
import { limited } from "./rate-limits";

const newChannel = z.object({
  name: z.string(),
  type: maybe(z.enum(["PUBLIC", "PRIVATE"])),
  description: maybe(z.string()),
});
const newDirect = z.object({
  participantIds: z.array(z.string()).min(1).max(channels.participantsMax),
});
const newMembers = z.object({
  userIds: maybe(z.array(z.string())),
  addEachWorkspaceUser: maybe(z.boolean()),
});
const ids = z.string().transform((text) => text.split(",").filter((id) => id !== ""));

/** `/v1/channels`: channels and who is in them. */
export function channelRoutes({ workspace, limits }: ApiContext): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get("/", needs("channels:list"), (c) => {
    const { actor } = c.var.caller;
    const { types } = query(c, z.object({ types: ids.optional() }));
    const found = channels.listChannels(workspace, actor, types);
    return c.json(found.map((channel) => channelEntryFor(workspace, channel, actor.userId)));
  });

  app.post("/", needs("channels:write"), limited(limits, "createChannel"), async (c) => {
    const { actor } = c.var.caller;
    const channel = channels.createChannel(workspace, actor, await body(c, newChannel));
    return c.json(channelEntryFor(workspace, channel, actor.userId));
  });

  app.get("/direct", needs("channels:read"), (c) => {
    const { actor } = c.var.caller;
    const { participantIds } = query(c, z.object({ participantIds: ids }));
    const channel = channels.getDirect(workspace, actor, participantIds);
    return c.json(channelEntryFor(workspace, channel, actor.userId));
  });

  app.post("/direct", needs("channels:write"), async (c) => {
    const { actor } = c.var.caller;
    const { participantIds } = await body(c, newDirect);
    const channel = channels.openDirect(workspace, actor, participantIds);
    return c.json(channelEntryFor(workspace, channel, actor.userId));
  });

  app.get("/:channelId", needs("channels:read"), (c) => {
    const { actor } = c.var.caller;
    const channel = visibleChannel(workspace, actor, c.req.param("channelId"));
    return c.json(channelEntryFor(workspace, channel, actor.userId));
  });

  app.post("/:channelId/users", needs("channels:write"), async (c) => {
    const channelId = c.req.param("channelId");
    const { userIds = [], addEachWorkspaceUser } = await body(c, newMembers);
    const everyone = [...workspace.db.users.values()].filter((user) => user.status === "ACTIVATED");
    const wanted = addEachWorkspaceUser
      ? everyone.filter((user) => !user.isAddonBot && !user.isPumbleBot).map((user) => user.id)
      : userIds;
    const addedUserIds = channels.addMembers(workspace, c.var.caller.actor, channelId, wanted);
    return c.json({ channelId, addedUserIds });
  });

  app.delete("/:channelId/users/:userId", needs("channels:write"), (c) => {
    const { channelId, userId } = c.req.param();
    channels.removeMember(workspace, c.var.caller.actor, channelId, userId);
    return done(c);
  });

  return app;
}
