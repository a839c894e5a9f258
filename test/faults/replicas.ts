/** Several `pumble addon` processes on one PostgreSQL, beside a real workspace: the addon as it is run in earnest. */

import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { addonManifest, configFromEnvironment, openKeyAdministration } from "../../src/addon";
import { appVariables } from "../../src/cli/app-variables";
import { installApp } from "../../src/cli/browser-install";
import { type LocalWorkspace, startLocalWorkspace } from "../../src/local";
import type { AppCredentials } from "../../src/platform";
import { control } from "../support/control";

/** An answer. `status` is 0 where the connection ended before one came, and `text` says why. */
export interface Answer {
  status: number;
  text: string;
  headers: Headers;
  ms: number;
}

export class Replica {
  #child: ChildProcess | undefined;
  url = "";

  constructor(readonly env: Record<string, string>) {}

  /** Starts the process and waits until it says where it listens. */
  async start(port = 0): Promise<void> {
    const env = { ...process.env, ...this.env, PUMBLE_ADDON_PORT: String(port) };
    const stdio = ["ignore", "pipe", process.env.SHOW_LOG ? "inherit" : "ignore"] as const;
    const child = spawn(process.execPath, ["dist/bin/pumble.js", "addon"], { env, stdio: [...stdio] });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout! })) {
      this.url = /^Addon service\s+(\S+)$/.exec(line)?.[1] ?? this.url;
      return;
    }
    throw new Error("The addon ended before it listened.");
  }

  /** How the process ended; null while it lives. */
  get end(): string | null {
    const { exitCode, signalCode } = this.#child!;
    return signalCode ?? (exitCode === null ? null : `exit ${exitCode}`);
  }

  /** Signals the process and waits for its end. Gives how long that took, in milliseconds. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number> {
    if (this.end !== null) return 0;
    const startedMs = performance.now();
    const exited = once(this.#child!, "exit");
    this.#child!.kill(signal);
    await exited;
    return performance.now() - startedMs;
  }

  async call(key: string, method: string, path: string, body?: object): Promise<Answer> {
    const startedMs = performance.now();
    const headers = { ApiKey: key, ...(body ? { "content-type": "application/json" } : {}) };
    try {
      const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
      const response = await fetch(this.url + path, init);
      const text = await response.text();
      return { status: response.status, text, headers: response.headers, ms: performance.now() - startedMs };
    } catch (error) {
      const { message, cause } = error as Error;
      return {
        status: 0,
        text: `${message}: ${String(cause)}`,
        headers: new Headers(),
        ms: performance.now() - startedMs,
      };
    }
  }
}

export class Replicas {
  readonly all: Replica[] = [];
  /** A key of the workspace's first member that may do everything. */
  key = "";
  memberId = "";

  private constructor(
    readonly workspace: LocalWorkspace,
    readonly env: Record<string, string>,
  ) {}

  static async start(
    databaseUrl: string,
    count: number,
    env: Record<string, string> = {},
  ): Promise<Replicas> {
    const workspace = await startLocalWorkspace({ limits: false });
    const app = await control<AppCredentials>(workspace, "POST", "/apps", {
      manifest: addonManifest("http://127.0.0.1:1"),
    });
    const replicas = new Replicas(workspace, {
      ...appVariables(workspace.workspaceUrl, app),
      PUMBLE_ENCRYPTION_KEY: randomBytes(32).toString("hex"),
      DATABASE_URL: databaseUrl,
      PUMBLE_ADDON_HOST: "127.0.0.1",
      PUMBLE_ADDON_LIMIT_PER_KEY: "1000000",
      PUMBLE_ADDON_LIMIT_PER_WORKSPACE: "1000000",
      LOG_LEVEL: "info",
      ...env,
    });
    for (let number = 0; number < count; number++) await replicas.add();
    const first = replicas.all[0]!;
    await control(workspace, "POST", "/apps", { manifest: addonManifest(first.url) });
    const [member] = await control<{ id: string; workspaceId: string }[]>(workspace, "GET", "/members");
    replicas.memberId = member!.id;
    await installApp(first.url, member!.id);
    const administration = await openKeyAdministration(configFromEnvironment(replicas.env));
    const [owner] = await administration.members();
    replicas.key = (await administration.create(owner!, "manager")).text;
    await administration.close();
    return replicas;
  }

  async add(env: Record<string, string> = {}): Promise<Replica> {
    const replica = new Replica({ ...this.env, ...env });
    await replica.start();
    this.all.push(replica);
    return replica;
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((replica) => replica.stop("SIGKILL")));
    await this.workspace.close();
  }
}
