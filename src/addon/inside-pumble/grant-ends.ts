/** What the addon does when a grant ends. */
import { appUnauthorized, type EventTrigger, referenceId } from "../../platform/triggers";
import type { Services } from "../services";
import { refreshHome } from "./home";

const act = { actor: "platform", source: "event" } as const;

/** One member took their access back: their token is forgotten and their keys are revoked. */
async function unauthorized(services: Services, workspaceId: string, userId: string): Promise<void> {
  const ended = await services.keys.revokeAll(workspaceId, userId, act);
  await services.grants.removeUser(workspaceId, userId);
  await services.audit.record({ ...act, action: "app.unauthorized", workspaceId, target: userId });
  if (ended > 0) refreshHome(services, workspaceId, userId);
}

/** The app was removed: nothing of the workspace works any more. */
async function uninstalled(services: Services, { workspaceId }: EventTrigger): Promise<void> {
  await services.keys.revokeAll(workspaceId, null, act);
  await services.grants.removeWorkspace(workspaceId);
  await services.audit.record({ ...act, action: "app.uninstalled", workspaceId, target: workspaceId });
}

/** A delivery that was handled to its end does nothing when it is sent again: the grant may be a new one by now. */
async function once(
  services: Services,
  { workspaceId, eventType: event }: EventTrigger,
  deliveryId: string | undefined,
  work: () => Promise<void>,
): Promise<void> {
  if (deliveryId === undefined) return work();
  if (await services.keys.isHandled(workspaceId, deliveryId)) {
    services.log.warn("An event came again, and ended nothing", { workspaceId, event });
    return;
  }
  await work();
  await services.keys.markHandled(workspaceId, deliveryId);
}

/**
 * What is to be done about an event: nothing for one that means nothing here, `undefined` for one that is not
 * understood.
 */
export function eventWork(
  services: Services,
  trigger: EventTrigger,
  deliveryId?: string,
): (() => Promise<void>) | undefined {
  if (trigger.eventType === "APP_UNINSTALLED") {
    return () => once(services, trigger, deliveryId, () => uninstalled(services, trigger));
  }
  if (trigger.eventType !== "APP_UNAUTHORIZED") return async () => {};
  const { success, data } = appUnauthorized.safeParse(trigger.body);
  if (!success) return undefined;
  const userId = referenceId(data.workspaceUser);
  return () => once(services, trigger, deliveryId, () => unauthorized(services, trigger.workspaceId, userId));
}
