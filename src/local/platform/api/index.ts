/** The platform API as an app calls it. */
import { Hono } from "hono";
import { notFound } from "../../core/failure";
import type { Ephemerals } from "../../core/workspace/ephemerals";
import { appRoutes, interactionRoutes } from "./app";
import { type ApiContext, type ApiEnv, authenticate } from "./caller";
import { channelRoutes } from "./channels";
import { fileHostRoutes, fileRoutes, Uploads } from "./files";
import { messageCollectionRoutes } from "./message-collection";
import { messageRoutes } from "./messages";
import { oauthRoutes } from "./oauth";
import { scheduledRoutes } from "./scheduled";
import { userRoutes } from "./users";
import { workspaceRoutes } from "./workspace";

/** Everything under `/v1`, `/oauth2`, `/upload` and `/files`. */
export function platformApi(context: ApiContext & { ephemerals: Ephemerals }): Hono<ApiEnv> {
  const uploads = new Uploads();
  const v1 = new Hono<ApiEnv>();
  v1.use("*", authenticate(context));
  v1.route("/channels", channelRoutes(context));
  v1.route("/channels", messageRoutes(context));
  v1.route("/messages/scheduled", scheduledRoutes(context));
  v1.route("/messages", messageCollectionRoutes(context));
  v1.route("/workspaceUsers", userRoutes(context));
  v1.route("/app", appRoutes(context));
  v1.route("/interactions", interactionRoutes(context));
  v1.route("/files", fileRoutes({ ...context, uploads }));
  v1.route("/", workspaceRoutes(context));
  v1.all("*", () => {
    throw notFound();
  });
  const app = new Hono<ApiEnv>();
  app.route("/v1", v1);
  app.route("/oauth2", oauthRoutes(context));
  app.route("/", fileHostRoutes({ ...context, uploads }));
  return app;
}
