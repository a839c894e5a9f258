/** The addon as people run it, `pumble addon`, beside a real workspace: a process that can be killed and started again. */

import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { addonManifest } from "../../src/addon";
import { appVariables } from "../../src/cli/app-variables";
import { installApp } from "../../src/cli/browser-install";
import { serverSentEvents } from "../../src/cli/server-sent-events";
import { type LocalWorkspace, startLocalWorkspace } from "../../src/local";
import type { AppCredentials } from "../../src/platform";
import { apiKeyPattern } from "../../src/pumble/api-keys/api-key";
import { type ControlMethod, control } from "../support/control";

/** An answer; null where the connection ended before one came. */
export type Outcome = { status: number; text: string } | null;

export class AddonProcess {
  /** Told of every key that a slash command's answer shows, and of its name. */
  onKey: (text: string, name: string) => void = () => undefined;
  #url = "";
  #child: ChildProcess | undefined;
  #env: Record<string, string> = {};
  #watching = new AbortController();
  #member = "";
  #channelId = "";

  private constructor(
    readonly databaseUrl: string,
    readonly encryptionKey: string,
    private readonly workspace: LocalWorkspace,
  ) {}

  /** Starts workspace and addon, installed for the workspace's first member. */
  static async start(databaseUrl: string): Promise<AddonProcess> {
    const workspace = await startLocalWorkspace({ limits: false });
    const addon = new AddonProcess(databaseUrl, randomBytes(32).toString("hex"), workspace);
    const app = await addon.#register("http://127.0.0.1:1");
    addon.#env = {
      ...appVariables(workspace.workspaceUrl, app),
      PUMBLE_ENCRYPTION_KEY: addon.encryptionKey,
      DATABASE_URL: databaseUrl,
      PUMBLE_ADDON_HOST: "127.0.0.1",
      PUMBLE_ADDON_PORT: "0",
      PUMBLE_ADDON_LIMIT_PER_KEY: "1000000",
      PUMBLE_ADDON_LIMIT_PER_WORKSPACE: "1000000",
      LOG_LEVEL: "error",
    };
    await addon.restart();
    addon.#member = (await addon.#control<{ id: string }[]>("GET", "/members"))[0]!.id;
    await installApp(addon.#url, addon.#member);
    const { tables } = await addon.#control<{ tables: { channels: { id: string; name: string }[] } }>(
      "GET",
      "/snapshot",
    );
    addon.#channelId = tables.channels.find(({ name }) => name === "general")!.id;
    await addon.#watch();
    return addon;
  }

  /** Starts the process, waits until it says where it listens, and tells the workspace. */
  async restart(): Promise<void> {
    const child = spawn(process.execPath, ["dist/bin/pumble.js", "addon"], {
      env: { ...process.env, ...this.#env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^Addon service\s+(\S+)$/.exec(line)?.[1];
      if (!url) throw new Error(`The addon said: ${line}`);
      this.#url = url;
      await this.#register(url);
      return;
    }
    throw new Error("The addon ended before it listened.");
  }

  /** Kills the process; nothing that it has under way is finished. */
  kill(): void {
    this.#child!.kill("SIGKILL");
  }

  /** Waits for the end of a killed process. */
  async ended(): Promise<NodeJS.Signals | null> {
    const child = this.#child!;
    if (child.signalCode === null && child.exitCode === null) await once(child, "exit");
    return child.signalCode;
  }

  /** Calls the addon. */
  async call(key: string, method: string, path: string, body?: object): Promise<Outcome> {
    try {
      const response = await fetch(this.#url + path, {
        method,
        headers: { ApiKey: key },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, text: await response.text() };
    } catch {
      return null;
    }
  }

  /** The member types a slash command. What comes of it is told to `onKey`. */
  async type(text: string): Promise<void> {
    const action = { as: this.#member, action: "slash_command", channelId: this.#channelId, text };
    await this.#control("POST", "/act", action).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#watching.abort();
    this.kill();
    await this.ended();
    await this.workspace.close();
  }

  async #watch(): Promise<void> {
    const { controlUrl, controlToken } = this.workspace;
    const { signal } = this.#watching;
    const headers = { authorization: `Bearer ${controlToken}` };
    const stream = await fetch(`${controlUrl}/events`, { headers, signal });
    const read = async () => {
      for await (const event of serverSentEvents(stream.body!)) {
        const { type, message } = event as { type: string; message?: { text: string } };
        if (type !== "ephemeral" || !message) continue;
        const [, name] = /^Your API key “(.*)”/.exec(message.text) ?? [];
        const key = apiKeyPattern.exec(message.text)?.[0];
        if (name && key) this.onKey(key, name);
      }
    };
    read().catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  #register(url: string): Promise<AppCredentials> {
    return this.#control("POST", "/apps", { manifest: addonManifest(url) });
  }

  #control<Result>(method: ControlMethod, path: string, body?: object): Promise<Result> {
    return control<Result>(this.workspace, method, path, body);
  }
}
