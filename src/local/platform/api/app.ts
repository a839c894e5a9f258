import { Hono } from "hono";
import * as z from "zod";
import { homeView } from "../../../platform";
import { removeAuthorization, uninstallApp } from "../../core/workspace/apps";
import { publishHome } from "../../core/workspace/homes";
import { body, done, maybe } from "../../http/input";
import { type ApiContext, type ApiEnv, needs } from "./caller";
import { limited } from "./rate-limits";

const completed = z.object({
  channelId: maybe(z.string()),
  sourceType: z.enum(["VIEW", "MESSAGE", "EPHEMERAL_MESSAGE"]),
  sourceId: z.string(),
  triggerId: z.string(),
});

/** `/v1/interactions`: an app tells that it is done with a block interaction. */
export function interactionRoutes({ workspace }: ApiContext): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.post("/complete", async (c) => {
    const { sourceId, triggerId } = await body(c, completed);
    const { userId } = c.var.caller.actor;
    workspace.emit({ type: "interaction.completed", userId, sourceId, triggerId });
    return done(c);
  });
  return app;
}

/** `/v1/app`: what an app does about itself. */
export function appRoutes({ workspace, limits }: ApiContext): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.post(
    "/homeView/workspaceUsers/:userId",
    needs("channels:write"),
    limited(limits, "publishHomeView"),
    async (c) => {
      const userId = workspace.user(c.req.param("userId")).id;
      publishHome(workspace, c.var.caller.appId, userId, await body(c, homeView));
      return done(c);
    },
  );

  app.delete("/authorization", (c) => {
    const { appId, actor } = c.var.caller;
    removeAuthorization(workspace, appId, actor.userId);
    return done(c);
  });

  app.delete("/installation", (c) => {
    uninstallApp(workspace, c.var.caller.appId);
    return done(c);
  });

  return app;
}
