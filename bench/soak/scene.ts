/** The processes under test: a local workspace, and one addon on SQLite or two on PostgreSQL. */
import { setTimeout as pause } from "node:timers/promises";
import type { PostgresServer } from "../../test/addon/postgres-server";
import type { Held } from "./compare";
import type { SoakJournal } from "./journal";
import type { SoakProcess } from "./process";

/** An answer; null where the connection ended before one came. */
export type Outcome = { readonly status: number; readonly body: string } | null;

/** A member of the workspace, with a key of theirs that stays. */
export interface SoakMember {
  readonly id: string;
  readonly key: string;
}

/** What the workspace says when it is ready. */
export interface WorkspaceReady {
  readonly workspaceUrl: string;
  readonly controlUrl: string;
  readonly controlToken: string;
}

/** What a scene is made of. */
export interface SceneParts {
  readonly journal: SoakJournal;
  readonly workspace: SoakProcess<WorkspaceReady>;
  readonly addons: readonly { readonly process: SoakProcess<object>; readonly url: string }[];
  readonly postgres: PostgresServer | undefined;
  readonly members: readonly SoakMember[];
  /** Channels that all members are in. */
  readonly channels: readonly string[];
}

/** Nothing takes longer than this, a restart of what answers included. */
const answerMs = 20_000;
const againMs = 100;

export class Scene {
  /** How far the clocks are ahead of the machine's, in milliseconds. */
  workspaceAheadMs = 0;
  addonAheadMs = 0;
  #settingMs: number | undefined;
  #ready: WorkspaceReady;

  constructor(
    readonly parts: SceneParts,
    ready: WorkspaceReady,
  ) {
    this.#ready = ready;
  }

  /** Starts the workspace again: what it does not keep is told to it. */
  async startWorkspace(): Promise<void> {
    this.#ready = await this.parts.workspace.start();
    await this.control("POST", "/limits", { enabled: false });
  }

  /**
   * Calls the workspace's control API, again while the workspace is away.
   * @throws Error when it answers no good, or stays away
   */
  async control<Result>(method: string, path: string, body?: object): Promise<Result> {
    const untilMs = performance.now() + answerMs;
    for (;;) {
      try {
        return await controlOnce<Result>(this.#ready, method, { path, body });
      } catch (error) {
        if (performance.now() > untilMs || error instanceof ControlRefusal) throw error;
        await pause(againMs);
      }
    }
  }

  /** Calls one of the addons, once. */
  async call(at: number, key: string, request: ApiRequest): Promise<Outcome> {
    const { method, path, body } = request;
    const { journal, addons } = this.parts;
    const name = path.split("?")[0]!.replace(/[0-9a-f]{12,}/g, "…");
    try {
      const response = await fetch(addons[at % addons.length]!.url + path, {
        method,
        headers: { ApiKey: key, ...(body ? { "content-type": "application/json" } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(answerMs),
      });
      const outcome = { status: response.status, body: await response.text() };
      journal.count(`${method} ${name} ${outcome.status}`);
      journal.checked("crash");
      if (outcome.status === 500)
        journal.violated("crash", `${method} ${name} was answered 500 ${outcome.body}`);
      return outcome;
    } catch {
      journal.count(`${method} ${name} unanswered`);
      return null;
    }
  }

  /** What the workspace holds. */
  async held(): Promise<Held> {
    const { now } = await this.control<{ now: number }>("GET", "/clock");
    const { tables } = await this.control<{ tables: Pick<Held, "messages" | "scheduled"> }>(
      "GET",
      "/snapshot",
    );
    return { messages: tables.messages, scheduled: tables.scheduled, now };
  }

  /** The addons' clocks in epoch milliseconds: while they are being set, some show one time and some another. */
  get addonNow(): { readonly earliest: number; readonly latest: number } {
    const now = Date.now();
    const settingMs = this.#settingMs ?? this.addonAheadMs;
    return {
      earliest: now + Math.min(this.addonAheadMs, settingMs),
      latest: now + Math.max(this.addonAheadMs, settingMs),
    };
  }

  /** Moves the workspace's clock forward; what becomes due is sent. */
  async advanceWorkspace(byMs: number): Promise<void> {
    await this.control("POST", "/clock", { advanceMs: byMs });
    this.workspaceAheadMs += byMs;
  }

  /** Sets the clock of all addons. */
  async moveAddons(aheadMs: number): Promise<void> {
    this.#settingMs = aheadMs;
    for (const { process } of this.parts.addons) await process.moveClock(aheadMs);
    this.addonAheadMs = aheadMs;
    this.#settingMs = undefined;
  }

  /** Ends all processes. */
  async close(): Promise<void> {
    const { addons, workspace, postgres } = this.parts;
    await Promise.all([...addons.map(({ process }) => process), workspace].map((one) => one.stop("SIGTERM")));
    await postgres?.stop();
  }
}

/** A request to the addon. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly body?: object;
}

/** The control API said no. */
class ControlRefusal extends Error {}

/** Calls the workspace's control API, once. */
export async function controlOnce<Result>(
  { controlUrl, controlToken }: WorkspaceReady,
  method: string,
  { path, body }: { path: string; body?: object | undefined },
): Promise<Result> {
  const response = await fetch(controlUrl + path, {
    method,
    headers: { authorization: `Bearer ${controlToken}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(answerMs),
  });
  const text = await response.text();
  // A token of before a restart.
  if (response.status === 401) throw new Error("The control token is an old one");
  if (!response.ok) throw new ControlRefusal(`${method} ${path}: ${response.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as Result;
}
