/**
 * An app written for the purpose, from the documentation of Pumble's platform alone: a plain server with OAuth and signed
 * hooks, or a connection in socket mode.
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { Lunch, type Reply, type Trigger } from "./written-app-lunch";
import {
  type AppSettings,
  consentAddress,
  exchangeCode,
  isSigned,
  socketAddress,
} from "./written-app-platform";

const scopes = {
  user: ["messages:read"],
  bot: [
    "messages:read",
    "messages:write",
    "messages:edit",
    "reaction:read",
    "reaction:write",
    "channels:read",
  ],
};
const events = ["NEW_MESSAGE", "REACTION_ADDED"];

/** The manifest of an app at this address. */
function manifest(url: string, name: string, socketMode: boolean): object {
  const hook = `${url}/hook`;
  return {
    name,
    displayName: name,
    bot: true,
    socketMode,
    scopes: { botScopes: scopes.bot, userScopes: scopes.user },
    shortcuts: [],
    slashCommands: [{ command: `/${name}`, url: hook, description: "Order lunch", usageHint: "[place]" }],
    eventSubscriptions: { url: hook, events },
    blockInteraction: { url: hook },
    viewAction: { url: hook },
    dynamicMenus: [{ url: hook, onAction: "dish" }],
    defaultHomeView: { enabled: false, blocks: [] },
    redirectUrls: [`${url}/redirect`],
    offlineMessage: `${name} is out`,
  };
}

/** Registers a manifest and answers with the app's id and secrets. */
export type Register = (manifest: object) => Promise<AppSettings>;

export class WrittenApp {
  /** Where a member begins to install it. */
  readonly installUrl: string;
  /** How many hooks had no good signature. */
  refused = 0;
  /** What went wrong after a trigger was answered. */
  readonly failures: string[] = [];
  readonly lunch: Lunch;
  readonly #states = new Set<string>();
  #socket: WebSocket | undefined;
  #pong: (() => void) | undefined;

  private constructor(
    readonly url: string,
    readonly settings: AppSettings,
    private readonly server: Server,
  ) {
    this.installUrl = `${url}/install`;
    this.lunch = new Lunch(settings);
    server.on("request", (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        this.failures.push(String(error));
        response.writeHead(500).end();
      });
    });
  }

  /** Listens, registers under that name, and serves. */
  static async start(name: string, register: Register, socketMode = false): Promise<WrittenApp> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new WrittenApp(url, await register(manifest(url, name, socketMode)), server);
  }

  /** Connects in socket mode and waits for the answer to the first ping. */
  async connect(): Promise<void> {
    const socket = new WebSocket(await socketAddress(this.settings));
    this.#socket = socket;
    socket.on("message", (data) => this.#frame(String(data)));
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    await new Promise<void>((resolve) => {
      this.#pong = resolve;
      socket.send("ping");
    });
  }

  async close(): Promise<void> {
    this.#socket?.terminate();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    if (url.pathname === "/install") {
      const state = randomBytes(16).toString("hex");
      this.#states.add(state);
      const location = consentAddress(this.settings, `${this.url}/redirect`, scopes, state);
      response.writeHead(302, { location }).end();
    } else if (url.pathname === "/redirect") await this.#installed(url, response);
    else if (url.pathname === "/hook" && request.method === "POST") await this.#hook(request, response);
    else response.writeHead(404).end();
  }

  async #installed(url: URL, response: ServerResponse): Promise<void> {
    const code = url.searchParams.get("code");
    if (!this.#states.delete(url.searchParams.get("state") ?? "") || !code) {
      response.writeHead(400, { "content-type": "text/plain" }).end("Not installed");
      return;
    }
    this.lunch.grant = await exchangeCode(this.settings, code);
    response
      .writeHead(200, { "content-type": "text/html" })
      .end('<!doctype html><link rel="icon" href="data:,"><h1>Installed</h1>');
  }

  async #hook(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const timestamp = request.headers["x-pumble-request-timestamp"] as string | undefined;
    const signature = request.headers["x-pumble-request-signature"] as string | undefined;
    if (!isSigned(this.settings.signingSecret, timestamp, signature, body)) {
      this.refused += 1;
      response.writeHead(403).end("Invalid signature!");
      return;
    }
    const trigger = JSON.parse(body.toString("utf8")) as Trigger;
    if (trigger.messageType.endsWith("_EVENT")) {
      response.writeHead(200).end("ok");
      this.#hear(trigger);
      return;
    }
    const reply = await this.lunch.handle(trigger);
    response.writeHead(reply.status, { "content-type": "application/json" }).end(JSON.stringify(reply.body));
  }

  #frame(text: string): void {
    if (text === "pong") {
      this.#pong?.();
      return;
    }
    const { payload, correlation_id } = JSON.parse(text) as { payload: Trigger; correlation_id: string };
    if (payload.messageType.endsWith("_EVENT")) {
      this.#hear(payload);
      return;
    }
    const answer = ({ status, body }: Reply) => {
      const message = (body as { message?: string }).message;
      this.#socket?.send(JSON.stringify({ correlation_id, status, message, ...(message ? {} : { body }) }));
    };
    this.lunch.handle(payload).then(answer, (error: unknown) => this.failures.push(String(error)));
  }

  #hear(trigger: Trigger): void {
    this.lunch.hear(trigger).catch((error: unknown) => this.failures.push(String(error)));
  }
}
