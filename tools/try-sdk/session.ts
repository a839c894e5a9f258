/** A developer and member of the local workspace, who registers, starts, installs and uses an app of the SDK. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type LocalWorkspace, startLocalWorkspace } from "../../src/local";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
type Anything = any;

/** How long an app may take to do something, in ms. */
const patienceMs = 60_000;

/** An example that is to be started. */
export interface Example {
  name: string;
  /** Folder of its compiled copy. */
  folder: string;
  /** The compiled entry. */
  program: string;
  /** More variables, from the app's id and secrets and its port. */
  env?(app: Record<string, string>, port: number): Record<string, string>;
}

/** Who uses the apps. */
export const memberEmail = "ada@example.com";

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks again until it holds. */
export async function eventually<Result>(
  what: string,
  check: () => Promise<Result | undefined>,
): Promise<Result> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const result = await check().catch(() => undefined);
    if (result !== undefined) return result;
    if (Date.now() > until) throw new Error(`${what} did not happen within ${patienceMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** One workspace with one app in it. */
export class Session {
  appId = "";
  general = "";
  output = "";
  closed = false;
  #child: ChildProcess | undefined;
  #heard: Anything[] = [];

  private constructor(readonly workspace: LocalWorkspace) {}

  /** A workspace in which Ada looks at the channel general, and whatever is to be there before the app is used. */
  static async start(install: (session: Session) => Promise<void>): Promise<Session> {
    const session = new Session(await startLocalWorkspace({ limits: false }));
    try {
      await session.#meet();
      await install(session);
    } catch (error) {
      await session.close();
      (error as { output?: string }).output = session.output;
      throw error;
    }
    return session;
  }

  async close(): Promise<void> {
    this.closed = true;
    // With what it has started itself.
    if (this.#child?.pid && this.#child.exitCode === null) process.kill(-this.#child.pid, "SIGKILL");
    await this.workspace.close();
  }

  /** Where an app of the SDK finds the workspace. */
  get env(): Record<string, string> {
    const { workspaceUrl } = this.workspace;
    return {
      PUMBLE_API_URL: workspaceUrl,
      PUMBLE_FILEUPLOAD_URL: workspaceUrl,
      PUMBLE_CONSENT_SCREEN_URL: `${workspaceUrl}/access-request`,
    };
  }

  /** Starts what is to run until the session closes, and keeps what it prints. */
  run(command: string, args: string[], options: { cwd: string; env: NodeJS.ProcessEnv }): ChildProcess {
    const child = spawn(command, args, { ...options, detached: true });
    const keep = (chunk: Buffer) => {
      this.output += String(chunk);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    this.#child = child;
    return child;
  }

  /** Until the app has turned a code into a token of Ada's. */
  async authorized(name: string): Promise<void> {
    await eventually(`${name} taking its code`, async () => {
      const tokens: { userId: string; appId: string }[] = await this.#page("page/api/inspector/tokens");
      return tokens.some(({ userId, appId }) => userId === this.#member && appId === this.appId) || undefined;
    });
  }

  /** Does something as Ada by the control API. */
  async act(action: string, fields: object = {}): Promise<Anything> {
    return this.#control("POST", "/act", { as: "Ada", action, ...fields });
  }

  command(text: string): Promise<Anything> {
    return this.act("slash_command", { channel: "general", text });
  }

  shortcut(name: string, messageId?: string): Promise<Anything> {
    return this.act("shortcut", {
      channel: "general",
      appId: this.appId,
      name,
      ...(messageId ? { messageId } : {}),
    });
  }

  /** The newest message of the channel that fits. */
  message(fits: (message: Anything) => boolean): Promise<Anything> {
    return eventually("the expected message", async () => {
      const path = `page/api/channels/${this.general}/messages?limit=50`;
      const { messages } = await this.#page(path);
      return messages.findLast(fits);
    });
  }

  /** The text that the app whispers to Ada. */
  whisper(part: string): Promise<string> {
    return eventually(`the whisper “${part}”`, async () =>
      this.#heard
        .filter((event) => event.type.startsWith("ephemeral") && event.message)
        .map((event) => JSON.stringify([event.message.text, event.message.blocks]))
        .find((text) => text.includes(part)),
    );
  }

  /** Registers, starts and authorises an example as its developer does. */
  async install({ name, folder, program, env }: Example): Promise<void> {
    const { workspaceUrl } = this.workspace;
    const port = await freePort();
    const host = `http://127.0.0.1:${port}`;
    const post = (path: string, body: object) => this.#call("POST", `${workspaceUrl}${path}`, body);
    const { id: leadId } = await post("/lead", { email: memberEmail });
    await post("/lead/activate", { email: memberEmail, code: "0", leadId });
    const [{ workspace, workspaceUser, exchangeToken }] = (await post("/lead/login", { leadId })).items;
    const { token } = await post(`/workspaces/${workspace.id}/exchange`, { exchangeToken });
    const mine = `${workspaceUrl}/workspaces/${workspace.id}/workspaceUsers/${workspaceUser.id}`;
    const developer = (method: string, path: string, body?: object) =>
      this.#call(method, `${mine}${path}`, body, { authtoken: token });
    const bare = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    const lists = { shortcuts: [], slashCommands: [], dynamicMenus: [], redirectUrls: [`${host}/redirect`] };
    const first = { ...bare, ...lists, eventSubscriptions: { url: `${host}/hook`, events: [] } };
    const app = await developer("POST", "/apps", first);
    this.appId = app.id;
    const secrets = {
      PUMBLE_APP_ID: app.id,
      PUMBLE_APP_KEY: app.appKey,
      PUMBLE_APP_CLIENT_SECRET: app.clientSecret,
      PUMBLE_APP_SIGNING_SECRET: app.signingSecret,
    };
    const place = { PUMBLE_ADDON_PORT: String(port), ADDON_HOST: host };
    const own = { ...secrets, ...this.env, ...place, ...env?.(secrets, port) };
    this.run(process.execPath, [program], { cwd: folder, env: { ...process.env, ...own } });
    const served = await eventually(`${name} starting`, () => this.#call("GET", `${host}/manifest`));
    await developer("PUT", `/apps/${app.id}`, served);
    const { userScopes, botScopes } = served.scopes;
    const scopes = [...userScopes, ...botScopes.map((scope: string) => `bot:${scope}`)].join(",");
    const query = new URLSearchParams({ clientId: app.id, scopes, redirectUrl: served.redirectUrls[0] });
    const { redirectUrl } = await developer("GET", `/oauth2/grant?${query}`);
    // Some examples never answer this request: what counts is that they turned their code into tokens.
    fetch(redirectUrl).catch(() => {});
    await this.authorized(name);
  }

  async #meet(): Promise<void> {
    const { members } = await this.#page("page/api/state");
    this.#member = members.find((member: Anything) => member.email === memberEmail).id;
    const entries = await this.#page("page/api/channels");
    this.general = entries.find((entry: Anything) => entry.channel.name === "general").channel.id;
    void this.#listen(this.#member);
  }

  #member = "";

  #page(path: string): Promise<Anything> {
    const headers = { "x-pumble-member": this.#member };
    return this.#call("GET", `${this.workspace.pageUrl}${path}`, undefined, headers);
  }

  #control(method: string, path: string, body: object): Promise<Anything> {
    const { controlUrl, controlToken } = this.workspace;
    return this.#call(method, `${controlUrl}${path}`, body, { authorization: `Bearer ${controlToken}` });
  }

  async #listen(userId: string): Promise<void> {
    const response = await fetch(`${this.workspace.pageUrl}page/api/events?member=${userId}`);
    let buffered = "";
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        const parts = (buffered + chunk).split("\n\n");
        buffered = parts.pop()!;
        for (const part of parts) if (part.startsWith("data: ")) this.#heard.push(JSON.parse(part.slice(6)));
      }
    } catch {
      // The workspace was stopped.
    }
  }

  async #call(
    method: string,
    url: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Anything> {
    const response = await fetch(url, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
