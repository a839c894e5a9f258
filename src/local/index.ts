/** A Pumble workspace on one machine: stateful, with a page, and without an account or a network. */
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { acknowledgeWithinMs } from "../platform";
import { localApp } from "./app";
import { Faults } from "./control/faults";
import { type PublicCall, RequestLog } from "./control/request-log";
import type { WorkspaceClock } from "./core/clock";
import { readSeedFile } from "./core/seed/file";
import { type Seed, seedSchema } from "./core/seed/schema";
import { defaultSeed, plant } from "./core/seed/seed";
import { keepClock } from "./core/state/clock-file";
import { Journal } from "./core/state/journal";
import { lockFolder } from "./core/state/lock";
import { Ephemerals } from "./core/workspace/ephemerals";
import { scheduledAlarm } from "./core/workspace/scheduled";
import { Workspace } from "./core/workspace/workspace";
import { listen } from "./http/server";
import { routeUpgrades } from "./http/upgrades";
import { PageSockets } from "./page/server/page-sockets";
import { RateLimits } from "./platform/api/rate-limits";
import { Delivery } from "./platform/apps/delivery";
import { Modals } from "./platform/apps/modals";
import { AppSockets } from "./platform/apps/sockets";
import { tellApps } from "./platform/apps/tell-apps";
import { Triggers } from "./platform/apps/triggers";

export { WorkspaceClock } from "./core/clock";
export { type Seed, seedJsonSchema } from "./core/seed/schema";

export interface LocalWorkspaceOptions {
  /** @default 0, which picks a free one */
  port?: number;
  /** @default "127.0.0.1" */
  host?: string;
  /** Folder to keep the workspace in. Without it, it lives in memory and goes with the process. */
  dataDir?: string;
  /** What a new workspace begins with: a seed, or the path of a seed file. A folder that holds one is not seeded again. */
  seed?: Seed | string;
  /** Folder with the built page (`main.js`, `main.css`). Without it there are only the APIs. */
  pageDir?: string;
  /** @default a random one */
  controlToken?: string;
  /** @default the real time, or where the folder's workspace had it */
  clock?: WorkspaceClock;
  /** Whether the documented limits per minute hold. @default true */
  limits?: boolean;
  /** Hears when the limits are switched on or off by the control API, so that others may follow. */
  onLimits?: (enabled: boolean) => void;
  /** How long an app may take to acknowledge a trigger, in milliseconds. @default 3000, as Pumble does */
  acknowledgeWithinMs?: number;
  /** Makes ids repeatable: the same seed and clock give the same ids. */
  idSeed?: string;
  /** Makes tokens and secrets repeatable. Never for a workspace that others can reach. */
  secretSeed?: string;
}

/** A running workspace. */
export interface LocalWorkspace {
  /** What apps call: the platform API and the consent screen. */
  workspaceUrl: string;
  pageUrl: string;
  controlUrl: string;
  controlToken: string;
  /** Shows a call of the public API that an app serves among the others in the inspector. */
  notePublicCall(call: PublicCall): void;
  /** Stops at once: event streams and requests in flight end. The folder is left complete. */
  close(): Promise<void>;
}

/**
 * Starts a workspace and resolves when it answers.
 * @throws Error with a sentence for people when the port is taken or the folder cannot be used
 */
export async function startLocalWorkspace(options: LocalWorkspaceOptions = {}): Promise<LocalWorkspace> {
  const { clock, idSeed, secretSeed } = options;
  const workspace = new Workspace({
    ...(clock ? { clock } : {}),
    ...(idSeed ? { idSeed } : {}),
    ...(secretSeed ? { secretSeed } : {}),
  });
  const seed = await seedOf(options.seed);
  const opened = options.dataDir ? open(options.dataDir, workspace, clock === undefined) : undefined;
  try {
    if (!opened?.existed) plant(workspace, seed);
  } catch (error) {
    opened?.close();
    throw error;
  }
  workspace.clock.addAlarm(scheduledAlarm(workspace));
  workspace.clock.onChange(() => workspace.emit({ type: "clock.changed" }));

  const parts = partsOf(workspace, options);
  const controlToken = options.controlToken ?? randomBytes(24).toString("base64url");
  const host = options.host ?? "127.0.0.1";
  const pages = new PageSockets({ workspace, log: parts.log, host });
  const app = localApp({ workspace, ...parts, controlToken, pageDir: options.pageDir, host });
  const stop = async () => {
    workspace.clock.stop();
    await parts.delivery.close();
    opened?.close();
  };
  const listening = await listen(app.fetch, host, options.port ?? 0).catch(async (error: unknown) => {
    await stop();
    throw error;
  });

  workspace.origin = listening.url;
  routeUpgrades(listening.server, [
    (...connection) => parts.sockets.take(...connection),
    (...connection) => pages.take(...connection),
  ]);
  warmUp(workspace);

  let closed: Promise<void> | undefined;
  return {
    workspaceUrl: listening.url,
    pageUrl: `${listening.url}/`,
    controlUrl: `${listening.url}/control`,
    controlToken,
    notePublicCall: (call) => parts.log.addPublic(call),
    close: () => {
      if (closed) return closed;
      // The server does not count connections that were upgraded among its own, and would wait for them.
      parts.sockets.close();
      pages.close();
      closed = listening.close().then(stop);
      return closed;
    },
  };
}

/** Makes search ready in the pauses between requests. */
function warmUp(workspace: Workspace): void {
  if (workspace.db.words.settle(200)) setImmediate(warmUp, workspace).unref();
}

/** Reads the folder and holds it until `close`. */
function open(
  folder: string,
  workspace: Workspace,
  withClock: boolean,
): { existed: boolean; close: () => void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    if (withClock) keepClock(folder, workspace.clock);
    const { journal, existed } = Journal.open(folder, workspace.db);
    const close = () => {
      journal.close();
      unlock();
    };
    return { existed, close };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Everything that works on the workspace, wired together. */
function partsOf(workspace: Workspace, options: LocalWorkspaceOptions) {
  const ephemerals = new Ephemerals(workspace);
  const modals = new Modals(workspace);
  const log = new RequestLog(() => workspace.clock.now());
  const sockets = new AppSockets(workspace);
  const delivery = new Delivery({
    timeoutMs: options.acknowledgeWithinMs ?? acknowledgeWithinMs,
    socket: sockets,
    onHook: (hook) => log.addHook(hook),
  });
  const limits = new RateLimits(workspace.clock, options.limits ?? true, options.onLimits);
  workspace.events.subscribe((event) => {
    if (event.type === "reset") for (const part of [ephemerals, modals, limits]) part.clear();
    if (event.type === "app.uninstalled") modals.closeOf(event.appId);
  });
  tellApps(workspace, delivery);
  const triggers = new Triggers({ workspace, ephemerals, modals, delivery });
  return { ephemerals, modals, log, sockets, delivery, limits, triggers, faults: new Faults() };
}

async function seedOf(seed: Seed | string | undefined): Promise<Seed> {
  if (typeof seed === "string") return readSeedFile(seed);
  return seed ? seedSchema.parse(seed) : defaultSeed;
}
