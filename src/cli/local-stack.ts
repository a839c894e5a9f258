/** The local workspace and the addon service together, wired as they are in production: OAuth, signed hooks, HTTP. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type AnsweredRequest,
  addonManifest,
  configFromEnvironment,
  startAddon,
  type TimeSource,
} from "../addon";
import { type LocalWorkspace, type Seed, startLocalWorkspace } from "../local";
import { apiKeyPattern } from "../pumble/api-keys/api-key";
import { wholeApiKey } from "../pumble/api-keys/api-key-text";
import { appVariables } from "./app-variables";
import { installApp } from "./browser-install";
import { usageProblem } from "./cli-problem";
import { ControlClient, type Member } from "./control-client";

export interface LocalStackOptions {
  /** Port of the workspace; the addon takes the next one. 0 picks free ones. */
  port: number;
  /** Folder to keep everything in, or null for memory only. */
  dataDir: string | null;
  /** Seed, or the path of a seed file; undefined for the built-in workspace. */
  seed?: Seed | string;
  /** What makes its ids others than those of a workspace that starts in the same second. */
  idSeed?: string;
}

export interface LocalStack {
  workspaceUrl: string;
  pageUrl: string;
  controlUrl: string;
  controlToken: string;
  addonUrl: string;
  /** The first seeded member, in whose name the app is installed and keys are made. */
  member: Member;
  /** Types `/api-keys generate <name>` as the member and reads the key from the ephemeral answer. */
  issueKey(name: string): Promise<string>;
  close(): Promise<void>;
}

/** The built page, seen from the bundled CLI or from the sources. */
const pageDir = [join(__dirname, "..", "page"), join(__dirname, "..", "..", "dist", "page")].find(existsSync);

/** Starts the workspace alone. */
export function startWorkspace(options: LocalStackOptions & { onLimits?: (enabled: boolean) => void }) {
  return startLocalWorkspace({
    port: options.port,
    ...(pageDir ? { pageDir } : {}),
    ...(options.dataDir ? { dataDir: join(options.dataDir, "workspace") } : {}),
    ...(options.seed ? { seed: options.seed } : {}),
    ...(options.idSeed ? { idSeed: options.idSeed } : {}),
    ...(options.onLimits ? { onLimits: options.onLimits } : {}),
  });
}

/**
 * A key of the first member: the one of the last start where it still works, so that a kept workspace does not gather one
 * a start. It is kept beside the encryption key, in a folder for its owner alone.
 */
export async function keptKey(stack: LocalStack, addonDir: string, name: string): Promise<string> {
  const file = join(addonDir, `${name}.key`);
  const known = existsSync(file) ? readFileSync(file, "utf8") : null;
  if (known && (await works(stack.addonUrl, known))) return known;
  const key = await stack.issueKey(name);
  writeFileSync(file, key, { mode: 0o600 });
  return key;
}

async function works(addonUrl: string, key: string): Promise<boolean> {
  if (!wholeApiKey.test(key)) return false;
  return (await fetch(new URL("/myInfo", addonUrl), { headers: { ApiKey: key } })).ok;
}
/** What the addon allows a minute while the limits are switched off. */
const unlimited = { perKey: Number.MAX_SAFE_INTEGER, perWorkspace: Number.MAX_SAFE_INTEGER };

/** Starts workspace and addon, and installs the app. Nothing is left running when it fails. */
export async function startLocalStack(
  options: LocalStackOptions & {
    addonDir: string;
    addonClock?: TimeSource;
    /** More variables of the addon; those that say where it is and who it is are made here. */
    addonEnv?: Record<string, string | undefined>;
  },
): Promise<LocalStack> {
  // The addon reads its limits at every request, so that they follow those of the workspace.
  let limits = { ...unlimited };
  let configured = unlimited;
  const onLimits = (enabled: boolean) => void Object.assign(limits, enabled ? configured : unlimited);
  const workspace = await startWorkspace({ ...options, onLimits });
  const { addonEnv = {} } = options;
  let addonUrl = "";
  try {
    const control = new ControlClient(workspace.controlUrl, workspace.controlToken);
    const addon = await startAddon({
      portableSqlite: true,
      onRequest: (request) => workspace.notePublicCall(publicCall(addonUrl, request)),
      port: portOf(addonEnv, options.port),
      ...(addonEnv.PUMBLE_ADDON_HOST ? { host: addonEnv.PUMBLE_ADDON_HOST } : {}),
      ...(options.addonClock ? { clock: options.addonClock } : {}),
      configure: async (publicUrl) => {
        addonUrl = publicUrl;
        const app = await control.registerApp(addonManifest(publicUrl));
        const config = configFromEnvironment({
          LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
          ...addonEnv,
          ...appVariables(workspace.workspaceUrl, app),
          PUMBLE_ENCRYPTION_KEY: encryptionKey(options.addonDir),
          DATABASE_URL: `sqlite:${join(options.addonDir, "addon.sqlite")}`,
        });
        configured = config.limits;
        limits = { ...configured };
        return { ...config, limits };
      },
    });
    const close = async () => {
      await addon.close();
      await workspace.close();
    };
    try {
      const member = (await control.members())[0]!;
      await installApp(addon.url, member.id);
      return {
        ...workspace,
        addonUrl: addon.url,
        member,
        issueKey: (name) => issueKey(control, workspace.pageUrl, member.id, name),
        close,
      };
    } catch (error) {
      await addon.close();
      throw error;
    }
  } catch (error) {
    await workspace.close();
    throw error;
  }
}

/** What Terraform and others asked of the addon, for the inspector. */
function publicCall(
  addonUrl: string,
  request: AnsweredRequest,
): Parameters<LocalWorkspace["notePublicCall"]>[0] {
  const { method, path, status, durationMs, keyId, errorKind } = request;
  const headers: Record<string, string> = keyId ? { key: `pmb_${keyId}_…` } : {};
  return { method, url: addonUrl + path, status, durationMs, headers, problem: errorKind ?? null };
}

/**
 * The addon's port: the one that the environment names, else the one after the workspace's.
 * @throws CliProblem when there is none
 */
export function portOf(env: Record<string, string | undefined>, workspacePort: number): number {
  const { PUMBLE_ADDON_PORT: named } = env;
  // What is no port is refused in words, with the rest of the configuration, once the addon listens somewhere.
  if (named) return /^\d{1,5}$/.test(named) && Number(named) <= portMax ? Number(named) : 0;
  if (workspacePort === portMax) {
    const next = "Choose a port below, or another one for the addon: PUMBLE_ADDON_PORT=0 picks a free one.";
    throw usageProblem(
      `The addon takes the port after the workspace's, and there is none after ${portMax}.`,
      next,
    );
  }
  return workspacePort === 0 ? 0 : workspacePort + 1;
}

const portMax = 65_535;

async function issueKey(
  control: ControlClient,
  pageUrl: string,
  memberId: string,
  name: string,
): Promise<string> {
  const { text } = await control.ephemeralAfter(memberId, async () => {
    const channelId = await firstChannel(pageUrl, memberId);
    await control.act({
      as: memberId,
      action: "slash_command",
      channelId,
      text: `/api-keys generate ${name}`,
    });
  });
  const key = apiKeyPattern.exec(text)?.[0];
  if (!key) throw new Error("The answer to /api-keys generate held no key");
  return key;
}

async function firstChannel(pageUrl: string, memberId: string): Promise<string> {
  const response = await fetch(new URL("/page/api/channels", pageUrl), {
    headers: { "x-pumble-member": memberId },
  });
  const entries = (await response.json()) as {
    channel: { id: string; channelType: string; isMember: boolean };
  }[];
  const joined = entries.find((entry) => entry.channel.channelType === "PUBLIC" && entry.channel.isMember);
  if (!joined) throw new Error("The first member of the seed is in no public channel");
  return joined.channel.id;
}

/** The key that the addon encrypts tokens with, kept beside its database so that a restart can read them. */
function encryptionKey(dir: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, "encryption.key");
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}
