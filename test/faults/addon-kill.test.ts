import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../src/addon/store/database";
import { AddonProcess, type Outcome } from "./addon-process";
import { KeyModel, type KnownKey, type ListedKey } from "./key-model";

const kills = 50;
/** Requests under way at once, beside a member who types. */
const workers = 8;

const folder = mkdtempSync(join(tmpdir(), "pumble-iac-kill-"));
const model = new KeyModel();
let addon: AddonProcess;
let manager: string;
let count = 0;
/** Changes whose answer was lost. */
let inDoubt = 0;

beforeAll(async () => {
  addon = await AddonProcess.start(join(folder, "addon.sqlite"));
  const first = new Promise<string>((resolve) => {
    addon.onKey = resolve;
  });
  await addon.type("/api-keys generate manager");
  manager = await first;
});

afterAll(async () => {
  await addon?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The value of an answer that must be good; undefined when there was none. */
function read<Value>(outcome: Outcome): Value | undefined {
  if (!outcome) return undefined;
  if (outcome.status !== 200) throw new Error(`${outcome.status} ${outcome.text}`);
  return (outcome.text ? JSON.parse(outcome.text) : null) as Value;
}

/** Changes the keys, or uses one; whether there was an answer. */
const steps: Record<string, () => Promise<boolean>> = {
  async create() {
    const name = `made ${count}`;
    const made = read<{ apiKey: string }>(await addon.call(manager, "POST", "/api-keys", { name }));
    if (made) model.made(made.apiKey, name);
    else inDoubt++;
    return made !== undefined;
  },

  async rotate() {
    const key = chosen();
    if (!key) return steps["create"]!();
    model.ending(key, "successor");
    const path = `/api-keys/${key.id}/rotate`;
    const made = read<{ apiKey: string }>(await addon.call(manager, "POST", path, {}));
    if (!made) return lost();
    model.ended(key);
    model.made(made.apiKey, key.name);
    return true;
  },

  async delete() {
    const key = chosen();
    if (!key) return steps["create"]!();
    model.ending(key, "deletion");
    const deleted = read<null>(await addon.call(manager, "DELETE", `/api-keys/${key.id}`));
    if (deleted === undefined) return lost();
    model.ended(key);
    return true;
  },

  async use() {
    const key = chosen();
    const outcome = await addon.call(key?.text ?? manager, "GET", "/myInfo");
    // Another worker may have ended it meanwhile.
    if (!key || key.state === "working") read(outcome);
    return outcome !== null;
  },
};

function lost(): boolean {
  inDoubt++;
  return false;
}

/** Some key that works, the same each time. */
function chosen(): KnownKey | undefined {
  return model.working((length) => (count * 31) % Math.max(length, 1));
}

const order = ["create", "use", "create", "rotate", "delete", "create", "use", "delete"];

/** Puts the addon under load, and kills it when this many answers have come. */
async function loadUntilKilled(answers: number): Promise<void> {
  let seen = 0;
  let isOver = false;
  let wake = () => {};
  const end = () => {
    isOver = true;
    wake();
  };
  addon.onKey = (text, name) => {
    model.made(text, name);
    wake();
  };
  const work = async () => {
    while (!isOver) {
      const step = steps[order[count++ % order.length]!]!;
      if (!(await step())) return end();
      if (++seen < answers) continue;
      addon.kill();
      end();
    }
  };
  const type = async () => {
    while (!isOver) {
      const told = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await addon.type(`/api-keys generate typed ${count++}`);
      if (!isOver) await told;
    }
  };
  await Promise.all([...Array.from({ length: workers }, work), type()]);
  expect(await addon.ended()).toBe("SIGKILL");
}

/** All pages. */
async function everyKey(manager: string, cursor = ""): Promise<ListedKey[]> {
  const answer = await addon.call(manager, "GET", `/api-keys?limit=200${cursor && `&cursor=${cursor}`}`);
  const { keys, hasMore } = read<{ keys: ListedKey[]; hasMore: boolean }>(answer)!;
  return hasMore ? [...keys, ...(await everyKey(manager, keys.at(-1)!.id))] : keys;
}

/** Every key is listed or not, as was acknowledged; these, and those last touched, are accepted or refused. */
async function check(sample: readonly KnownKey[]): Promise<void> {
  expect(await addon.call("", "GET", "/readyz")).toEqual({ status: 200, text: '{"status":"ready"}' });
  const listed = await everyKey(manager);
  const left = [...new Set([...model.compare(listed), ...sample])];
  const use = async () => {
    for (let key = left.pop(); key; key = left.pop()) {
      const outcome = await addon.call(key.text, "GET", "/myInfo");
      const isRight = outcome?.status === (key.state === "working" ? 200 : 403);
      if (!isRight) throw new Error(`${key.name} is ${key.state}, and answered ${JSON.stringify(outcome)}`);
    }
  };
  await Promise.all(Array.from({ length: workers }, use));
}

test(`after ${kills} kills under load no acknowledged key is lost and no revoked key comes back`, async () => {
  for (let time = 0; time < kills; time++) {
    await loadUntilKilled(1 + ((time * 37) % 40));
    await addon.restart();
    const every = Math.ceil(model.all.length / 10);
    await check(model.all.filter((_, at) => (at + time) % every === 0));
  }
  await check(model.all);
  const states = model.all.map(({ state }) => state);
  expect(states.filter((state) => state === "working").length).toBeGreaterThan(100);
  expect(states.filter((state) => state === "ended").length).toBeGreaterThan(100);
  expect(inDoubt).toBeGreaterThan(kills);
}, 240_000);

test("then the database is sound, and its log has every key that was made", async () => {
  const { db, close } = await openDatabase(addon.databaseUrl);
  const sound = await sql`pragma integrity_check`.execute(db);
  expect(sound.rows).toEqual([{ integrity_check: "ok" }]);
  const made = db.selectFrom("audit").select("target").where("action", "=", "key.created");
  const unlogged = await db.selectFrom("api_key").select("id").where("id", "not in", made).execute();
  expect(unlogged).toEqual([]);
  await close();
});
