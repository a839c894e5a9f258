/** Makes a key for a member and shows it to them, both or neither. */
import type { NewApiKey } from "../keys/key-store";
import type { Services } from "../services";
import type { AuditSource } from "../store/audit";
import { refreshHome } from "./home";
import { newKey } from "./sayings";
import { type Listener, tell } from "./tell";

/**
 * Makes a key and shows it once. A key that could not be shown is revoked, since nobody knows it.
 * @throws what `tell` throws
 */
export async function issueKey(
  services: Services,
  listener: Listener,
  draft: Pick<NewApiKey, "name" | "scopes" | "expiresAt">,
  source: AuditSource,
): Promise<void> {
  const { workspaceId, userId } = listener;
  const act = { actor: userId, source };
  const { key, text } = await services.keys.create({ ...draft, workspaceId, userId }, act);
  try {
    await tell(services, listener, newKey(key, text));
  } catch (error) {
    await services.keys.revoke(key, act);
    throw error;
  }
  refreshHome(services, workspaceId, userId);
}
