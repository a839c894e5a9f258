/** Telling apps of what happens: one copy for each app that subscribed, in order, without waiting for anybody. */
import type { AppRecord } from "../../core/state/records";
import type { WorkspaceEvent } from "../../core/workspace/events";
import { canSee } from "../../core/workspace/members";
import type { Workspace } from "../../core/workspace/workspace";
import type { Delivery } from "./delivery";
import { type AppEvent, appEventOf } from "./event-bodies";

/** Starts telling. What an app answers is logged and otherwise ignored; nothing is sent twice. */
export function tellApps(workspace: Workspace, delivery: Delivery): void {
  const queues = new Map<string, Promise<unknown>>();
  const enqueue = (app: AppRecord, event: AppEvent, workspaceUserIds: string[]) => {
    const { eventType } = event;
    const trigger = {
      messageType: eventType.startsWith("APP_") ? ("APP_EVENT" as const) : ("PUMBLE_EVENT" as const),
      eventType,
      body: JSON.stringify(event.body),
      workspaceId: workspace.record.id,
      workspaceUserIds,
    };
    const before = queues.get(app.id) ?? Promise.resolve();
    const sent = before.then(() => delivery.send(app, app.manifest.eventSubscriptions.url, trigger));
    queues.set(app.id, sent);
  };
  workspace.events.subscribe((event) => {
    const subscribers = subscribed(workspace, event);
    if (subscribers.length === 0) return;
    const appEvent = appEventOf(workspace, event);
    if (!appEvent) return;
    for (const app of subscribers) {
      if (!app.manifest.eventSubscriptions.events.includes(appEvent.eventType)) continue;
      const hearers = hearersOf(workspace, app.id, appEvent);
      if (hearers.length > 0) enqueue(app, appEvent, hearers);
    }
  });
}

/** Apps that could hear of it: the installed ones, and the one that was just uninstalled. */
function subscribed(workspace: Workspace, event: WorkspaceEvent): AppRecord[] {
  const { apps, installations } = workspace.db;
  const ids = new Set([...installations.values()].map((entry) => entry.id));
  if (event.type === "app.uninstalled") ids.add(event.appId);
  return apps.all(ids).filter((app) => app.manifest.eventSubscriptions.events.length > 0);
}

/** Every active member who authorised the app with the scope and may see it, and its bot if that may. */
function hearersOf(workspace: Workspace, appId: string, event: AppEvent): string[] {
  if (event.scope === null)
    return event.appId === appId ? [String(event.body.workspaceUser ?? event.body.installedBy)] : [];
  const { scope, channel, seenBy } = event;
  const { authorizations, authorizationsByApp, installations } = workspace.db;
  const people = authorizations
    .all(authorizationsByApp.of(appId))
    .filter((entry) => entry.scopes.includes(scope))
    .map((entry) => entry.userId)
    .filter((userId) => workspace.db.users.get(userId)?.status === "ACTIVATED");
  const installation = installations.get(appId);
  const bots = installation?.botId && installation.botScopes.includes(scope) ? [installation.botId] : [];
  return [...people, ...bots].filter(
    (userId) => seenBy?.includes(userId) || channel === null || canSee(workspace, channel, userId),
  );
}
