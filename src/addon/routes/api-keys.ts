/** `/api-keys`: the caller's own keys, for code. A key's text is answered once, when it is made. */
import { type Context, Hono } from "hono";
import { answer } from "../api/answer";
import type { Call } from "../api/call";
import { guarded } from "../api/guard";
import { inputReader } from "../api/input";
import { refused } from "../api/problem";
import { apiBodyMax } from "../api/routes";
import { refreshHome } from "../hooks/home";
import { type ApiKey, ApiKeyTaken } from "../keys/key-store";
import { cleanKeyName } from "../keys/name";
import { keyOperations } from "../keys/operations";
import { unrestricted } from "../keys/scopes";
import type { Services } from "../services";
import { bodyText } from "./body";
import type { Env } from "./env";

function shown({ workspaceId: _, userId: __, ...key }: ApiKey) {
  return key;
}

// An empty `apiKey` must not pass for none: its caller would never see the key that is then made.
const readCreate = inputReader(keyOperations.createApiKey, { emptyIsAbsent: false });
const readRotate = inputReader(keyOperations.rotateApiKey, { emptyIsAbsent: false });

/** The caller's key of this id. @throws ApiProblem when the caller has none */
async function ownKey(services: Services, call: Call, id: string): Promise<ApiKey> {
  const key = await services.keys.find(id);
  const isOwn = key?.workspaceId === call.key.workspaceId && key.userId === call.key.userId;
  if (!key || !isOwn) throw refused("not_found", "Could not find API key with that identifier");
  return key;
}

/** A key that may do less than its owner could otherwise make one that may do more. */
function checkMayManage({ key }: Call): void {
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
  c: Context<Env>,
  input: { apiKey?: string | undefined },
  make: () => Promise<{ key: ApiKey; text: string }>,
): Promise<Response> {
  try {
    const { key, text } = await make();
    return json(c, { key: shown(key), ...(input.apiKey === undefined ? { apiKey: text } : {}) });
  } catch (error) {
    throw error instanceof ApiKeyTaken ? refused("taken", error.message) : error;
  }
}

function json(c: Context<Env>, value: unknown): Response {
  return answer(c, JSON.stringify(value));
}

function act(call: Call) {
  return { actor: call.key.userId, source: "api" } as const;
}

type KeyHandler = (services: Services, call: Call, c: Context<Env>) => Promise<Response>;

function keyId(c: Context<Env>): string {
  return c.req.param("id") ?? "";
}

function changed(services: Services, { key }: Call): void {
  refreshHome(services, key.workspaceId, key.userId);
}

/** One handler an operation; one without does not compile. */
const handlers: Record<keyof typeof keyOperations, KeyHandler> = {
  async listApiKeys({ keys }, { key }, c) {
    const own = await keys.list(key.workspaceId, key.userId);
    return json(c, { keys: own.map(shown) });
  },

  async createApiKey(services, call, c) {
    const input = readCreate({ query: {}, body: await bodyText(c, apiBodyMax) });
    const { expiresAt = null, scopes = unrestricted, apiKey: text } = input;
    checkInFuture(services, expiresAt);
    const { workspaceId, userId } = call.key;
    const draft = { workspaceId, userId, name: cleanKeyName(input.name), expiresAt, scopes, text };
    const answer = await answerNew(c, input, () => services.keys.create(draft, act(call)));
    changed(services, call);
    return answer;
  },

  async getApiKey(services, call, c) {
    return json(c, shown(await ownKey(services, call, keyId(c))));
  },

  async rotateApiKey(services, call, c) {
    const input = readRotate({ query: {}, body: await bodyText(c, apiBodyMax) });
    const { graceSeconds = 0, expiresAt, apiKey: text } = input;
    checkInFuture(services, expiresAt);
    const key = await ownKey(services, call, keyId(c));
    if (key.status !== "active") {
      throw refused("invalid", `Invalid request parameters: the key is ${key.status}`);
    }
    const rotation = { graceMs: graceSeconds * 1000, expiresAt, text };
    const answer = await answerNew(c, input, () => services.keys.rotate(key, rotation, act(call)));
    changed(services, call);
    return answer;
  },

  async deleteApiKey(services, call, c) {
    await services.keys.revoke(await ownKey(services, call, keyId(c)), act(call));
    changed(services, call);
    return answer(c, null);
  },
};

export function apiKeyRoutes(services: Services): Hono<Env> {
  const routes = new Hono<Env>();
  for (const name of Object.keys(handlers) as (keyof typeof keyOperations)[]) {
    const { method, path } = keyOperations[name];
    const handle = guarded(services, name, async (call, c) => {
      checkMayManage(call);
      return handlers[name](services, call, c);
    });
    routes.on(method, path.replace("{id}", ":id"), handle);
  }
  return routes;
}
