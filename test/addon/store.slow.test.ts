import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiKey, ApiKeyTaken, KeyStore } from "../../src/addon/keys/key-store";
import { AuditLog } from "../../src/addon/store/audit";
import { Cipher } from "../../src/addon/store/cipher";
import { type Database, openDatabase } from "../../src/addon/store/database";
import { GrantStore } from "../../src/addon/store/grants";
import { generateApiKey } from "../../src/pumble/api-keys/api-key-text";
import { databases, type TestDatabase } from "./databases";

const act = { actor: "ada", source: "slash command" } as const;
const owner = { workspaceId: "w", userId: "ada" };
const oldKey = randomBytes(32);
const newKey = randomBytes(32);

function bytesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}

for (const [name, start] of Object.entries(databases)) {
  describe(`the store on ${name}`, () => {
    let server: TestDatabase;
    let database: Database;
    const clock = { ms: 1_790_000_000_000, now: () => clock.ms };
    const keysWith = (...encryptionKeys: Uint8Array[]) => {
      const audit = new AuditLog(database.db, clock);
      return new KeyStore(database, new Cipher(encryptionKeys), audit, clock);
    };

    beforeAll(async () => {
      server = await start();
      const opened = await Promise.all([1, 2, 3].map(() => openDatabase(server.url, { clock })));
      database = opened.pop()!;
      await Promise.all(opened.map((other) => other.close()));
    }, 60_000);

    afterAll(async () => {
      await database?.close();
      await server?.stop();
    });

    test("several processes that open a fresh database at once migrate it once", async () => {
      const rows = await database.db.selectFrom("addon_migration").selectAll().execute();
      expect(rows.map((row) => row.name).sort()).toEqual([
        "001-tables",
        "002-append-only-audit",
        "003-key-origins",
      ]);
    });

    test("a database of a newer version is refused by name", async () => {
      await database.db.insertInto("addon_migration").values({ name: "999-future", applied_at: 1 }).execute();
      await expect(openDatabase(server.url, { clock })).rejects.toThrow(/newer pumble-iac \(999-future\)/);
      await database.db.deleteFrom("addon_migration").where("name", "=", "999-future").execute();
    });

    test("a key is accepted until it is revoked, and then refused by name", async () => {
      const keys = keysWith(oldKey);
      const { key, text } = await keys.create({ ...owner, name: "ci" }, act);
      expect(await keys.verify(text)).toEqual({ accepted: true, key });
      expect(await keys.revoke(key, act)).toBe(true);
      expect(await keys.verify(text)).toEqual({ accepted: false, reason: "revoked" });
      expect(await keys.revoke(key, act)).toBe(false);
    });

    test("a revoked key is refused by another replica within two seconds", async () => {
      const [here, there] = [keysWith(oldKey), keysWith(oldKey)];
      const { key, text } = await here.create({ ...owner, name: "shared" }, act);
      expect((await there.verify(text)).accepted).toBe(true);
      await here.revoke(key, act);
      clock.ms += 2_000;
      expect((await there.verify(text)).accepted).toBe(false);
    });

    test("the right id with another secret is unknown, as is an id that does not exist", async () => {
      const keys = keysWith(oldKey);
      const { key } = await keys.create({ ...owner, name: "mine" }, act);
      const { text: other } = await keys.create({ ...owner, name: "other" }, act);
      const { crc32 } = await import("node:zlib");
      const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
      for (const id of [key.id, "000000000000"]) {
        const body = `pmb_${id}_${other.slice(17, -6)}`;
        let rest = crc32(body);
        let checksum = "";
        for (let digit = 0; digit < 6; digit++, rest = Math.floor(rest / 62))
          checksum = digits[rest % 62] + checksum;
        expect(await keys.verify(body + checksum)).toEqual({ accepted: false, reason: "unknown" });
      }
    });

    test("an expired key is refused as expired and no longer listed", async () => {
      const keys = keysWith(oldKey);
      const draft = { ...owner, userId: "expiring", name: "short", expiresAt: clock.ms + 1000 };
      const { text } = await keys.create(draft, act);
      expect(await keys.list("w", "expiring")).toHaveLength(1);
      clock.ms += 1000;
      expect(await keys.verify(text)).toEqual({ accepted: false, reason: "expired" });
      expect(await keys.list("w", "expiring")).toEqual([]);
    });

    test("a rotated key works on through its grace period beside its successor", async () => {
      const keys = keysWith(oldKey);
      const { key, text } = await keys.create({ ...owner, name: "rotating" }, act);
      const successor = await keys.rotate(key, { graceMs: 60_000 }, act);
      expect(successor.key).toMatchObject({ name: "rotating", status: "active", expiresAt: null });
      expect((await keys.verify(text)).accepted).toBe(true);
      clock.ms += 60_000;
      expect(await keys.verify(text)).toEqual({ accepted: false, reason: "expired" });
      expect((await keys.verify(successor.text)).accepted).toBe(true);
    });

    test.each<[string, (keys: KeyStore, key: ApiKey) => Promise<unknown>]>([
      ["replaced without grace", (keys, key) => keys.rotate(key, { graceMs: 0 }, act)],
      ["revoked", (keys, key) => keys.revoke(key, act)],
      ["revoked with what came of it", (keys, key) => keys.revokeTree(key, act)],
      ["revoked with all of its owner's", (keys, { userId }) => keys.revokeAll("w", userId, act)],
    ])("a key in use that is %s is refused here at once", async (how, end) => {
      const keys = keysWith(oldKey);
      const { key, text } = await keys.create({ workspaceId: "w", userId: how, name: "in use" }, act);
      expect((await keys.verify(text)).accepted).toBe(true);
      await end(keys, key);
      expect((await keys.verify(text)).accepted).toBe(false);
    });

    test("what was handled is known as long as its signature could be good, and forgotten after that", async () => {
      const keys = keysWith(oldKey);
      await keys.markHandled("w", "delivery");
      clock.ms += 15 * 60_000;
      await keys.prune();
      expect(await keys.isHandled("w", "delivery")).toBe(true);
      expect(await keys.isHandled("other", "delivery")).toBe(false);
      clock.ms += 1;
      await keys.prune();
      expect(await keys.isHandled("w", "delivery")).toBe(false);
    });

    test("a key that was replaced without grace, or revoked by another process, stays so when the clock is set back", async () => {
      const [here, there] = [keysWith(oldKey), keysWith(oldKey)];
      const replaced = await here.create({ ...owner, name: "replaced" }, act);
      const revoked = await here.create({ ...owner, name: "revoked" }, act);
      for (const { text } of [replaced, revoked]) expect((await there.verify(text)).accepted).toBe(true);
      const { now } = clock;
      clock.now = () => clock.ms++; // time goes on meanwhile
      await here.rotate(replaced.key, { graceMs: 0 }, act);
      clock.now = now;
      await here.revoke(revoked.key, act);
      clock.ms -= 3_600_000;
      for (const keys of [here, there]) {
        expect(await keys.verify(replaced.text)).toEqual({ accepted: false, reason: "expired" });
        expect(await keys.verify(revoked.text)).toEqual({ accepted: false, reason: "revoked" });
      }
      await expect(here.rotate(replaced.key, { graceMs: 0 }, act)).rejects.toThrow(/is replaced by/);
      clock.ms += 3_600_000;
    });

    test("a key that its owner brings is taken as it is, also when it was tried before it was there", async () => {
      const keys = keysWith(oldKey);
      const { id, text } = generateApiKey(randomBytes);
      expect((await keys.verify(text)).accepted).toBe(false);
      const made = await keys.create({ ...owner, name: "brought", text }, act);
      expect(made).toMatchObject({ text, key: { id, lastCharacters: text.slice(-4) } });
      expect(await keys.verify(text)).toEqual({ accepted: true, key: made.key });
    });

    test("no key is brought twice, not even after it was revoked, and a refused one changes nothing", async () => {
      const keys = keysWith(oldKey);
      const { id, text } = generateApiKey(randomBytes);
      const { key } = await keys.create({ ...owner, userId: "bringer", name: "first", text }, act);
      const other = await keys.create({ ...owner, userId: "bringer", name: "second" }, act);
      await keys.revoke(key, act);
      const twice = { ...owner, userId: "thief", name: "twice", text };
      await expect(keys.create(twice, act)).rejects.toThrow(ApiKeyTaken);
      await expect(keys.rotate(other.key, { graceMs: 0, text }, act)).rejects.toThrow(ApiKeyTaken);
      expect(await keys.find(id)).toMatchObject({ name: "first", userId: "bringer", status: "revoked" });
      expect(await keys.verify(text)).toEqual({ accepted: false, reason: "revoked" });
      expect(await keys.verify(other.text)).toMatchObject({ accepted: true, key: { expiresAt: null } });
      expect(await keys.list("w", "thief")).toEqual([]);
      const entries = await new AuditLog(database.db, clock).list("w", 1_000);
      const acts = entries.filter(({ target }) => [id, other.key.id].includes(target));
      expect(acts.map(({ action }) => action).sort()).toEqual(["key.created", "key.created", "key.revoked"]);
    });

    test("a successor that is brought may have an end of its own", async () => {
      const keys = keysWith(oldKey);
      const { key } = await keys.create({ ...owner, name: "ending", expiresAt: clock.ms + 5_000 }, act);
      const { id, text } = generateApiKey(randomBytes);
      const rotation = { graceMs: 0, expiresAt: clock.ms + 60_000, text };
      const successor = await keys.rotate(key, rotation, act);
      expect(successor.key).toMatchObject({ id, name: "ending", expiresAt: clock.ms + 60_000 });
      expect((await keys.verify(text)).accepted).toBe(true);
    });

    test("last use is written down", async () => {
      const keys = keysWith(oldKey);
      const { text } = await keys.create({ ...owner, userId: "grace", name: "used" }, act);
      expect((await keys.list("w", "grace"))[0]!.lastUsedAt).toBeNull();
      clock.ms += 5_000;
      await keys.verify(text);
      expect((await keys.list("w", "grace"))[0]!.lastUsedAt).toBe(clock.ms);
    });

    test("tokens come back as they were saved, also after a new encryption key", async () => {
      const grants = new GrantStore(database.db, new Cipher([oldKey]), clock);
      for (const botToken of ["bot-token-1", "bot-token-2"]) {
        await grants.saveInstallation({ workspaceId: "w", botId: "b", botToken }, "ada");
        expect((await grants.installation("w"))?.botToken).toBe(botToken);
      }
      expect(await grants.userToken("w", "ada")).toBeNull();
      await grants.saveUserToken("w", "ada", "user-token-1");
      expect(await grants.userToken("w", "ada")).toBe("user-token-1");
      const later = new GrantStore(database.db, new Cipher([newKey, oldKey]), clock);
      expect(await later.installation("w")).toEqual({
        workspaceId: "w",
        botId: "b",
        botToken: "bot-token-2",
      });
      expect(await later.userToken("w", "ada")).toBe("user-token-1");
      expect(await later.userToken("w", "grace")).toBeNull();
      await expect(
        new GrantStore(database.db, new Cipher([newKey]), clock).userToken("w", "ada"),
      ).rejects.toThrow(/is not configured/);
      expect(await later.reseal()).toBe(2);
      expect(await later.reseal()).toBe(0);
      const last = new GrantStore(database.db, new Cipher([newKey]), clock);
      expect(await last.userToken("w", "ada")).toBe("user-token-1");
      await later.removeWorkspace("w");
      expect(await later.installation("w")).toBeNull();
      expect(await later.userToken("w", "ada")).toBeNull();
    });

    test("a token that no key opens is named, and keeps no other one from the new encryption key", async () => {
      const lost = new GrantStore(database.db, new Cipher([randomBytes(32)]), clock);
      const grants = new GrantStore(database.db, new Cipher([oldKey]), clock);
      await lost.saveInstallation({ workspaceId: "lost", botId: "b", botToken: "bot-token" }, "ada");
      await lost.saveUserToken("lost", "ada", "user-token");
      await grants.saveUserToken("kept", "ada", "user-token-2");
      const later = new GrantStore(database.db, new Cipher([newKey, oldKey]), clock);
      await expect(later.reseal()).rejects.toThrow(/is not configured/);
      const last = new GrantStore(database.db, new Cipher([newKey]), clock);
      expect(await last.userToken("kept", "ada")).toBe("user-token-2");
      for (const workspace of ["lost", "kept"]) await later.removeWorkspace(workspace);
    });

    test("a token that is saved while another one is moved to the new encryption key stays", async () => {
      const grants = new GrantStore(database.db, new Cipher([oldKey]), clock);
      await grants.saveUserToken("meanwhile", "ada", "user-token-1");
      const cipher = new Cipher([newKey, oldKey]);
      const moving = new GrantStore(database.db, cipher, clock);
      const reseal = cipher.reseal.bind(cipher);
      let saved: Promise<void> | undefined;
      cipher.reseal = (sealed, context) => {
        saved ??= grants.saveUserToken("meanwhile", "ada", "user-token-2");
        return reseal(sealed, context);
      };
      await moving.reseal();
      await saved;
      expect(await new GrantStore(database.db, cipher, clock).userToken("meanwhile", "ada")).toBe(
        "user-token-2",
      );
      await moving.removeWorkspace("meanwhile");
    });

    test("after a new encryption key a key works on and moves over; one that nobody used is refused once the old key is gone", async () => {
      const { text, key } = await keysWith(oldKey).create({ ...owner, name: "asleep" }, act);
      const peppers = async (...encryptionKeys: Uint8Array[]) =>
        (await keysWith(...encryptionKeys).peppers()).get(key.id);
      expect(await peppers(oldKey)).toBe("current");
      expect(await peppers(newKey, oldKey)).toBe("old");
      expect(await peppers(newKey)).toBe("missing");
      expect(await keysWith(newKey).verify(text)).toEqual({ accepted: false, reason: "unknown" });
      expect((await keysWith(newKey, oldKey).verify(text)).accepted).toBe(true);
      expect(await peppers(newKey)).toBe("current");
      expect((await keysWith(newKey).verify(text)).accepted).toBe(true);
    });

    test("a token that was moved to another member's row does not open", async () => {
      const grants = new GrantStore(database.db, new Cipher([oldKey]), clock);
      await grants.saveUserToken("w", "ada", "user-token-1");
      await grants.saveUserToken("w", "linus", "user-token-2");
      await sql`update "authorization" set token_sealed =
        (select token_sealed from "authorization" where user_id = 'ada') where user_id = 'linus'`.execute(
        database.db,
      );
      await expect(grants.userToken("w", "linus")).rejects.toThrow();
    });

    test("the database itself refuses to change or remove an audit entry", async () => {
      const audit = new AuditLog(database.db, clock);
      await audit.record({ ...act, workspaceId: "w", action: "key.created", target: "x" });
      await expect(database.db.updateTable("audit").set({ actor: "nobody" }).execute()).rejects.toThrow(
        /append-only/,
      );
      await expect(database.db.deleteFrom("audit").execute()).rejects.toThrow(/append-only/);
      expect((await audit.list("w", 1))[0]).toMatchObject({ target: "x", actor: "ada", at: clock.ms });
    });

    test("the database files hold no key and no token in clear", async () => {
      const keys = keysWith(oldKey);
      const grants = new GrantStore(database.db, new Cipher([oldKey]), clock);
      const { text, key } = await keys.create({ ...owner, name: "written down" }, act);
      await grants.saveUserToken("w", "ada", "user-token-in-clear");
      if (name === "PostgreSQL") await sql`checkpoint`.execute(database.db);
      const bytes = bytesOf(server.folder);
      expect(bytes).toContain(key.id);
      expect(bytes).not.toContain(text.slice(17));
      expect(bytes).not.toContain("user-token-in-clear");
    });
  });
}

test("a database that cannot be opened is named without its password", async () => {
  const open = openDatabase("postgres://ada:hunter2@127.0.0.1:1/addon");
  await expect(open).rejects.toThrow("Cannot open the database postgres://127.0.0.1:1/addon: ");
  await expect(open).rejects.toThrow(/ECONNREFUSED.*\. Start it, or correct DATABASE_URL\.$/);
  await expect(openDatabase("postgres://ada:hunter2@127.0.0.1:1/addon")).rejects.not.toThrow(/hunter2/);
  await expect(openDatabase("/dev/null/addon.sqlite")).rejects.toThrow(
    /Cannot open the database \/dev\/null/,
  );
});
