/** Keeps members' home views in step with their keys. */
import { PlatformRefusal } from "../../platform/errors";
import type { Services } from "../services";
import { homeKeysMax, homeView } from "./views";

/**
 * Publishes the member's home view soon, once for changes in quick succession: Pumble takes 20 a minute. It is an extra:
 * where it fails, nothing else does.
 */
export function refreshHome(services: Services, workspaceId: string, userId: string): void {
  services.tasks.startOnce(`home ${workspaceId} ${userId}`, "Publishing a home view", async () => {
    const installation = await services.grants.installation(workspaceId);
    if (!installation) return;
    const keys = await services.keys.list(workspaceId, userId, { limit: homeKeysMax + 1 });
    const bot = services.platform.as(installation.botToken);
    try {
      await bot.publishHomeView(userId, homeView(keys));
    } catch (error) {
      // Who left the workspace has none.
      if (!(error instanceof PlatformRefusal && error.status === 404)) throw error;
    }
  });
}
