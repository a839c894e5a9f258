/** `/api-keys`: the caller's own keys, for code. A key's text is answered once, when it is made. */
import { Hono } from "hono";
import { refused } from "../api/api-problem";
import type { ApiRequest } from "../api/exchange";
import { guarded } from "../api/guard";
import { honoHandler } from "../api/hono";
import { inputReader, type RawInput } from "../api/input";
import type { MemberCall } from "../api/member-call";
import { apiBodyMax } from "../api/routes";
import type { Env } from "../http/env";
import { refreshHome } from "../inside-pumble/home";
import { type ApiKey, KeyRefusal } from "../keys/key-store";
import { cleanKeyName } from "../keys/name";
import { keyOperations } from "../keys/operations";
import { unrestricted } from "../keys/scopes";
import type { Services } from "../services";

function shown({ workspaceId: _, userId: __, ...key }: ApiKey) {
  return key;
}

// An empty `apiKey` must not pass for none: its caller would never see the key that is then made.
const readCreate = inputReader(keyOperations.createApiKey, { emptyIsAbsent: false });
const readGet = inputReader(keyOperations.getApiKey);
const readList = inputReader(keyOperations.listApiKeys);
const readRotate = inputReader(keyOperations.rotateApiKey, { emptyIsAbsent: false });
const readDelete = inputReader(keyOperations.deleteApiKey);

/** Both parts, for what stands in the wrong one is refused. */
async function rawInput(request: ApiRequest): Promise<RawInput> {
  return { query: request.query(), body: await request.text(apiBodyMax) };
}

/** The caller's key of this id. @throws ApiProblem when the caller has none */
async function ownKey(services: Services, call: MemberCall, id: string): Promise<ApiKey> {
  const key = await services.keys.find(id);
  const isOwn = key?.workspaceId === call.key.workspaceId && key.userId === call.key.userId;
  if (!key || !isOwn) throw refused("not_found", "Could not find API key with that identifier");
  return key;
}

/** A key that may do less than its owner could otherwise make one that may do more. */
function checkMayManage({ key }: MemberCall): void {
  const { readOnly, groups, channels } = key.scopes;
  if (!readOnly && !groups && !channels) return;
  throw refused("not_allowed", "This API key is narrowed by scopes and may not manage keys");
}

function checkInFuture(services: Services, expiresAt: number | null | undefined): void {
  if (typeof expiresAt !== "number" || expiresAt > services.clock.now()) return;
  throw refused("invalid", "Invalid request parameters: expiresAt must be in the future");
}

/** The answer about a key that was just made: with the key itself, unless the caller brought it. */
async function answerNew(
  input: { apiKey?: string | undefined },
  make: () => Promise<{ key: ApiKey; text: string }>,
): Promise<string> {
  try {
    const { key, text } = await make();
    return JSON.stringify({ key: shown(key), ...(input.apiKey === undefined ? { apiKey: text } : {}) });
  } catch (error) {
    throw error instanceof KeyRefusal ? refused(error.kind, error.message) : error;
  }
}

function act(call: MemberCall) {
  return { actor: call.key.userId, source: "api", keyId: call.key.id } as const;
}

/** Gives the answer's JSON, or null for the empty answer. */
type KeyHandler = (services: Services, call: MemberCall, request: ApiRequest) => Promise<string | null>;

function changed(services: Services, { key }: MemberCall): void {
  refreshHome(services, key.workspaceId, key.userId);
}

/** One handler an operation; one without does not compile. */
const handlers: Record<keyof typeof keyOperations, KeyHandler> = {
  async listApiKeys(services, call, request) {
    const { cursor, limit = 100 } = readList(await rawInput(request));
    const { workspaceId, userId } = call.key;
    const after = cursor === undefined ? undefined : await ownKey(services, call, cursor);
    const own = await services.keys.list(workspaceId, userId, { after, limit: limit + 1 });
    return JSON.stringify({ keys: own.slice(0, limit).map(shown), hasMore: own.length > limit });
  },

  async createApiKey(services, call, request) {
    const input = readCreate(await rawInput(request));
    const { expiresAt = null, scopes = unrestricted, apiKey: text } = input;
    checkInFuture(services, expiresAt);
    const { workspaceId, userId } = call.key;
    const draft = { workspaceId, userId, name: cleanKeyName(input.name), expiresAt, scopes, text };
    const answer = await answerNew(input, () => services.keys.create(draft, act(call)));
    changed(services, call);
    return answer;
  },

  async getApiKey(services, call, request) {
    readGet(await rawInput(request));
    return JSON.stringify(shown(await ownKey(services, call, request.param("id"))));
  },

  async rotateApiKey(services, call, request) {
    const input = readRotate(await rawInput(request));
    const { graceSeconds = 0, expiresAt, apiKey: text } = input;
    checkInFuture(services, expiresAt);
    const key = await ownKey(services, call, request.param("id"));
    const rotation = { graceMs: graceSeconds * 1000, expiresAt, text };
    const answer = await answerNew(input, () => services.keys.rotate(key, rotation, act(call)));
    changed(services, call);
    return answer;
  },

  async deleteApiKey(services, call, request) {
    const { descendants } = readDelete(await rawInput(request));
    const key = await ownKey(services, call, request.param("id"));
    if (descendants) await services.keys.revokeTree(key, act(call));
    else await services.keys.revoke(key, act(call));
    changed(services, call);
    return null;
  },
};

export function apiKeyRoutes(services: Services): Hono<Env> {
  const routes = new Hono<Env>();
  for (const name of Object.keys(handlers) as (keyof typeof keyOperations)[]) {
    const { method, path } = keyOperations[name];
    const pipeline = guarded(services, name, async (call, request) => {
      checkMayManage(call);
      return handlers[name](services, call, request);
    });
    routes.on(method, path.replace("{id}", ":id"), honoHandler(pipeline));
  }
  return routes;
}
