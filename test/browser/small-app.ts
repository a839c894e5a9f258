/** A real app of a few lines, for the page to talk to: installed through consent, called by signed hooks. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { LocalWorkspace } from "../../src/local";
import type { AppCredentials, Grant, Manifest, TriggerInput } from "../../src/platform";
import { control } from "../support/control";

/** What the app answers a trigger with; when it throws, the app fails. */
export type Answer = (trigger: TriggerInput) => object;

export interface SmallApp {
  credentials: AppCredentials;
  /** Triggers in the order in which they came. */
  heard: TriggerInput[];
  /** Posts as the app's bot. */
  post(channelId: string, message: object): Promise<void>;
  /** Schedules a message of the bot: its text, and `sendAt` in epoch milliseconds. */
  schedule(channelId: string, message: { text: string; sendAt: number }): Promise<void>;
  publishHome(userId: string, view: object): Promise<void>;
  /** Tells that it is done with an interaction of the member who installed it. */
  complete(interaction: { sourceType: string; sourceId: string; triggerId: string }): Promise<void>;
  close(): Promise<void>;
}

function manifestAt(url: string, changes: (url: string) => Partial<Manifest>): Manifest {
  return {
    name: "poll",
    displayName: "Poll",
    bot: true,
    scopes: { botScopes: ["messages:write", "channels:write"], userScopes: ["messages:read"] },
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

const register = (workspace: LocalWorkspace, manifest: Manifest) =>
  control<AppCredentials>(workspace, "POST", "/apps", { manifest });

/** A member presses “Allow”, and the code is exchanged for tokens. */
async function install(
  workspace: LocalWorkspace,
  app: AppCredentials,
  redirectUrl: string,
  member: string,
): Promise<Grant> {
  const scopes = "messages:read,bot:messages:write,bot:channels:write";
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
  return (await access.json()) as Grant;
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
      try {
        response.end(JSON.stringify(answer(trigger)));
      } catch {
        response.writeHead(500).end("{}");
      }
    });
  });
  const url = await listen(server);
  const credentials = await register(workspace, manifestAt(url, changes));
  const grant = await install(workspace, credentials, `${url}/redirect`, member);
  const call = async (token: string | null | undefined, path: string, body: object) => {
    const response = await fetch(`${workspace.workspaceUrl}/v1${path}`, {
      method: "POST",
      headers: {
        token: token ?? "",
        "x-app-token": credentials.appKey,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  const asBot = (path: string, body: object) => call(grant.botToken, path, body);
  return {
    credentials,
    heard,
    post: (channelId, message) => asBot(`/channels/${channelId}/messages`, message),
    schedule: (channelId, message) => asBot("/messages/scheduled", { channelId, ...message }),
    publishHome: (userId, view) => asBot(`/app/homeView/workspaceUsers/${userId}`, view),
    complete: (interaction) => call(grant.accessToken, "/interactions/complete", interaction),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
