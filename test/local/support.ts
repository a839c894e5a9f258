/** A running workspace with an app installed in it, for tests. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { serverSentEvents } from "../../src/cli/server-sent-events";
import { type LocalWorkspace, type LocalWorkspaceOptions, startLocalWorkspace } from "../../src/local";
import type { Manifest } from "../../src/platform";
import { type Message, scopes, type User } from "../../src/pumble";

/** One hook that an app received. */
export interface Hook {
  headers: IncomingMessage["headers"];
  body: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it as they like
  json: any;
}

/** How the test's app answers a hook; `null` never answers. */
export type Answer = { status?: number; body?: object | string } | null;

export interface TestApp {
  url: string;
  hooks: Hook[];
  /** What to answer from now on. */
  answer: (hook: Hook) => Answer;
  /** Resolves with the next hook that has not been taken yet. */
  nextHook(): Promise<Hook>;
}

/** An HTTP server that collects hooks. */
export async function startApp(): Promise<TestApp> {
  const hooks: Hook[] = [];
  let taken = 0;
  let waiting: (() => void)[] = [];
  const app: TestApp = {
    url: "",
    hooks,
    answer: () => ({ body: {} }),
    async nextHook() {
      while (hooks.length <= taken) await new Promise<void>((resolve) => waiting.push(resolve));
      return hooks[taken++]!;
    },
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const hook = { headers: request.headers, body, json: JSON.parse(body) };
    hooks.push(hook);
    for (const wake of waiting.splice(0)) wake();
    const answer = app.answer(hook);
    if (answer === null) return;
    const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {});
    response.writeHead(answer.status ?? 200, { "content-type": "application/json" }).end(text);
  });
  app.url = await listening(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  waiting = [];
  return app;
}

function listening(server: Server): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ),
  );
}

/** A manifest that asks for everything and sends every trigger to one address. */
export function manifestFor(url: string, change: Partial<Manifest> = {}): Manifest {
  const hook = `${url}/hook`;
  return {
    name: "test-app",
    displayName: "Test app",
    bot: true,
    scopes: { botScopes: [...scopes], userScopes: [...scopes] },
    shortcuts: [
      { shortcutType: "GLOBAL", url: hook, name: "open_form", displayName: "Open form" },
      { shortcutType: "ON_MESSAGE", url: hook, name: "keep", displayName: "Keep" },
    ],
    slashCommands: [{ command: "/test", url: hook, description: "Tests", usageHint: "[anything]" }],
    eventSubscriptions: { url: hook, events: [] },
    blockInteraction: { url: hook },
    viewAction: { url: hook },
    dynamicMenus: [{ url: hook, onAction: "choose" }],
    defaultHomeView: { enabled: false, blocks: [] },
    redirectUrls: [`${url}/redirect`],
    offlineMessage: "Test app is asleep",
    ...change,
  };
}

/** Starts a workspace that stops with the test. */
export async function startWorkspace(options: LocalWorkspaceOptions = {}): Promise<LocalWorkspace> {
  const workspace = await startLocalWorkspace(options);
  onTestFinished(() => workspace.close());
  return workspace;
}

export interface Answered<Body> {
  status: number;
  body: Body;
  headers: Headers;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers as they like
type Anything = any;

/** Calls any address of the workspace; JSON in and out. */
export async function call(
  url: string,
  method: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Answered<Anything>> {
  const response = await fetch(url, {
    method,
    redirect: "manual",
    headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  let parsed: unknown = text;
  try {
    parsed = JSON.parse(text);
  } catch {}
  return { status: response.status, body: parsed, headers: response.headers };
}

/** The control API of a workspace. */
export function control(workspace: LocalWorkspace) {
  const headers = { authorization: `Bearer ${workspace.controlToken}` };
  return {
    get: (path: string) => call(`${workspace.controlUrl}${path}`, "GET", headers),
    post: (path: string, body?: unknown) =>
      call(`${workspace.controlUrl}${path}`, "POST", headers, body ?? {}),
    delete: (path: string) => call(`${workspace.controlUrl}${path}`, "DELETE", headers),
    /** Does something as a member; the answer must be 200. */
    async act(as: string, action: string, fields: object = {}): Promise<Anything> {
      const answer = await call(`${workspace.controlUrl}/act`, "POST", headers, { as, action, ...fields });
      if (answer.status !== 200)
        throw new Error(`${action}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    async member(name: string): Promise<User> {
      const { body } = await call(`${workspace.controlUrl}/members`, "GET", headers);
      return (body as User[]).find((user) => user.name === name)!;
    },
    events: () => events(`${workspace.controlUrl}/events`, headers),
  };
}

/** The page API as one member. */
export function pageOf(workspace: LocalWorkspace, memberId: string) {
  const headers = { "x-pumble-member": memberId };
  const to = (method: string) => (path: string, body?: unknown) =>
    call(`${workspace.pageUrl}page/api/${path}`, method, headers, body);
  return {
    get: to("GET"),
    post: to("POST"),
    put: to("PUT"),
    delete: to("DELETE"),
    events: () => events(`${workspace.pageUrl}page/api/events?member=${memberId}`),
  };
}

/** An open event stream: `next` resolves with the first event from now on that fits. */
export interface Events {
  next(fits: string | ((event: Anything) => boolean)): Promise<Anything>;
  all: Anything[];
}

async function events(url: string, headers: Record<string, string> = {}): Promise<Events> {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(url, { headers, signal: abort.signal });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  const all: Anything[] = [];
  let read = 0;
  let waiting: (() => void)[] = [];
  const pump = async () => {
    for await (const event of serverSentEvents(response.body!)) {
      all.push(event);
      for (const wake of waiting.splice(0)) wake();
    }
  };
  pump().catch(() => {});
  waiting = [];
  return {
    all,
    async next(fits) {
      const wanted = typeof fits === "string" ? (event: Anything) => event.type === fits : fits;
      for (;;) {
        while (read < all.length) {
          const event = all[read++];
          if (wanted(event)) return event;
        }
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}

export interface Installed {
  id: string;
  appKey: string;
  clientSecret: string;
  signingSecret: string;
  userToken: string;
  botToken: string;
  botId: string;
  userId: string;
}

/** Registers the manifest and installs it as this member, by consent screen and code exchange. */
export async function installApp(
  workspace: LocalWorkspace,
  manifest: Manifest,
  memberName = "Ada",
): Promise<Installed> {
  const { post, member } = control(workspace);
  const registered = await post("/apps", { manifest });
  if (registered.status !== 200) throw new Error(JSON.stringify(registered.body));
  const app = registered.body;
  const granted = await authorize(workspace, app, manifest, { memberId: (await member(memberName)).id });
  const { accessToken: userToken, botToken, botId, userId } = granted.body;
  return { ...app, userToken, botToken, botId, userId };
}

/** Consent and code exchange of a registered app, for one member. */
export async function authorize(
  workspace: LocalWorkspace,
  app: { id: string; clientSecret: string },
  manifest: Manifest,
  { memberId, ...extra }: { memberId: string; [parameter: string]: string },
): Promise<Answered<Anything>> {
  const { userScopes, botScopes } = manifest.scopes;
  const consent = new URLSearchParams({
    clientId: app.id,
    redirectUrl: manifest.redirectUrls[0]!,
    scopes: [...userScopes, ...botScopes.map((scope) => `bot:${scope}`)].join(","),
    state: "state-1",
    ...extra,
  });
  const redirect = await fetch(`${workspace.workspaceUrl}/access-request?${consent}`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ member: memberId, decision: "allow" }),
  });
  if (redirect.status !== 302) throw new Error(`consent: ${redirect.status} ${await redirect.text()}`);
  const code = new URL(redirect.headers.get("location")!).searchParams.get("code")!;
  return exchange(workspace, app, code);
}

export async function exchange(
  workspace: LocalWorkspace,
  app: { id: string; clientSecret: string },
  code: string,
): Promise<Answered<Anything>> {
  const form = new FormData();
  form.set("client-id", app.id);
  form.set("client-secret", app.clientSecret);
  form.set("code", code);
  const response = await fetch(`${workspace.workspaceUrl}/oauth2/access`, { method: "POST", body: form });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

/** The platform API with an app's token, as the member or as the bot. */
export function api(workspace: LocalWorkspace, app: Installed, token = app.userToken) {
  const headers = { token, "x-app-token": app.appKey };
  const to = (method: string) => (path: string, body?: unknown) =>
    call(`${workspace.workspaceUrl}${path}`, method, headers, body);
  return { get: to("GET"), post: to("POST"), put: to("PUT"), delete: to("DELETE") };
}

/** Id of a channel by name, as the member sees it. */
export async function channelId(workspace: LocalWorkspace, memberId: string, name: string): Promise<string> {
  const { body } = await pageOf(workspace, memberId).get("channels");
  return (body as { channel: { id: string; name: string } }[]).find((entry) => entry.channel.name === name)!
    .channel.id;
}

/** The texts of messages, in order. */
export function texts(messages: Message[]): string[] {
  return messages.map((message) => message.text);
}

/** A workspace with the test's app installed by Ada, and what most tests want at hand. */
export async function installedWorkspace(
  options: LocalWorkspaceOptions = {},
  manifest: Partial<Manifest> = {},
) {
  const workspace = await startWorkspace(options);
  const app = await startApp();
  const full = manifestFor(app.url, manifest);
  const installed = await installApp(workspace, full);
  const user = api(workspace, installed);
  const bot = api(workspace, installed, installed.botToken);
  const [ada, grace, linus] = (await control(workspace).get("/members")).body as User[] as [User, User, User];
  return {
    ...{ workspace, app, manifest: full, installed, user, bot, ada, grace, linus },
    general: await channelId(workspace, ada.id, "general"),
    random: await channelId(workspace, ada.id, "random"),
    control: control(workspace),
    page: (member: User) => pageOf(workspace, member.id),
  };
}

/** A body without a length, in so many pieces of so many bytes. */
export function inBatches(count: number, bytes: number): ReadableStream<Uint8Array> {
  let left = count;
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new Uint8Array(bytes));
      else controller.close();
    },
  });
}
