import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KeyRefusal, KeyStore, keysPerMemberMax } from "../../src/addon/keys/key-store";
import { AuditLog } from "../../src/addon/store/audit";
import { Cipher } from "../../src/addon/store/cipher";
import { type Database, openDatabase } from "../../src/addon/store/database";
import { signatureHeaders } from "../../src/platform/signature";
import { databases, startSqlite, type TestDatabase } from "./databases";
import { startStack, type TestStack } from "./stack";

const day = 86_400_000;
const act = { actor: "ada", source: "slash command" } as const;
const by = (key: { id: string }) => ({ actor: "ada", source: "api", keyId: key.id }) as const;

for (const [name, start] of Object.entries(databases)) {
  describe(`keys that come of keys, on ${name}`, () => {
    let server: TestDatabase;
    let database: Database;
    let keys: KeyStore;
    const clock = { ms: 1_790_000_000_000, now: () => clock.ms };
    let owners = 0;
    /** A member without keys. */
    const someone = () => ({ workspaceId: "w", userId: `member ${owners++}` });
    const store = () =>
      new KeyStore(database, new Cipher([encryptionKey]), new AuditLog(database.db, clock), clock);
    const encryptionKey = randomBytes(32);

    beforeAll(async () => {
      server = await start();
      database = await openDatabase(server.url, { clock });
      keys = store();
    }, 60_000);

    afterAll(async () => {
      await database?.close();
      await server?.stop();
    });

    test("a key ends with the key that it is made with, and later is refused", async () => {
      const owner = someone();
      const parent = await keys.create({ ...owner, name: "parent", expiresAt: clock.ms + 2_000 }, act);
      const child = await keys.create({ ...owner, name: "child" }, by(parent.key));
      expect(child.key).toMatchObject({ expiresAt: parent.key.expiresAt, parentId: parent.key.id });
      const sooner = { ...owner, name: "sooner", expiresAt: clock.ms + 1_000 };
      expect((await keys.create(sooner, by(parent.key))).key.expiresAt).toBe(clock.ms + 1_000);
      const later = { ...owner, name: "later", expiresAt: clock.ms + 2_001 };
      await expect(keys.create(later, by(parent.key))).rejects.toThrow(/ends with it/);
      await expect(keys.create(later, by(parent.key))).rejects.toMatchObject({ kind: "not_allowed" });
      clock.ms += 2_000;
      expect((await keys.verify(child.text)).accepted).toBe(false);
      await expect(keys.create({ ...owner, name: "late" }, by(parent.key))).rejects.toMatchObject({
        kind: "not_authenticated",
      });
    });

    test("a successor does not outlive the key that asks for it, and one asked for within its life is as asked", async () => {
      const owner = someone();
      const acting = await keys.create({ ...owner, name: "acting", expiresAt: clock.ms + 10 * day }, act);
      const old = await keys.create({ ...owner, name: "old", expiresAt: clock.ms + 30 * day }, act);
      const { key } = await keys.rotate(old.key, { graceMs: 0 }, by(acting.key));
      expect(key).toMatchObject({ expiresAt: acting.key.expiresAt, parentId: acting.key.id });
      const other = await keys.create({ ...owner, name: "other" }, act);
      const long = { graceMs: 0, expiresAt: clock.ms + 11 * day };
      await expect(keys.rotate(other.key, long, by(acting.key))).rejects.toThrow(KeyRefusal);
      expect((await keys.verify(other.text)).accepted).toBe(true);
      const short = { graceMs: 0, expiresAt: clock.ms + 9 * day };
      expect((await keys.rotate(other.key, short, by(acting.key))).key.expiresAt).toBe(clock.ms + 9 * day);
    });

    test("a key has one successor: the grace period is its own, and a rotated key is not rotated again", async () => {
      const owner = someone();
      const old = await keys.create({ ...owner, name: "old", expiresAt: clock.ms + 90 * day }, act);
      clock.ms += day;
      const first = await keys.rotate(old.key, { graceMs: 7 * day }, act);
      expect(first.key.expiresAt).toBe(clock.ms + 90 * day);
      expect(await keys.find(old.key.id)).toMatchObject({
        ...{ expiresAt: old.key.expiresAt, graceUntil: clock.ms + 7 * day, replacedBy: first.key.id },
        status: "active",
      });
      await expect(keys.rotate(old.key, { graceMs: 0 }, act)).rejects.toThrow(
        `Invalid request parameters: the key is replaced by ${first.key.id}; rotate that one`,
      );
      const second = await keys.rotate(first.key, { graceMs: 0 }, act);
      expect(second.key.expiresAt).toBe(clock.ms + 90 * day);
      clock.ms += 7 * day;
      expect(await keys.verify(old.text)).toEqual({ accepted: false, reason: "expired" });
      expect((await keys.verify(second.text)).accepted).toBe(true);
    });

    test("an expired or revoked key is not rotated, and the refusal says why", async () => {
      const owner = someone();
      const expiring = await keys.create({ ...owner, name: "expiring", expiresAt: clock.ms + 1 }, act);
      const revoked = await keys.create({ ...owner, name: "revoked" }, act);
      await keys.revoke(revoked.key, act);
      clock.ms += 1;
      await expect(keys.rotate(expiring.key, { graceMs: 0 }, act)).rejects.toThrow(/the key is expired$/);
      await expect(keys.rotate(revoked.key, { graceMs: 0 }, act)).rejects.toThrow(/the key is revoked$/);
      expect(await keys.list("w", owner.userId)).toEqual([]);
    });

    test("a key is revoked with all that came of it and of what it replaced, and nothing else", async () => {
      const owner = someone();
      const first = await keys.create({ ...owner, name: "first" }, act);
      const early = await keys.create({ ...owner, name: "early" }, by(first.key));
      const second = await keys.rotate(first.key, { graceMs: 0 }, act);
      const child = await keys.create({ ...owner, name: "child" }, by(second.key));
      const grandchild = await keys.create({ ...owner, name: "grandchild" }, by(child.key));
      const bystander = await keys.create({ ...owner, name: "bystander" }, act);
      const revoked = await keys.revokeTree(second.key, by(bystander.key));
      const gone = [second, early, child, grandchild];
      expect(revoked.map(({ id }) => id).sort()).toEqual(gone.map(({ key }) => key.id).sort());
      for (const { text } of gone) expect((await keys.verify(text)).accepted).toBe(false);
      expect((await keys.list("w", owner.userId)).map(({ name: left }) => left)).toEqual(["bystander"]);
      expect(await keys.revokeTree(second.key, act)).toEqual([]);
      expect(await keys.revokeTree({ id: "000000000000" }, act)).toEqual([]);
    });

    test("the audit names the key that a change was made with", async () => {
      const owner = someone();
      const parent = await keys.create({ ...owner, name: "parent" }, act);
      const child = await keys.create({ ...owner, name: "child" }, by(parent.key));
      await keys.revoke(child.key, by(parent.key));
      const entries = await new AuditLog(database.db, clock).list("w", 3);
      expect(entries.map(({ action, target, keyId }) => ({ action, target, keyId }))).toEqual([
        { action: "key.revoked", target: child.key.id, keyId: parent.key.id },
        { action: "key.created", target: child.key.id, keyId: parent.key.id },
        { action: "key.created", target: parent.key.id, keyId: null },
      ]);
    });

    test("a member has so many keys and no more, until one is deleted", async () => {
      const owner = someone();
      const { key } = await keys.create({ ...owner, name: "first" }, act);
      const row = await database.db
        .selectFrom("api_key")
        .selectAll()
        .where("id", "=", key.id)
        .executeTakeFirstOrThrow();
      const rows = Array.from({ length: keysPerMemberMax - 1 }, (_, at) => ({
        ...row,
        id: `bulk-${owner.userId}-${at}`,
      }));
      for (let at = 0; at < rows.length; at += 100) {
        await database.db
          .insertInto("api_key")
          .values(rows.slice(at, at + 100))
          .execute();
      }
      const more = () => keys.create({ ...owner, name: "one too many" }, act);
      await expect(more()).rejects.toThrow(
        `A member may have ${keysPerMemberMax} API keys; delete one first`,
      );
      await expect(keys.rotate(key, { graceMs: day }, act)).rejects.toThrow(/may have/);
      expect(await keys.list("w", owner.userId, { limit: 7 })).toHaveLength(7);
      const { key: successor } = await keys.rotate(key, { graceMs: 0 }, act);
      await expect(more()).rejects.toThrow(/may have/);
      await keys.revoke(successor, act);
      await more();
      expect((await keys.create({ ...someone(), name: "another member's" }, act)).key.status).toBe("active");
    });

    test("the last use never goes back, and what could not be written is written later", async () => {
      const owner = someone();
      const { key, text } = await keys.create({ ...owner, name: "used" }, act);
      const [slow, quick] = [store(), store()];
      await slow.verify(text);
      const early = clock.ms;
      clock.ms += 5_000;
      await quick.verify(text);
      await quick.flush();
      await slow.flush();
      expect((await keys.find(key.id))!.lastUsedAt).toBe(early + 5_000);
      clock.ms += 5_000;
      await slow.verify(text);
      await database.db.schema.alterTable("api_key").renameTo("api_key_away").execute();
      await expect(slow.flush()).rejects.toThrow();
      await database.db.schema.alterTable("api_key_away").renameTo("api_key").execute();
      await slow.flush();
      expect((await keys.find(key.id))!.lastUsedAt).toBe(clock.ms);
    });
  });
}

describe("keys that come of keys, through the API and Pumble", () => {
  let server: TestDatabase;
  let stack: TestStack;

  beforeAll(async () => {
    server = await startSqlite();
    stack = await startStack({ databaseUrl: server.url });
  });

  afterAll(async () => {
    await stack?.close();
    await server?.stop();
  });

  async function call(key: string, method: string, path: string, body?: object) {
    const init = { method, headers: { ApiKey: key }, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(stack.url + path, init);
    const text = await response.text();
    return {
      status: response.status,
      kind: response.headers.get("x-pumble-error"),
      body: text ? JSON.parse(text) : null,
    };
  }

  test("a signed command that comes four times makes one key", async () => {
    const [ada] = stack.members as [TestStack["members"][0] & { workspaceId: string }];
    const before = await stack.issueKey(ada, "before");
    const payload = {
      ...{ messageType: "SLASH_COMMAND", slashCommand: "/api-keys", text: "generate replayed" },
      ...{ workspaceId: ada.workspaceId, userId: ada.id, channelId: "c", triggerId: "once" },
    };
    const body = JSON.stringify(payload);
    const headers = signatureHeaders(body, stack.app.signingSecret, Date.now());
    await stack.whisperAfter(ada, async () => {
      const posts = [1, 2, 3, 4].map(() => fetch(`${stack.url}/hook`, { method: "POST", headers, body }));
      for (const answer of await Promise.all(posts)) expect(answer.status).toBe(200);
    });
    const again = "A trigger came again, and made no other key";
    await expect.poll(() => stack.log.filter((line) => line.includes(again)).length).toBe(3);
    const { body: listed } = await call(before, "GET", "/api-keys");
    expect(listed.keys.filter(({ name }: { name: string }) => name === "replayed")).toHaveLength(1);
  });

  test("a signed command that deletes by name, sent again, deletes no key that was made since", async () => {
    const [ada] = stack.members as [TestStack["members"][0] & { workspaceId: string }];
    for (const verb of ["delete", "purge"]) {
      await stack.issueKey(ada, "namesake");
      const body = JSON.stringify({
        ...{ messageType: "SLASH_COMMAND", slashCommand: "/api-keys", text: `${verb} namesake` },
        ...{ workspaceId: ada.workspaceId, userId: ada.id, channelId: "c", triggerId: `one ${verb}` },
      });
      const headers = signatureHeaders(body, stack.app.signingSecret, Date.now());
      const post = () => fetch(`${stack.url}/hook`, { method: "POST", headers, body });
      expect((await stack.whisperAfter(ada, post)).text).toMatch(/^Deleted/);
      const fresh = await stack.issueKey(ada, "namesake");
      const again = "A trigger came again, and deleted no other key";
      const count = () => stack.log.filter((line) => line.includes(again)).length;
      const before = count();
      expect((await post()).status).toBe(200);
      await expect.poll(count, { timeout: 10_000 }).toBe(before + 1);
      expect((await call(fresh, "GET", "/myInfo")).status).toBe(200);
      await stack.type(ada, `/api-keys delete ${fresh}`);
    }
  });

  test("a signed command that found no key, or two, deletes none when it is sent again", async () => {
    const [ada] = stack.members as [TestStack["members"][0] & { workspaceId: string }];
    for (const [verb, first] of [
      ["delete", 0],
      ["purge", 0],
      ["delete", 2],
    ] as const) {
      const keys: string[] = [];
      for (let at = 0; at < first; at++) keys.push(await stack.issueKey(ada, "later"));
      const body = JSON.stringify({
        ...{ messageType: "SLASH_COMMAND", slashCommand: "/api-keys", text: `${verb} later` },
        ...{ workspaceId: ada.workspaceId, userId: ada.id, channelId: "c", triggerId: `${verb} ${first}` },
      });
      const headers = signatureHeaders(body, stack.app.signingSecret, Date.now());
      const post = () => fetch(`${stack.url}/hook`, { method: "POST", headers, body });
      expect((await stack.whisperAfter(ada, post)).text).toMatch(/^(You have no key|2 of your keys)/);
      if (first === 0) keys.push(await stack.issueKey(ada, "later"));
      else await stack.type(ada, `/api-keys delete ${keys.shift()}`);
      const again = "A trigger came again, and deleted no other key";
      const count = () => stack.log.filter((line) => line.includes(again)).length;
      const before = count();
      expect((await post()).status).toBe(200);
      await expect.poll(count, { timeout: 10_000 }).toBe(before + 1);
      expect((await call(keys[0]!, "GET", "/myInfo")).status).toBe(200);
      await stack.type(ada, `/api-keys delete ${keys[0]}`);
    }
  });

  test("a signed word that a grant has ended, sent again, ends no grant that was made since", async () => {
    const grace = stack.members[1] as TestStack["members"][0] & { workspaceId: string };
    for (const [eventType, body] of [
      ["APP_UNAUTHORIZED", { workspaceUser: grace.id }],
      ["APP_UNINSTALLED", {}],
    ] as const) {
      await stack.authorize(stack.members[0]!);
      await stack.authorize(grace);
      const ended = await stack.issueKey(grace, "ended");
      const { workspaceId } = grace;
      const text = JSON.stringify({
        messageType: "APP_EVENT",
        eventType,
        workspaceId,
        body: JSON.stringify(body),
      });
      const headers = signatureHeaders(text, stack.app.signingSecret, Date.now());
      const post = () => fetch(`${stack.url}/hook`, { method: "POST", headers, body: text });
      expect((await post()).status).toBe(200);
      expect((await call(ended, "GET", "/myInfo")).status).toBe(403);
      await stack.authorize(stack.members[0]!);
      await stack.authorize(grace);
      const fresh = await stack.issueKey(grace, "fresh");
      expect((await post()).status).toBe(200);
      expect((await call(fresh, "GET", "/myInfo")).status).toBe(200);
      expect(stack.log.join("")).toContain("An event came again, and ended nothing");
    }
  });

  test("deleting a stolen key with its descendants ends what it made, and the answers tell who came of whom", async () => {
    const ada = stack.members[0]!;
    const stolen = await stack.issueKey(ada, "stolen");
    const { body: child } = await call(stolen, "POST", "/api-keys", { name: "child" });
    expect(child.key.parentId).toBe(stolen.slice(4, 16));
    const { body: grandchild } = await call(child.apiKey, "POST", "/api-keys", { name: "grandchild" });
    const other = await stack.issueKey(ada, "other");
    expect(await call(other, "DELETE", `/api-keys/${child.key.id}`)).toMatchObject({
      status: 200,
      body: null,
    });
    expect((await call(grandchild.apiKey, "GET", "/myInfo")).status).toBe(200);
    const purged = await stack.type(ada, "/api-keys purge stolen");
    expect(purged.text).toContain("and 1 made with it. They no longer work.");
    expect(purged.text).toContain("grandchild");
    expect((await call(grandchild.apiKey, "GET", "/myInfo")).kind).toBe("not_authenticated");
    const { body: kept } = await call(other, "POST", "/api-keys", { name: "kept" });
    const path = `/api-keys/${kept.key.id}?descendants=true`;
    const { body: below } = await call(kept.apiKey, "POST", "/api-keys", { name: "below" });
    expect((await call(other, "DELETE", path)).status).toBe(200);
    expect((await call(below.apiKey, "GET", "/myInfo")).kind).toBe("not_authenticated");
    expect((await call(other, "GET", "/myInfo")).status).toBe(200);
    expect((await call(other, "DELETE", `/api-keys/${kept.key.id}?descendants=maybe`)).kind).toBe("invalid");
  });

  test("through the API no key outlives the one that makes it", async () => {
    const ada = stack.members[0]!;
    const manager = await stack.issueKey(ada, "manager");
    const expiresAt = Date.now() + 60_000;
    const { body: short } = await call(manager, "POST", "/api-keys", { name: "short", expiresAt });
    const { body: child } = await call(short.apiKey, "POST", "/api-keys", { name: "child" });
    expect(child.key.expiresAt).toBe(expiresAt);
    const long = await call(short.apiKey, "POST", "/api-keys", { name: "long", expiresAt: expiresAt + 1 });
    expect([long.status, long.kind]).toEqual([403, "not_allowed"]);
    const { body: itself } = await call(short.apiKey, "POST", `/api-keys/${short.key.id}/rotate`, {
      graceSeconds: 30,
    });
    expect(itself.key).toMatchObject({ expiresAt, parentId: short.key.id });
    const again = await call(manager, "POST", `/api-keys/${short.key.id}/rotate`, {});
    expect([again.status, again.kind]).toEqual([403, "invalid"]);
    expect(again.body.error).toContain(`replaced by ${itself.key.id}`);
  });
});
