/** Home views: what an app shows a member as its own place, at first what its manifest says. */
import type { HomeView, ShownHome } from "../../../platform";
import { notFound } from "../failure";
import type { HomeViewRecord, Json } from "../state/records";
import type { Workspace } from "./workspace";

/** Puts this view in place of what the app showed the member; its id stays. */
export function publishHome(workspace: Workspace, appId: string, userId: string, given: HomeView): void {
  const id = `${appId}:${userId}`;
  const { title, blocks, state } = given;
  workspace.change(() => {
    const viewId = workspace.db.homeViews.get(id)?.view.id ?? workspace.ids.next();
    const view: Json = { id: viewId, type: "HOME", blocks };
    if (title) view.title = title;
    if (state) view.state = state;
    workspace.db.homeViews.put({ id, appId, userId, view });
    workspace.emit({ type: "home.published", appId, userId, view });
  });
}

/** What the app published for this member, else what its manifest shows to everybody; 404 when it shows nothing. */
export function homeFor(workspace: Workspace, appId: string, userId: string): ShownHome {
  const app = workspace.db.installations.has(appId) ? workspace.db.apps.get(appId) : undefined;
  if (!app) throw notFound();
  const id = `${appId}:${userId}`;
  const published = workspace.db.homeViews.get(id);
  if (published) return viewOf(published);
  const { enabled = false, title, blocks = [] } = app.manifest.defaultHomeView ?? {};
  if (!enabled) throw notFound();
  const view = { id: workspace.ids.next(), type: "HOME", ...(title ? { title } : {}), blocks };
  return viewOf(workspace.change(() => workspace.db.homeViews.put({ id, appId, userId, view })));
}

/** The home view of this id, when it is this member's; otherwise undefined. */
export function homeById(
  workspace: Workspace,
  userId: string,
  viewId: string,
): { appId: string; view: ShownHome } | undefined {
  for (const home of workspace.db.homeViews.values()) {
    if (home.userId === userId && home.view.id === viewId) return { appId: home.appId, view: viewOf(home) };
  }
  return undefined;
}

/** Records hold what came through the schema of a home view. */
function viewOf(home: HomeViewRecord): ShownHome {
  return home.view as unknown as ShownHome;
}
