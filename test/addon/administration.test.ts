import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { configFromEnvironment, type KeyAdministration, openKeyAdministration } from "../../src/addon";
import { Cipher } from "../../src/addon/store/cipher";
import { openDatabase } from "../../src/addon/store/database";
import { GrantStore } from "../../src/addon/store/grants";
import { startSqlite, type TestDatabase } from "./databases";

/** What the operator's commands know: where the store is, and what opens it. */
const settings = (databaseUrl: string, encryptionKey: string) =>
  configFromEnvironment({
    ...{ PUMBLE_APP_ID: "-", PUMBLE_APP_KEY: "-", PUMBLE_APP_CLIENT_SECRET: "-" },
    ...{ PUMBLE_APP_SIGNING_SECRET: "-", PUMBLE_ENCRYPTION_KEY: encryptionKey, DATABASE_URL: databaseUrl },
  });

const [first, second] = ["ab".repeat(32), "cd".repeat(32)];
const ada = { workspaceId: "w", userId: "ada" };
const grace = { workspaceId: "v", userId: "grace" };
const clock = { ms: 1_790_000_000_000, now: () => clock.ms };
let store: TestDatabase;
let admin: KeyAdministration;

beforeAll(async () => {
  store = await startSqlite();
  const config = settings(store.url, first!);
  const { db, close } = await openDatabase(config.databaseUrl);
  const grants = new GrantStore(db, new Cipher(config.encryptionKeys), clock);
  for (const { workspaceId, userId } of [ada, grace]) {
    await grants.saveUserToken(workspaceId, userId, "token");
    clock.ms++;
  }
  await close();
});

beforeEach(async () => {
  admin = await openKeyAdministration(settings(store.url, first!), clock);
});

afterEach(() => admin.close());
afterAll(() => store?.stop());

test("an operator sees who may have keys, and makes, lists and revokes theirs by workspace", async () => {
  expect(await admin.members()).toEqual([ada, grace]);
  const { key, text } = await admin.create(ada, "  from the\nshell ");
  expect(text).toContain(`pmb_${key.id}_`);
  expect(key).toMatchObject({ ...ada, name: "from the shell", expiresAt: null, createdAt: clock.ms });
  const { key: other } = await admin.create(grace, "", clock.ms + 60_000);
  expect(other).toMatchObject({ ...grace, name: "API key", expiresAt: clock.ms + 60_000 });
  const ids = async (workspaceId?: string) => (await admin.list(workspaceId)).map(({ id }) => id).sort();
  expect(await ids()).toEqual([key.id, other.id].sort());
  expect([await ids("w"), await ids("v"), await ids("u")]).toEqual([[key.id], [other.id], []]);
  expect([await admin.revoke(key.id), await admin.revoke(key.id), await admin.revoke("none")]).toEqual([
    ...[true, false, false],
  ]);
  expect(await ids()).toEqual([other.id]);
  clock.ms += 60_000;
  expect(await ids()).toEqual([]);
});

test("what an operator does is written down as done at the command line, by workspace, the newest first", async () => {
  const { key } = await admin.create(ada, "written down");
  const { key: foreign } = await admin.create(grace, "elsewhere");
  await admin.revoke(key.id);
  const acts = await admin.audit("w", 2);
  expect(acts).toMatchObject([
    { action: "key.revoked", target: key.id, actor: "operator", source: "cli", workspaceId: "w" },
    { action: "key.created", target: key.id, actor: "operator", source: "cli", detail: "written down" },
  ]);
  expect(await admin.audit(undefined, 2)).toMatchObject([{ target: key.id }, { target: foreign.id }]);
});

test("a key goes with all that were made with it, and what worked is told", async () => {
  const { key } = await admin.create(ada, "a tree of one");
  expect(await admin.revokeTree(key.id)).toMatchObject([{ id: key.id, name: "a tree of one" }]);
  expect([await admin.revokeTree(key.id), await admin.revokeTree("none")]).toEqual([[], []]);
  const [act] = await admin.audit("w", 1);
  expect(act).toMatchObject({ action: "key.revoked", target: key.id, actor: "operator", source: "cli" });
});

test("a list tells which keys hang on an encryption key that is to go, and which on one that is gone", async () => {
  const { key } = await admin.create(ada, "made before");
  const states = async (encryptionKeys: string) => {
    const at = await openKeyAdministration(settings(store.url, encryptionKeys), clock);
    const listed = (await at.list("w")).find(({ id }) => id === key.id)!;
    await at.close();
    return [listed.encryptionKey, listed.name];
  };
  expect(await states(first!)).toEqual(["current", "made before"]);
  expect(await states(`${second},${first}`)).toEqual(["old", "made before"]);
  expect(await states(second!)).toEqual(["missing", "made before"]);
});

test("a key that cannot be is refused in words, and none is made", async () => {
  const count = (await admin.list()).length;
  for (const nobody of [
    { ...ada, userId: "linus" },
    { ...ada, workspaceId: "v" },
  ]) {
    await expect(admin.create(nobody, "x")).rejects.toThrow(
      `Member ${nobody.userId} of workspace ${nobody.workspaceId} has not authorised the API app.`,
    );
  }
  await expect(admin.create(ada, "x".repeat(81))).rejects.toThrow(
    "A key's name has at most 80 characters; this one has 81.",
  );
  expect(await admin.list()).toHaveLength(count);
});

test("what was closed is no longer asked", async () => {
  const another = await openKeyAdministration(settings(store.url, first!));
  expect(await another.members()).toHaveLength(2);
  await another.close();
  await expect(another.members()).rejects.toThrow();
});
