/** A real local workspace with the addon installed in it, and members who do things there. */

import { randomBytes } from "node:crypto";
import { type AddonConfig, addonManifest, configFromEnvironment, startAddon } from "../../src/addon";
import { appVariables } from "../../src/cli/app-variables";
import { ControlClient, type Whisper } from "../../src/cli/control-client";
import { type LocalWorkspace, type LocalWorkspaceOptions, startLocalWorkspace } from "../../src/local";
import type { AppCredentials } from "../../src/platform/manifest";
import { apiKeyPattern } from "../../src/pumble/api-keys/api-key";
import type { OperationInput, OperationName } from "../../src/pumble/operations/operations";
import { operations } from "../../src/pumble/operations/operations";
import { type ControlMethod, control as controlIn } from "../support/control";

export interface TestMember {
  id: string;
  name: string;
  email: string;
}

export interface TestStack {
  url: string;
  workspace: LocalWorkspace;
  app: AppCredentials;
  config: AddonConfig;
  members: TestMember[];
  /** Everything the addon logged. */
  log: string[];
  /** Calls the control API. */
  control<Result>(method: ControlMethod, path: string, body?: object): Promise<Result>;
  /** Grants the app access as this member, by way of the consent screen. */
  authorize(member: TestMember, startUrl?: string): Promise<Response>;
  /** Types a line and gives the ephemeral answer. */
  type(member: TestMember, text: string, channel?: string): Promise<Whisper>;
  /** Runs something and gives the first ephemeral message to this member that comes of it. */
  whisperAfter(member: TestMember, cause: () => Promise<unknown>): Promise<Whisper>;
  /** A key of this member, made by the slash command. */
  issueKey(member: TestMember, name?: string): Promise<string>;
  close(): Promise<void>;
}

export interface TestStackOptions {
  databaseUrl: string;
  env?: Record<string, string>;
  clock?: { now(): number };
  limits?: boolean;
  /** How the workspace is started. */
  workspace?: LocalWorkspaceOptions;
  /** Take triggers over a WebSocket. */
  socketMode?: boolean;
}

/** Starts both, and authorises the first member. */
export async function startStack(options: TestStackOptions): Promise<TestStack> {
  const workspace = await startLocalWorkspace({ limits: options.limits ?? false, ...options.workspace });
  const control = <Result>(method: ControlMethod, path: string, body?: object) =>
    controlIn<Result>(workspace, method, path, body);
  let app!: AppCredentials;
  let config!: AddonConfig;
  const log: string[] = [];
  const addon = await startAddon({
    port: 0,
    writeLog: (line) => log.push(line),
    ...(options.clock ? { clock: options.clock } : {}),
    configure: async (publicUrl) => {
      app = await control<AppCredentials>("POST", "/apps", { manifest: addonManifest(publicUrl, options) });
      config = configFromEnvironment({
        ...appVariables(workspace.workspaceUrl, app),
        PUMBLE_ENCRYPTION_KEY: randomBytes(32).toString("hex"),
        DATABASE_URL: options.databaseUrl,
        LOG_LEVEL: "debug",
        PUMBLE_ADDON_SOCKET_MODE: String(options.socketMode ?? false),
        ...options.env,
      });
      return config;
    },
  });

  const members = await control<TestMember[]>("GET", "/members");
  const client = new ControlClient(workspace.controlUrl, workspace.controlToken);
  const whisperAfter = (member: TestMember, cause: () => Promise<unknown>) =>
    client.ephemeralAfter(member.id, cause, 5_000);
  const stack: TestStack = {
    url: addon.url,
    workspace,
    app,
    config,
    members,
    log,
    control,
    whisperAfter,
    authorize: async (member, startUrl = `${addon.url}/install`) => {
      const consent = startUrl.startsWith(addon.url)
        ? (await fetch(startUrl, { redirect: "manual" })).headers.get("location")!
        : startUrl;
      const form = new URLSearchParams(new URL(consent).searchParams);
      form.set("member", member.id);
      form.set("decision", "allow");
      const target = new URL(consent);
      const allowed = await fetch(target.origin + target.pathname, {
        method: "POST",
        body: form,
        redirect: "manual",
      });
      return fetch(allowed.headers.get("location")!);
    },
    type: (member, text, channel = "general") =>
      whisperAfter(member, () =>
        control("POST", "/act", { as: member.id, action: "slash_command", channel, text }),
      ),
    issueKey: async (member, name = "test") => {
      const { text } = await stack.type(member, `/api-keys generate ${name}`);
      return apiKeyPattern.exec(text)![0];
    },
    close: async () => {
      await addon.close();
      await workspace.close();
    },
  };
  await stack.authorize(members[0]!);
  return stack;
}

/** An answer of the public API, its body as text. */
export interface ApiAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; undefined when it is empty. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  body: any;
}

/** Calls an operation as any client does: query for GET and DELETE, JSON for POST. */
export async function callApi<Name extends OperationName>(
  url: string,
  key: string | null,
  name: Name,
  input: OperationInput<Name> | Record<string, unknown> = {},
): Promise<ApiAnswer> {
  const { method } = operations[name];
  const target = new URL(`/${name}`, url);
  if (method !== "POST") {
    for (const [field, value] of Object.entries(input)) target.searchParams.set(field, String(value));
  }
  const response = await fetch(target, {
    method,
    headers: {
      ...(key ? { apikey: key } : {}),
      ...(method === "POST" ? { "content-type": "application/json" } : {}),
    },
    ...(method === "POST" ? { body: JSON.stringify(input) } : {}),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text ? JSON.parse(text) : undefined,
  };
}
