/** `pumble keys …`: an operator's administration of the addon's own store. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import {
  type AuthorizedMember,
  type configFromEnvironment,
  type KeyAdministration,
  type ListedApiKey,
  openKeyAdministration,
} from "../addon";
import { hanging } from "../pumble/hanging";
import { addonConfig } from "./addon";
import { CliProblem } from "./cli-problem";
import { near } from "./near";
import { say, sayJson } from "./terminal";

interface Common {
  json?: boolean;
}

/** Opens the store that the environment names. The app's own secrets are not needed for that. */
async function withStore<T>(act: (keys: KeyAdministration) => Promise<T>): Promise<T> {
  const unused = {
    PUMBLE_APP_ID: "-",
    PUMBLE_APP_KEY: "-",
    PUMBLE_APP_CLIENT_SECRET: "-",
    PUMBLE_APP_SIGNING_SECRET: "-",
  } satisfies Partial<Parameters<typeof configFromEnvironment>[0]>;
  const config = addonConfig({ ...unused, ...process.env });
  refuseNoStore(config.databaseUrl);
  const keys = await openKeyAdministration(config);
  try {
    return await act(keys);
  } finally {
    await keys.close();
  }
}

/** A new, empty file would have no key to revoke, and nobody would see that it is another one than the addon's. */
function refuseNoStore(databaseUrl: string): void {
  const path = databaseUrl.replace(/^(file|sqlite):(\/\/(?=\/))?/, "");
  if (/^postgres(ql)?:/.test(databaseUrl) || existsSync(path)) return;
  throw new CliProblem(
    `There is no database ${near(resolve(path))}.`,
    "Set DATABASE_URL to what the addon has, or go to the folder that it runs in.",
  );
}

export async function listKeys(options: Common & { workspace?: string }): Promise<void> {
  const found = await withStore((keys) => keys.list(options.workspace));
  if (options.json) return sayJson("keys list", found);
  if (found.length === 0) return say("There are no keys.");
  for (const key of found) say(textOf(key));
}

export async function createKey(
  name: string,
  options: Common & { workspace?: string; member?: string; expiresInDays?: number },
): Promise<void> {
  const { key, text } = await withStore(async (keys) => {
    const member = theOne(await keys.members(), options);
    const expiresAt = options.expiresInDays ? Date.now() + options.expiresInDays * 86_400_000 : null;
    return keys.create(member, name, expiresAt);
  });
  if (options.json) return sayJson("keys create", { ...key, apiKey: text });
  say(`${text}\n\nIt is shown this once. It acts as member ${key.userId}.`);
}

/**
 * The member whose key it is to be.
 * @throws {CliProblem} for none of that kind, and for several
 */
function theOne(
  all: readonly AuthorizedMember[],
  { workspace, member }: { workspace?: string; member?: string },
): AuthorizedMember {
  if (all.length === 0) {
    throw new CliProblem(
      "Nobody has authorised the app.",
      "Open the addon's /install in a browser, and allow it. Then run it again.",
    );
  }
  const meant = all.filter(
    ({ workspaceId, userId }) => (!workspace || workspaceId === workspace) && (!member || userId === member),
  );
  if (meant.length === 1) return meant[0]!;
  const listed = all.map(({ workspaceId, userId }) => `  --workspace ${workspaceId} --member ${userId}`);
  throw new CliProblem(
    meant.length === 0
      ? "No such member has authorised the app."
      : `${meant.length} members have authorised the app.`,
    `Say whose key it is with --workspace and --member:\n${listed.join("\n")}`,
  );
}

export async function revokeKey(id: string, options: Common & { descendants?: boolean }): Promise<void> {
  if (options.descendants) return revokeTree(id, options);
  const revoked = await withStore((keys) => keys.revoke(id));
  if (!revoked) throw new CliProblem(`No key ${id} that works.`, "List them with: pumble keys list");
  if (options.json) return sayJson("keys revoke", { revoked: [id] });
  say(`Revoked ${id}. Running addons refuse it within seconds.`);
}

async function revokeTree(id: string, { json }: Common): Promise<void> {
  const revoked = await withStore((keys) => keys.revokeTree(id));
  if (revoked.length === 0) {
    throw new CliProblem(
      `No key ${id} that works, nor one made with it.`,
      "List them with: pumble keys list",
    );
  }
  if (json) return sayJson("keys revoke", { revoked: revoked.map((key) => key.id) });
  for (const key of revoked) say(`Revoked ${key.id}  ${key.name}`);
  say("Running addons refuse them within seconds.");
}

const pepperNotes: Record<ListedApiKey["encryptionKey"], string | null> = {
  current: null,
  old: "on the old encryption key: use it once before you remove that",
  missing: "cannot work: its encryption key is not configured",
};

/** Which one, and below it whose, from when, until when, and what is to be known of it. */
function textOf(key: ListedApiKey): string {
  const { id, name, userId, createdAt, lastUsedAt, expiresAt, graceUntil, parentId, encryptionKey } = key;
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const about = [
    `member ${userId}`,
    `created ${day(createdAt)}`,
    lastUsedAt ? `last used ${day(lastUsedAt)}` : "never used",
    expiresAt && `expires ${day(expiresAt)}`,
    graceUntil && `replaced, works until ${day(graceUntil)}`,
    parentId && `made with ${parentId}`,
    pepperNotes[encryptionKey],
  ];
  return `${id}  ${name}\n${hanging("    ", about.filter(Boolean).join(", "))}`;
}
