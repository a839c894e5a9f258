import { Hono } from "hono";
import type { Workspace } from "../../core/workspace/workspace";
import { type ApiContext, type ApiEnv, needs } from "./caller";

/** The statuses that Pumble's own client offers. */
const statusDefinitions = [
  { code: ":calendar:", status: "In a meeting", expiration: "hour1" },
  { code: ":bus:", status: "Commuting", expiration: "min30" },
  { code: ":face_with_thermometer:", status: "Out sick", expiration: "today" },
  { code: ":palm_tree:", status: "Vacationing", expiration: "never" },
  { code: ":house_with_garden:", status: "Working remotely", expiration: "today" },
];

/** `/v1/workspace` and `/v1/calls`. */
export function workspaceRoutes({ workspace }: ApiContext): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get("/workspace", needs("workspace:read"), (c) =>
    c.json({
      id: workspace.record.id,
      name: workspace.record.name,
      avatar: { fullPath: "", scaledPath: "" },
      customStatusDefinitions: statusDefinitions,
      uniqueIdentifier: identifier(workspace),
      previousUniqueIdentifiers: [],
    }),
  );

  app.post("/calls/permanent", needs("calls:write"), (c) => {
    const id = workspace.ids.next();
    const code = workspace.ids.secret("call", 6);
    const permanentLink = new URL(`/calls/${code}`, c.req.url).href;
    const workspaceUserId = c.var.caller.actor.userId;
    return c.json({ id, code, workspaceId: workspace.record.id, workspaceUserId, permanentLink });
  });

  return app;
}

function identifier(workspace: Workspace): string {
  return workspace.record.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
