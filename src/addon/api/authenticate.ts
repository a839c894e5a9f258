/** Who is calling: the key in the `ApiKey` header (or `Api-Key`, in any case), and its owner's access token. */
import type { Services } from "../services";
import { refused } from "./api-problem";
import { MemberCall } from "./member-call";

const refusals = {
  unknown: "invalid api key",
  expired: "This API key has expired",
  revoked: "This API key was deleted",
} as const;

/**
 * The call that this key makes.
 * @param header value of the key header
 * @throws ApiProblem when the key is missing, unknown, expired or revoked, or its owner took the app's access back
 */
export async function authenticate(services: Services, header: string | undefined): Promise<MemberCall> {
  const text = header?.trim();
  if (!text) throw refused("not_authenticated", "API key is missing; send it in the ApiKey header");
  const verdict = await services.keys.verify(text);
  if (!verdict.accepted) throw refused("not_authenticated", refusals[verdict.reason]);
  const { key } = verdict;
  const token = await services.grants.userToken(key.workspaceId, key.userId);
  if (!token) throw refused("not_authenticated", "The owner of this API key no longer allows the API app");
  return new MemberCall(services, key, token);
}
