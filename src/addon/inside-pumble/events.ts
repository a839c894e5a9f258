/** What the addon does when a grant ends. */
import { appUnauthorized, type EventTrigger, referenceId } from "../../platform/triggers";
import type { Services } from "../services";

const act = { actor: "platform", source: "event" } as const;

/** One member took their access back: their token is forgotten and their keys are revoked. */
async function unauthorized(services: Services, { workspaceId, body }: EventTrigger): Promise<void> {
  const userId = referenceId(appUnauthorized.parse(body).workspaceUser);
  await services.keys.revokeAll(workspaceId, userId, act);
  await services.grants.removeUser(workspaceId, userId);
  await services.audit.record({ ...act, action: "app.unauthorized", workspaceId, target: userId });
}

/** The app was removed: nothing of the workspace works any more. */
async function uninstalled(services: Services, { workspaceId }: EventTrigger): Promise<void> {
  await services.keys.revokeAll(workspaceId, null, act);
  await services.grants.removeWorkspace(workspaceId);
  await services.audit.record({ ...act, action: "app.uninstalled", workspaceId, target: workspaceId });
}

/** Handles an event; events that mean nothing here are ignored. */
export async function runEvent(services: Services, trigger: EventTrigger): Promise<void> {
  if (trigger.eventType === "APP_UNAUTHORIZED") await unauthorized(services, trigger);
  if (trigger.eventType === "APP_UNINSTALLED") await uninstalled(services, trigger);
}
