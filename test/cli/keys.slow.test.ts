// An operator's administration of keys, in the store of an addon that runs.
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { installApp } from "../../src/cli/browser-install";
import { ControlClient } from "../../src/cli/control-client";
import { type LocalStack, startLocalStack } from "../../src/cli/local-stack";
import { PumbleClient } from "../../src/client";
import { typed } from "../support/transcript";

const folder = mkdtempSync(join(tmpdir(), "pumble-keys-"));
let stack: LocalStack;
let first: string;

beforeAll(async () => {
  stack = await startLocalStack({ port: 0, dataDir: null, addonDir: folder });
  first = await stack.issueKey("first");
});
afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => vi.unstubAllEnvs());

/** Types it where the environment names that store, and nothing of an app. */
async function operated(line: string, database = "addon.sqlite") {
  vi.stubEnv("DATABASE_URL", `sqlite:${join(folder, database)}`);
  vi.stubEnv("PUMBLE_ENCRYPTION_KEY", readFileSync(join(folder, "encryption.key"), "utf8"));
  return typed(`keys ${line}`);
}

async function json<Result>(line: string): Promise<Result> {
  const { stdout } = await operated(`${line} --json`);
  return JSON.parse(stdout) as Result;
}

interface Key {
  id: string;
  name: string;
  userId: string;
  workspaceId: string;
  expiresAt: number | null;
  apiKey: string;
}

const clientOf = (apiKey: string) => new PumbleClient({ apiKey, baseUrl: stack.addonUrl });

async function works(apiKey: string): Promise<boolean> {
  const client = clientOf(apiKey);
  try {
    return (await client.myInfo({}).catch(() => null)) !== null;
  } finally {
    await client.close();
  }
}

const day = (time: number) => new Date(time).toISOString().slice(0, 10);
const dayMs = 86_400_000;

describe("a key that is made", () => {
  it("acts as the one member who has authorised the app, and never ends", async () => {
    const { code, stdout } = await operated("create ci");
    const [key = "", , says] = stdout.split("\n");
    expect([code, says]).toEqual([0, `It is shown this once. It acts as member ${stack.member.id}.`]);
    const client = clientOf(key);
    expect((await client.myInfo({})).id).toBe(stack.member.id);
    await client.close();
    const made = (await json<Key[]>("list")).find(({ name }) => name === "ci")!;
    expect(made).toMatchObject({ userId: stack.member.id, expiresAt: null });
  });

  it("ends after so many days, which its list tells", async () => {
    const before = Date.now();
    const { expiresAt, id, apiKey } = await json<Key>("create short --expires-in-days 90");
    expect(expiresAt! - before).toBeGreaterThanOrEqual(90 * dayMs);
    expect(expiresAt! - Date.now()).toBeLessThanOrEqual(90 * dayMs);
    expect(apiKey).toContain(id);
    const { text } = await operated("list");
    expect(text.replace(/\s+/g, " ")).toContain(
      `${id} short member ${stack.member.id}, created ${day(before)}, never used, expires ${day(expiresAt!)}`,
    );
  });

  it.each(["0", "36501", "1.5", "9007199254740991"])("does not end after %s days", async (days) => {
    const { code, text } = await operated(`create ci --expires-in-days ${days}`);
    expect([code, text.replace(/\s+/g, " ")]).toEqual([
      2,
      expect.stringContaining("Give a whole number of days from 1 to 36500."),
    ]);
  });

  it("wants somebody who has authorised the app", async () => {
    writeFileSync(join(folder, "empty.sqlite"), "");
    const { code, text } = await operated("create ci", "empty.sqlite");
    expect([code, text]).toEqual([
      1,
      "Nobody has authorised the app.\nOpen the addon's /install in a browser, and allow it. Then run it again.\n",
    ]);
  });
});

it.each(["list", "create ci", "revoke 012345678901"])(
  "%s needs the addon's own database, and makes none",
  async (line) => {
    const { code, text } = await operated(line, "none.sqlite");
    expect([code, text.replace(/\s+/g, " ")]).toEqual([
      1,
      expect.stringMatching(/^There is no database .*none\.sqlite\. Set DATABASE_URL/),
    ]);
    expect(existsSync(join(folder, "none.sqlite"))).toBe(false);
  },
);

describe("where several have authorised the app", () => {
  let other: string;
  beforeAll(async () => {
    const members = await new ControlClient(stack.controlUrl, stack.controlToken).members();
    other = members.find(({ id }) => id !== stack.member.id)!.id;
    await installApp(stack.addonUrl, other);
  });

  it("it has to be said whose key it is, and they are named", async () => {
    const { code, text } = await operated("create ci");
    const lines = text.split("\n");
    expect([code, ...lines.slice(0, 2)]).toEqual([
      1,
      "2 members have authorised the app.",
      "Say whose key it is with --workspace and --member:",
    ]);
    const named = [stack.member.id, other].map((id) =>
      expect.stringMatching(`^  --workspace \\w+ --member ${id}$`),
    );
    expect(lines.slice(2, 4)).toEqual(expect.arrayContaining(named));
  });

  it("the key is that of who is named, by member or by both", async () => {
    const { userId, workspaceId } = await json<Key>(`create theirs --member ${other}`);
    expect(userId).toBe(other);
    const both = await json<Key>(`create theirs --member ${other} --workspace ${workspaceId}`);
    expect(both.userId).toBe(other);
  });

  it("who is named must be one of them", async () => {
    for (const choice of [
      "--member nobody",
      `--workspace nowhere`,
      `--workspace nowhere --member ${other}`,
    ]) {
      const { code, text } = await operated(`create ci ${choice}`);
      expect([code, text.split("\n")[0]]).toEqual([1, "No such member has authorised the app."]);
      expect(text).toContain(`--member ${other}`);
    }
  });
});

describe("the list", () => {
  it("says of each when it was used, and what it was made with", async () => {
    const client = clientOf(first);
    await client.myInfo({});
    await client.apiKeys.create({ name: "child" });
    const { key: old } = await client.apiKeys.create({ name: "old" });
    await client.apiKeys.rotate(old.id, { graceSeconds: 86_400 });
    await client.close();
    const { text } = await operated("list");
    const about = Object.fromEntries(
      [...text.matchAll(/^(\w{12}) {2}(\S+)\n((?: {4}.*\n)+)/gm)].map(([, , name, said]) => [
        name,
        said!.replace(/\s+/g, " ").trim(),
      ]),
    );
    const [id] = /[0-9a-f]{12}/.exec(first)!;
    expect(about["first"]).toBe(
      `member ${stack.member.id}, created ${day(Date.now())}, last used ${day(Date.now())}`,
    );
    expect(about["child"]).toBe(
      `member ${stack.member.id}, created ${day(Date.now())}, never used, made with ${id}`,
    );
    expect(
      [...text.replace(/\s+/g, " ").matchAll(/replaced, works until (\S+),/g)].map(([, until]) => until),
    ).toEqual([day(Date.now() + dayMs)]);
  });

  it("is that of one workspace where it is named", async () => {
    const [{ workspaceId } = { workspaceId: "" }, ...others] = await json<Key[]>("list");
    expect(await json<Key[]>(`list --workspace ${workspaceId}`)).toHaveLength(others.length + 1);
    expect((await operated("list --workspace other")).text).toBe("There are no keys.\n");
  });

  it("says of a key whose encryption key is gone that it cannot work", async () => {
    vi.stubEnv("DATABASE_URL", `sqlite:${join(folder, "addon.sqlite")}`);
    vi.stubEnv("PUMBLE_ENCRYPTION_KEY", randomBytes(32).toString("hex"));
    const { text } = await typed("keys list");
    expect(text.replace(/\s+/g, " ")).toContain("cannot work: its encryption key is not configured");
  });
});

describe("a key that is revoked", () => {
  it("is refused, and what it made goes on", async () => {
    const { id, apiKey } = await json<Key>(`create parent --member ${stack.member.id}`);
    const client = clientOf(apiKey);
    const made = await client.apiKeys.create({ name: "made" });
    await client.close();
    expect((await operated(`revoke ${id}`)).text).toBe(
      `Revoked ${id}. Running addons refuse it within seconds.\n`,
    );
    expect(await json<Key[]>("list")).not.toContainEqual(expect.objectContaining({ id }));
    expect(await works(made.apiKey)).toBe(true);
  });

  it("goes with what it made where that was asked for", async () => {
    const { id, apiKey } = await json<Key>(`create tree --member ${stack.member.id}`);
    const client = clientOf(apiKey);
    const { key: leaf } = await client.apiKeys.create({ name: "leaf" });
    await client.close();
    const { text } = await operated(`revoke ${id} --descendants`);
    expect(text.split("\n").sort()).toEqual(
      [
        "",
        `Revoked ${id}  tree`,
        `Revoked ${leaf.id}  leaf`,
        "Running addons refuse them within seconds.",
      ].sort(),
    );
  });

  it.each(["", " --descendants"])("is told to a program by its id%s", async (how) => {
    const { id } = await json<Key>(`create gone --member ${stack.member.id}`);
    expect(await json(`revoke ${id}${how}`)).toEqual({ revoked: [id] });
    const again = await operated(`revoke ${id}${how}`);
    expect(again.code).toBe(1);
    expect(again.text.replace(/\s+/g, " ")).toBe(
      `No key ${id} that works${how === "" ? "" : ", nor one made with it"}. List them with: pumble keys list `,
    );
  });
});
