import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KeyRefusal, KeyStore, type MadeKey, TriggerRepeated } from "../../src/addon/keys/key-store";
import { AuditLog } from "../../src/addon/store/audit";
import { Cipher } from "../../src/addon/store/cipher";
import { type Database, openDatabase } from "../../src/addon/store/database";
import { databases, type TestDatabase } from "./databases";
import {
  allowed,
  fingerprint,
  type ModelState,
  type OperationName,
  type Outcome,
  operations,
} from "./key-interleaving-model";

/** `INTERLEAVING_ROUNDS=500` is the long form: so many rounds of every pair together. */
const rounds = Number(process.env.INTERLEAVING_ROUNDS ?? 165);
const names = Object.keys(operations) as OperationName[];
const pairs = names.flatMap((first, at) => names.slice(at).map((second) => [first, second] as const));
const graceMs = 86_400_000;

for (const [kind, start] of Object.entries(databases)) {
  // SQLite is for one process: what waits for its lock holds up the process.
  const replicas = kind === "SQLite" ? 1 : 2;
  describe(`${replicas === 1 ? "one replica" : "two replicas"} on ${kind}`, () => {
    let server: TestDatabase;
    let opened: Database[];
    let stores: KeyStore[];
    const clock = { now: () => 1_790_000_000_000 };

    beforeAll(async () => {
      server = await start();
      opened = await Promise.all(Array.from({ length: replicas }, () => openDatabase(server.url, { clock })));
      const encryptionKey = randomBytes(32);
      stores = opened.map(
        (database) =>
          new KeyStore(database, new Cipher([encryptionKey]), new AuditLog(database.db, clock), clock),
      );
    }, 60_000);

    afterAll(async () => {
      for (const database of opened ?? []) await database.close();
      await server?.stop();
    });

    /** The keys of one round. */
    interface Round {
      workspaceId: string;
      manager: MadeKey;
      subject: MadeKey;
      /** Names by id. */
      names: Map<string, string>;
    }

    const by = (key?: MadeKey) => ({
      ...{ actor: "ada", source: "api" as const },
      ...(key ? { keyId: key.key.id } : {}),
    });

    async function make(name: string, made: Promise<MadeKey>, round: Round): Promise<Outcome> {
      try {
        round.names.set((await made).key.id, name);
        return "done";
      } catch (error) {
        if (error instanceof KeyRefusal || error instanceof TriggerRepeated) return "refused";
        throw error;
      }
    }

    const ended = (worked: boolean | number): Outcome => (worked ? "done" : "nothing");

    function run(operation: OperationName, name: string, keys: KeyStore, round: Round): Promise<Outcome> {
      const { workspaceId, manager, subject } = round;
      const draft = { workspaceId, userId: "ada", name };
      const rotated = (ms: number, acting: MadeKey) =>
        make(name, keys.rotate(subject.key, { graceMs: ms }, by(acting)), round);
      switch (operation) {
        case "rotate at once":
          return rotated(0, manager);
        case "rotate with grace":
          return rotated(graceMs, manager);
        case "rotate itself":
          return rotated(graceMs, subject);
        case "make a key":
          return make(name, keys.create(draft, by(subject)), round);
        case "make a key by the same trigger":
          return make("typed", keys.create(draft, { ...by(), triggerId: "same" }), round);
        case "revoke":
          return keys.revoke(subject.key, by()).then(ended);
        case "revoke the manager":
          return keys.revoke(manager.key, by()).then(ended);
        case "revoke with descendants":
          return keys.revokeTree(subject.key, by()).then(({ length }) => ended(length));
        case "revoke all":
          return keys.revokeAll(workspaceId, "ada", by()).then(ended);
        case "revoke the workspace's":
          return keys.revokeAll(workspaceId, null, by()).then(ended);
      }
    }

    async function seen({ workspaceId, names }: Round): Promise<ModelState> {
      const rows = await opened[0]!.db
        .selectFrom("api_key")
        .selectAll()
        .where("workspace_id", "=", workspaceId)
        .execute();
      const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? `unknown ${id}`));
      return Object.fromEntries(
        rows.map((row) => {
          const living = row.grace_until === null ? "working" : "grace";
          const state = row.revoked_at === null ? living : "revoked";
          return [
            nameOf(row.id),
            { state, parent: nameOf(row.parent_id), successor: nameOf(row.replaced_by) },
          ];
        }),
      ) as ModelState;
    }

    test(`${rounds} rounds over every pair of changes come to what one after the other would`, async () => {
      for (let number = 0; number < rounds; number++) {
        const [first, second] = pairs[number % pairs.length]!;
        const workspaceId = `w${number}`;
        const owner = { workspaceId, userId: "ada" };
        const manager = await stores[0]!.create({ ...owner, name: "manager" }, by());
        const subject = await stores[0]!.create({ ...owner, name: "subject" }, by());
        const ids = [
          [manager.key.id, "manager"],
          [subject.key.id, "subject"],
        ] as const;
        const round: Round = { workspaceId, manager, subject, names: new Map(ids) };
        const outcomes = await Promise.all([
          run(first, "first", stores[0]!, round),
          run(second, "second", stores.at(-1)!, round),
        ]);
        const found = fingerprint(await seen(round), outcomes);
        const may = allowed(first, second);
        if (!may.has(found)) {
          throw new Error(`${first} beside ${second}\n${found}\nmay come to\n${[...may].join("\n or\n")}`);
        }
      }
      expect(await opened[0]!.db.selectFrom("audit").select("id").execute()).not.toEqual([]);
    }, 300_000);
  });
}
