/** `/page/api`: what the web page calls, as the member it shows. */
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { clockShown } from "../../control/clock";
import type { Faults } from "../../control/faults";
import type { RequestLog } from "../../control/request-log";
import { notAuthenticated, notFound } from "../../core/failure";
import * as channels from "../../core/workspace/channels";
import type { Ephemerals } from "../../core/workspace/ephemerals";
import { attached } from "../../core/workspace/files";
import { homeFor } from "../../core/workspace/homes";
import { listMessages } from "../../core/workspace/listing";
import { visibleChannel } from "../../core/workspace/members";
import * as messages from "../../core/workspace/messages";
import { pinMessage, unpinMessage } from "../../core/workspace/pins";
import {
  changeScheduled,
  createScheduled,
  deleteScheduled,
  listScheduled,
} from "../../core/workspace/scheduled";
import { searchMessages } from "../../core/workspace/search";
import { markRead, unreadOf } from "../../core/workspace/unread";
import { listUsers } from "../../core/workspace/users";
import { channelEntryFor, scheduledFor } from "../../core/workspace/wire";
import { type Actor, inPerson, type Workspace } from "../../core/workspace/workspace";
import { eventStream } from "../../http/event-stream";
import { body, done, query } from "../../http/input";
import type { InteractionSource, Triggers } from "../../platform/apps/triggers";
import * as bodies from "../bodies";
import {
  memberHeader,
  type PageChannels,
  type PageMessage,
  type PageState,
  type PageUnread,
} from "../contract";
import { fileRoutes } from "./file-routes";
import { inspectorRoutes } from "./inspector-routes";
import { pageApps, pageEventsFor } from "./page-events";
import { pageMessage, withTones } from "./page-message";
import { readTyped, typedOf } from "./typed";

type PageEnv = { Variables: { actor: Actor } };

export interface PageContext {
  workspace: Workspace;
  ephemerals: Ephemerals;
  triggers: Triggers;
  log: RequestLog;
  faults: Faults;
}

/** Who looks: an activated person of the workspace, by header, or by query for an event stream. */
function asMember(workspace: Workspace): MiddlewareHandler<PageEnv> {
  return async function asMember(c, next) {
    // By query for reading alone: a page of another site can make a browser send one, but not the header.
    const byQuery = c.req.method === "GET" ? c.req.query("member") : undefined;
    const userId = c.req.header(memberHeader) ?? byQuery;
    const user = workspace.db.users.get(userId ?? "");
    if (!user) throw notAuthenticated(`Name a member in the header ${memberHeader}`);
    if (user.status !== "ACTIVATED") throw notAuthenticated(`${user.name} is not active`);
    c.set("actor", inPerson(user.id));
    await next();
  };
}

/** Routes under `/page/api`. */
export function pageRoutes(context: PageContext): Hono<PageEnv> {
  const { workspace, triggers } = context;
  const app = new Hono<PageEnv>();

  app.get("/state", (c) => {
    const { id, name } = workspace.record;
    const apps = pageApps(workspace);
    const groups = [...workspace.db.groups.values()];
    const members = listUsers(workspace);
    return c.json({
      workspace: { id, name },
      members,
      apps,
      groups,
      clock: clockShown(workspace.clock),
    } satisfies PageState);
  });

  app.use("*", asMember(workspace));

  app.get("/events", (c) => {
    const { userId } = c.var.actor;
    return eventStream((send) =>
      workspace.events.subscribe((event) => {
        for (const mine of pageEventsFor(workspace, event, userId)) send(mine);
      }),
    );
  });

  app.get("/apps/:id/home", (c) => c.json(homeFor(workspace, c.req.param("id"), c.var.actor.userId)));
  app.get("/search", (c) => c.json(searchMessages(workspace, c.var.actor, query(c, bodies.search))));

  app.route("/", channelRoutes(workspace));
  app.route("/", messageRoutes(workspace));
  app.route("/files", fileRoutes(context));
  app.route("/", triggerRoutes(triggers));
  app.route("/inspector", inspectorRoutes(context));
  app.all("*", () => {
    throw notFound();
  });
  return app;
}

function channelRoutes(workspace: Workspace): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  const entry = (c: Context<PageEnv>, channel: Parameters<typeof channelEntryFor>[1]) =>
    c.json(channelEntryFor(workspace, channel, c.var.actor.userId));

  app.get("/channels", (c) => {
    const found = channels.listChannels(workspace, c.var.actor);
    const { userId } = c.var.actor;
    return c.json(found.map((channel) => channelEntryFor(workspace, channel, userId)) satisfies PageChannels);
  });
  app.get("/unread", (c) => c.json(unreadOf(workspace, c.var.actor.userId) satisfies PageUnread[]));
  app.post("/channels", async (c) =>
    entry(c, channels.createChannel(workspace, c.var.actor, await body(c, bodies.newChannel))),
  );
  app.post("/channels/direct", async (c) => {
    const { userIds } = await body(c, bodies.direct);
    return entry(c, channels.openDirect(workspace, c.var.actor, userIds));
  });
  app.post("/channels/:id/join", (c) =>
    entry(c, channels.joinChannel(workspace, c.var.actor, c.req.param("id"))),
  );
  app.put("/channels/:id", async (c) => {
    const change = await body(c, bodies.changedChannel);
    return entry(c, channels.changeChannel(workspace, c.var.actor, c.req.param("id"), change));
  });
  app.post("/channels/:id/members", async (c) => {
    const { userIds } = await body(c, bodies.newMembers);
    channels.addMembers(workspace, c.var.actor, c.req.param("id"), userIds);
    return done(c);
  });
  app.delete("/channels/:id/members/:userId", (c) => {
    const { id, userId } = c.req.param();
    channels.removeMember(workspace, c.var.actor, id, userId);
    return done(c);
  });
  app.get("/channels/:id/scheduled", (c) => {
    const found = listScheduled(workspace, c.var.actor, c.req.param("id"));
    return c.json(found.map(scheduledFor));
  });
  app.post("/channels/:id/scheduled", async (c) => {
    const given = { ...(await body(c, bodies.scheduled)), channelId: c.req.param("id") };
    return c.json(scheduledFor(createScheduled(workspace, c.var.actor, given)));
  });
  app.put("/channels/:id/scheduled/:sid", async (c) => {
    const { id: channelId, sid } = c.req.param();
    const given = { ...(await body(c, bodies.scheduled)), channelId };
    return c.json(scheduledFor(changeScheduled(workspace, c.var.actor, sid, given)));
  });
  app.delete("/channels/:id/scheduled/:sid", (c) => {
    deleteScheduled(workspace, c.var.actor, c.req.param("sid"));
    return done(c);
  });
  app.post("/channels/:id/read", (c) => {
    const { userId } = c.var.actor;
    markRead(workspace, userId, visibleChannel(workspace, c.var.actor, c.req.param("id")).id);
    return done(c);
  });
  return app;
}

function messageRoutes(workspace: Workspace): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  const shown = (c: Context<PageEnv>, message: Parameters<typeof pageMessage>[1]) =>
    c.json({ message: pageMessage(workspace, message, c.var.actor.userId) } satisfies PageMessage);
  const entry = (c: Context<PageEnv>, channel: Parameters<typeof channelEntryFor>[1]) =>
    c.json(channelEntryFor(workspace, channel, c.var.actor.userId));

  app.get("/channels/:id/messages", (c) => {
    const page = listMessages(workspace, c.var.actor, c.req.param("id"), query(c, bodies.page));
    return c.json({ ...page, messages: page.messages.map((message) => withTones(workspace, message)) });
  });
  app.get("/channels/:id/pins", (c) => {
    const { pinned } = visibleChannel(workspace, c.var.actor, c.req.param("id"));
    const found = workspace.db.messages.all(pinned.map((pin) => pin.messageId));
    return c.json(found.map((message) => pageMessage(workspace, message, c.var.actor.userId)));
  });
  app.post("/messages/:mid/pin", (c) => entry(c, pinMessage(workspace, c.var.actor, c.req.param("mid"))));
  app.delete("/messages/:mid/pin", (c) => entry(c, unpinMessage(workspace, c.var.actor, c.req.param("mid"))));
  app.get("/channels/:id/messages/:root/replies", (c) => {
    const { id, root } = c.req.param();
    messages.visibleMessage(workspace, c.var.actor, { channelId: id, messageId: root });
    const replies = workspace.db.threads.of(root);
    return c.json(replies.map((reply) => pageMessage(workspace, reply, c.var.actor.userId)));
  });
  app.post("/channels/:id/messages", async (c) => {
    const { files: ids = [], ...typed } = await body(c, bodies.newMessage);
    const files = attached(workspace, ids, c.var.actor.userId);
    const content = { ...readTyped(workspace, typed), files, channelId: c.req.param("id") };
    return shown(c, messages.postMessage(workspace, c.var.actor, content));
  });
  app.put("/channels/:id/messages/:mid", async (c) => {
    const { id, mid } = c.req.param();
    return shown(
      c,
      messages.editMessage(
        workspace,
        c.var.actor,
        { channelId: id, messageId: mid },
        readTyped(workspace, await body(c, bodies.editedMessage)),
      ),
    );
  });
  app.get("/channels/:id/messages/:mid/source", (c) => {
    const { id, mid } = c.req.param();
    const place = { channelId: id, messageId: mid };
    return c.json(typedOf(messages.visibleMessage(workspace, c.var.actor, place)));
  });
  app.delete("/channels/:id/messages/:mid", (c) => {
    const { id, mid } = c.req.param();
    messages.deleteMessage(workspace, c.var.actor, { channelId: id, messageId: mid });
    return done(c);
  });
  app.post("/messages/:mid/reactions", async (c) => {
    messages.addReaction(workspace, c.var.actor, c.req.param("mid"), await body(c, bodies.reaction));
    return done(c);
  });
  app.delete("/messages/:mid/reactions", async (c) => {
    messages.removeReaction(
      workspace,
      c.var.actor,
      c.req.param("mid"),
      (await body(c, bodies.reaction)).code,
    );
    return done(c);
  });
  return app;
}

function triggerRoutes(triggers: Triggers): Hono<PageEnv> {
  const app = new Hono<PageEnv>();

  app.post("/commands", async (c) => {
    const { text, ...place } = await body(c, bodies.command);
    return c.json(await triggers.slashCommand({ ...place, userId: c.var.actor.userId }, text));
  });
  app.post("/shortcuts", async (c) => {
    const { appId, name, messageId, ...place } = await body(c, bodies.shortcut);
    const { userId } = c.var.actor;
    return c.json(await triggers.shortcut({ ...place, userId }, appId, name, messageId));
  });
  app.post("/interactions", async (c) => {
    const given = await body(c, bodies.interaction);
    return c.json(await triggers.interaction(c.var.actor.userId, sourceOf(given), given));
  });
  app.post("/menus", async (c) => {
    const given = await body(c, bodies.menu);
    return c.json(await triggers.menu(c.var.actor.userId, sourceOf(given), given));
  });
  app.post("/views/:id/submit", async (c) => {
    const { state } = await body(c, bodies.view);
    return c.json(await triggers.submit(c.var.actor.userId, c.req.param("id"), state));
  });
  app.post("/views/:id/close", async (c) => {
    const { state } = await body(c, bodies.view);
    return c.json(await triggers.close(c.var.actor.userId, c.req.param("id"), state));
  });
  return app;
}

function sourceOf({ sourceType, sourceId, channelId }: bodies.GivenSource): InteractionSource {
  if (sourceType === "VIEW") return { sourceType, sourceId, ...(channelId ? { channelId } : {}) };
  if (!channelId) throw notFound();
  return { sourceType, sourceId, channelId };
}
