/** Makes a key for a member and shows it to them, both or neither. */
import { type ApiKeyDraft, KeyRefusal, TriggerRepeated } from "../keys/key-store";
import type { Services } from "../services";
import type { AuditSource } from "../store/audit";
import { refreshHome } from "./home";
import { newKey, sentence } from "./sayings";
import { type Listener, tell } from "./tell";

/**
 * Makes a key and shows it once. A key that could not be shown is revoked, since nobody knows it. A trigger that comes
 * again makes no other one.
 * @throws what `tell` throws
 */
export async function issueKey(
  services: Services,
  listener: Listener & { triggerId: string },
  draft: Pick<ApiKeyDraft, "name" | "scopes" | "expiresAt">,
  source: AuditSource,
): Promise<void> {
  const { workspaceId, userId } = listener;
  const act = { actor: userId, source, triggerId: listener.triggerId };
  const made = await services.keys.create({ ...draft, workspaceId, userId }, act).catch((error: unknown) => {
    if (error instanceof KeyRefusal) return sentence(`${error.message}.`);
    if (error instanceof TriggerRepeated) return null;
    throw error;
  });
  if (made === null)
    return services.log.warn("A trigger came again, and made no other key", { workspaceId, userId });
  if (!("key" in made)) return tell(services, listener, made);
  const { key, text } = made;
  try {
    await tell(services, listener, newKey(key, text));
  } catch (error) {
    await services.keys.revoke(key, { actor: userId, source });
    throw error;
  }
  refreshHome(services, workspaceId, userId);
}
