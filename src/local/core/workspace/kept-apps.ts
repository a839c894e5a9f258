/** What a starter brought stays when the workspace begins anew: its app, the app's bot, and what members allowed it. */
import type { User } from "../../../pumble";
import type { AppRecord, AuthorizationRecord, InstallationRecord } from "../state/records";
import { openDirect } from "./channels";
import { activePeople } from "./users";
import { inPerson, type Workspace } from "./workspace";

/** What is there before, to be put back after. */
export interface KeptApps {
  workspaceId: string;
  /** Ids of people by e-mail address: whoever is there again keeps theirs, for keys and tokens hang on it. */
  people: ReadonlyMap<string, string>;
  apps: AppRecord[];
  bots: User[];
  installations: InstallationRecord[];
  authorizations: AuthorizationRecord[];
}

/** Null when nothing is to be kept. */
export function keptApps(workspace: Workspace): KeptApps | null {
  const { db } = workspace;
  const apps = [...db.apps.values()].filter((app) => app.kept);
  if (apps.length === 0) return null;
  const ids = new Set(apps.map((app) => app.id));
  const installations = [...db.installations.values()].filter(({ id }) => ids.has(id));
  return {
    workspaceId: workspace.record.id,
    people: new Map(activePeople(workspace).map((user) => [user.email.toLowerCase(), user.id])),
    apps,
    bots: installations.flatMap(({ botId }) => (botId ? [workspace.user(botId)] : [])),
    installations,
    authorizations: [...db.authorizations.values()].filter(({ appId }) => ids.has(appId)),
  };
}

/** Puts them into a workspace that has just been filled. What a seed brings under the same name gives way. */
export function putBackApps(workspace: Workspace, kept: KeptApps | null): void {
  if (!kept) return;
  const { db } = workspace;
  workspace.change(() => {
    const names = new Set(kept.apps.map((app) => app.manifest.name));
    for (const app of [...db.apps.values()]) if (names.has(app.manifest.name)) db.apps.delete(app.id);
    for (const app of kept.apps) db.apps.put(app);
    for (const bot of kept.bots) db.users.put(bot);
    for (const installation of kept.installations) db.installations.put(installation);
    for (const entry of kept.authorizations) if (db.users.has(entry.userId)) db.authorizations.put(entry);
    for (const bot of kept.bots) {
      for (const person of activePeople(workspace)) openDirect(workspace, inPerson(bot.id), [person.id]);
    }
  });
}
