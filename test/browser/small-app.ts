/** A real app of a few lines, for the page to talk to: installed through consent, called by signed hooks. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { LocalWorkspace } from "../../src/local";
import type { AppCredentials, Grant, Manifest, TriggerInput } from "../../src/platform";

/** What the app answers a trigger with. */
export type Answer = (trigger: TriggerInput) => object;

export interface SmallApp {
  credentials: AppCredentials;
  /** Triggers in the order in which they came. */
  heard: TriggerInput[];
  /** Posts as the app's bot. */
  post(channelId: string, message: object): Promise<void>;
  close(): Promise<void>;
}

function manifestAt(url: string, changes: (url: string) => Partial<Manifest>): Manifest {
  return {
    name: "poll",
    displayName: "Poll",
    bot: true,
    scopes: { botScopes: ["messages:write"], userScopes: ["messages:read"] },
    shortcuts: [
      { shortcutType: "GLOBAL", url, name: "new_poll", displayName: "New poll" },
      { shortcutType: "ON_MESSAGE", url, name: "poll_this", displayName: "Ask about this" },
    ],
    slashCommands: [
      { command: "/poll", url, description: "Ask everyone a question", usageHint: "<question>" },
      { command: "/polls", url, description: "List the open polls" },
    ],
    eventSubscriptions: { url, events: [] },
    blockInteraction: { url },
    viewAction: { url },
    dynamicMenus: [{ url, onAction: "city" }],
    defaultHomeView: { enabled: false, blocks: [] },
    redirectUrls: [`${url}/redirect`],
    offlineMessage: "Poll is asleep",
    ...changes(url),
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

async function register(workspace: LocalWorkspace, manifest: Manifest): Promise<AppCredentials> {
  const response = await fetch(`${workspace.controlUrl}/apps`, {
    method: "POST",
    headers: { authorization: `Bearer ${workspace.controlToken}`, "content-type": "application/json" },
    body: JSON.stringify({ manifest }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as AppCredentials;
}

/** A member presses “Allow”, and the code is exchanged for the bot's token. */
async function install(
  workspace: LocalWorkspace,
  app: AppCredentials,
  redirectUrl: string,
  member: string,
): Promise<string> {
  const scopes = "messages:read,bot:messages:write";
  const form = { clientId: app.id, redirectUrl, scopes, state: "s", member, decision: "allow" };
  const consent = await fetch(`${workspace.workspaceUrl}/access-request`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(form),
  });
  const code = new URL(consent.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const fields = { "client-id": app.id, "client-secret": app.clientSecret, code };
  const access = await fetch(`${workspace.workspaceUrl}/oauth2/access`, {
    method: "POST",
    body: new URLSearchParams(fields),
  });
  if (!access.ok) throw new Error(await access.text());
  return ((await access.json()) as Grant).botToken ?? "";
}

/** Starts the app and installs it as that member; `changes` replace fields of its manifest. */
export async function startSmallApp(
  workspace: LocalWorkspace,
  member: string,
  answer: Answer,
  changes: (url: string) => Partial<Manifest> = () => ({}),
): Promise<SmallApp> {
  const heard: TriggerInput[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const trigger = JSON.parse(Buffer.concat(chunks).toString()) as TriggerInput;
      heard.push(trigger);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answer(trigger)));
    });
  });
  const url = await listen(server);
  const credentials = await register(workspace, manifestAt(url, changes));
  const token = await install(workspace, credentials, `${url}/redirect`, member);
  const post = async (channelId: string, message: object) => {
    const response = await fetch(`${workspace.workspaceUrl}/v1/channels/${channelId}/messages`, {
      method: "POST",
      headers: { token, "x-app-token": credentials.appKey, "content-type": "application/json" },
      body: JSON.stringify(message),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  return {
    credentials,
    heard,
    post,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
