/** Starts what is soaked: the app is installed for three members, and each has a key. */

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { addonManifest, configFromEnvironment, openKeyAdministration } from "../../src/addon";
import { appVariables } from "../../src/cli/app-variables";
import { installApp } from "../../src/cli/browser-install";
import type { AppCredentials } from "../../src/platform";
import { PostgresServer } from "../../test/addon/postgres-server";
import { cleanEnv } from "../clean-env";
import type { SoakJournal } from "./journal";
import { SoakProcess } from "./process";
import { controlOnce, Scene, type SoakMember, type WorkspaceReady } from "./scene";

export type DatabaseKind = "sqlite" | "postgres";

const memberCount = 3;
const channelCount = 4;

export interface SetUpOptions {
  /** Holds data and logs; removed by the caller. */
  readonly folder: string;
  readonly database: DatabaseKind;
  readonly journal: SoakJournal;
}

/** @throws Error when something does not start */
export async function setUp({ folder, database, journal }: SetUpOptions): Promise<Scene> {
  const postgres = database === "postgres" ? await PostgresServer.start() : undefined;
  const [workspacePort, ...addonPorts] = await freePorts(postgres ? 3 : 2);
  const make = <Ready extends object>(name: string, args: string[], env: Record<string, string>) =>
    new SoakProcess<Ready>({
      ...{ name, args, env: { ...cleanEnv(folder), ...env } },
      logFile: join(folder, `${name.replace(" ", "-")}.log`),
      onUnexpectedEnd: (how) => journal.violated("crash", `${name} ended: ${how}`),
    });
  const data = ["--port", String(workspacePort), "--data", join(folder, "workspace")];
  const workspace = make<WorkspaceReady>("workspace", ["dev", "--no-addon", "--json", ...data], {});
  const ready = await workspace.start();
  const call = <Result>(method: string, path: string, body?: object) =>
    controlOnce<Result>(ready, method, { path, body });
  const urls = addonPorts.map((port) => `http://127.0.0.1:${port}`);
  const app = await call<AppCredentials>("POST", "/apps", {
    manifest: addonManifest(urls[0]!),
    keep: true,
  });
  const env = addonEnvironment(ready, app, postgres?.url ?? join(folder, "addon.sqlite"));
  const addons = addonPorts.map((port, at) => ({
    url: urls[at]!,
    process: make<object>(`addon ${at + 1}`, ["addon", "--json"], {
      ...env,
      PUMBLE_ADDON_PORT: String(port),
    }),
  }));
  for (const { process } of addons) await process.start();
  await call("POST", "/limits", { enabled: false });
  const people = (await call<{ id: string }[]>("GET", "/members")).slice(0, memberCount);
  for (const { id } of people) await installApp(urls[0]!, id);
  const members = await keysFor(people, env);
  const channels = await makeChannels(people, call);
  return new Scene({ journal, workspace, addons, postgres, members, channels }, ready);
}

function addonEnvironment(
  { workspaceUrl }: WorkspaceReady,
  app: AppCredentials,
  databaseUrl: string,
): Record<string, string> {
  return {
    ...appVariables(workspaceUrl, app),
    PUMBLE_ENCRYPTION_KEY: randomBytes(32).toString("hex"),
    DATABASE_URL: databaseUrl,
    PUMBLE_ADDON_HOST: "127.0.0.1",
    PUMBLE_ADDON_DRAIN_MS: "0",
    PUMBLE_ADDON_LIMIT_PER_KEY: "1000000",
    PUMBLE_ADDON_LIMIT_PER_WORKSPACE: "1000000",
    LOG_LEVEL: "error",
  };
}

async function keysFor(
  people: readonly { id: string }[],
  env: Record<string, string>,
): Promise<SoakMember[]> {
  const administration = await openKeyAdministration(configFromEnvironment(env));
  try {
    const owners = await administration.members();
    const members: SoakMember[] = [];
    for (const { id } of people) {
      const owner = owners.find(({ userId }) => userId === id)!;
      members.push({ id, key: (await administration.create(owner, "soak")).text });
    }
    return members;
  } finally {
    await administration.close();
  }
}

async function makeChannels(
  people: readonly { id: string }[],
  call: <Result>(method: string, path: string, body?: object) => Promise<Result>,
): Promise<string[]> {
  const names = Array.from({ length: channelCount }, (_, at) => `soak-${at}`);
  for (const channel of names) {
    await call("POST", "/act", { as: people[0]!.id, action: "create_channel", name: channel });
    for (const { id } of people.slice(1)) await call("POST", "/act", { as: id, action: "join", channel });
  }
  const { tables } = await call<{ tables: { channels: { id: string; name: string }[] } }>("GET", "/snapshot");
  return names.map((wanted) => tables.channels.find(({ name }) => name === wanted)!.id);
}

/** Ports that nobody listens on, so that who is started again is found where it was. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  const ports: number[] = [];
  for (const server of servers) {
    if (!server.listening) await once(server, "listening");
    ports.push((server.address() as AddressInfo).port);
  }
  for (const server of servers) await new Promise((closed) => server.close(closed));
  return ports;
}
