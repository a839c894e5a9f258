/** Who administers a workspace. */
import { administers } from "../roles";
import type { Services } from "../services";
import type { Listener } from "./tell";

/** What an administrator needs to read lists: members' names by id. */
export interface Administrator {
  names: ReadonlyMap<string, string>;
}

/** The member as an administrator; null when the member is none, or has not authorised the app. */
export async function asAdmin(
  services: Services,
  { workspaceId, userId }: Pick<Listener, "workspaceId" | "userId">,
): Promise<Administrator | null> {
  const token = await services.grants.userToken(workspaceId, userId);
  if (!token) return null;
  const { value: users } = await services.platform.as(token).listUsers();
  if (!administers(users.find((user) => user.id === userId)?.role)) return null;
  return { names: new Map(users.map((user) => [user.id, user.name])) };
}
