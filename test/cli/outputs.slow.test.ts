// What `--json` prints, held to the schemas that are published, by a validator that is not ours.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { runCommandLine } from "../../src/cli/command-line";
import { commandsOf } from "../../src/cli/help";
import { type LocalStack, startLocalStack } from "../../src/cli/local-stack";
import { program } from "../../src/cli/main";
import { schemaFileOf } from "../../src/cli/output-schemas";
import { outputJsonSchema, outputs } from "../../src/cli/outputs";

const folder = mkdtempSync(join(tmpdir(), "pumble-outputs-"));
const inside = (...parts: string[]) => join(folder, ...parts);
let stack: LocalStack;

beforeAll(async () => {
  mkdirSync(inside("addon"));
  stack = await startLocalStack({ port: 0, dataDir: null, addonDir: inside("addon") });
  vi.stubEnv("PUMBLE_API_KEY", await stack.issueKey("outputs"));
  vi.stubEnv("PUMBLE_BASE_URL", stack.addonUrl);
  mkdirSync(inside("bad"));
  writeFileSync(inside("bad", "workspace.yaml"), "chanels: {}\n");
  writeFileSync(inside("empty.ts"), "");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  process.exitCode = 0;
});

const published = (command: string) =>
  JSON.parse(readFileSync(join(process.cwd(), schemaFileOf(command)), "utf8")) as object;
const leaves = commandsOf(program).filter(([, command]) => command.commands.length === 0);
/** What it prints is a script, for a shell. */
const withoutJson = ["completion"];

describe.each(leaves.filter(([words]) => !withoutJson.includes(words)))("pumble %s", (words, command) => {
  it("has --json, which names a schema that is published and that others can read", () => {
    const json = command.options.find(({ long }) => long === "--json");
    expect(json?.description).toContain(schemaFileOf(words));
    expect(Object.keys(outputs)).toContain(words);
    expect(existsSync(schemaFileOf(words))).toBe(true);
    if (schemaFileOf(words).includes("/output/")) {
      expect(published(words)).toEqual(
        JSON.parse(JSON.stringify(outputJsonSchema(words as keyof typeof outputs))),
      );
    }
    new Ajv2020({ strict: true, strictTypes: false }).compile(published(words));
  });
});

async function printed(words: readonly string[]): Promise<unknown> {
  let text = "";
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation((part) => {
      text += String(part);
      return true;
    }),
    vi.spyOn(process.stderr, "write").mockImplementation(() => true),
  ];
  try {
    await runCommandLine([...words, "--json"]);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  expect(text.trim().split("\n")).toHaveLength(1);
  return JSON.parse(text);
}

describe("what is printed", () => {
  const cases: [command: string, words: () => string[]][] = [
    ["init", () => ["init", inside("new"), "--kind", "file"]],
    ["validate", () => ["validate", inside("new")]],
    ["validate", () => ["validate", inside("bad")]],
    ["eject", () => ["eject", inside("new"), "--kind", "hcl", "--out", inside("ejected")]],
    ["export", () => ["export", "--format", "file", "--out", inside("exported"), "--announcements", "own"]],
    ["export", () => ["export", "--out", inside("seed.yaml")]],
    ["provider install", () => ["provider", "install", inside("mirror")]],
    ["provider pack", () => ["provider", "pack", inside("release")]],
    ["doctor", () => ["doctor"]],
  ];
  it.each(cases)("by %s fits its schema", async (command, words) => {
    const value = await printed(words());
    const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(
      published(command),
    );
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
    // A schema that takes anything would say so of nothing, too.
    expect(validate({ another: "thing" })).toBe(false);
  });
});

describe("what is printed by a command that fails", () => {
  const cases: [words: string[], message: string, code: number][] = [
    [["plan", "nowhere"], "There is no file or folder nowhere.", 2],
    [["drift", "nowhere"], "There is no file or folder nowhere.", 1],
    [["init"], "There is no terminal to ask on: --kind is needed.", 2],
    [["plan", "--nope"], "unknown option '--nope'", 2],
    [["keys", "create"], "missing required argument 'name'", 2],
    [["run", "nowhere.ts"], "Script nowhere.ts does not exist", 2],
    [["comment", "nowhere"], "There is no plan in nowhere.", 2],
    [["export", "--format", "hcl"], "--format hcl writes several files.", 2],
    [["provider", "pack", "x", "--musl"], "--musl is for executables.", 2],
  ];
  const fits = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(
    published("failure"),
  );

  it.each(cases)(
    "%j is its cause, what to do and the exit code, as the schema says",
    async (words, message, code) => {
      const value = (await printed(words)) as {
        error: { message: string; nextStep: string; exitCode: number };
      };
      fits(value);
      expect(fits.errors ?? []).toEqual([]);
      expect(value.error).toMatchObject({ message, exitCode: code });
      expect(value.error.nextStep).toMatch(/^[A-Z].{10}/);
    },
  );

  it("has every problem of a workspace's files", async () => {
    const value = await printed(["plan", inside("bad")]);
    expect(fits(value), JSON.stringify(fits.errors)).toBe(true);
    expect(value).toMatchObject({
      error: {
        message: "1 problem in 1 file.",
        problems: [{ file: "workspace.yaml", line: 1, code: "shape" }],
      },
    });
  });

  it("is no second result", async () => {
    const value = await printed(["validate", inside("bad")]);
    expect(value).toHaveProperty("valid", false);
  });
});

describe("the keys of an addon's store", () => {
  it("are listed, and those revoked named, as their schemas say", async () => {
    vi.stubEnv("DATABASE_URL", `sqlite:${inside("store.sqlite")}`);
    vi.stubEnv("PUMBLE_ENCRYPTION_KEY", "ab".repeat(32));
    writeFileSync(inside("store.sqlite"), ""); // An empty file is a database in which nothing is.
    const value = await printed(["keys", "list"]);
    expect(value).toEqual([]);
    const validate = new Ajv2020({ strict: true, strictTypes: false }).compile(published("keys list"));
    const key = {
      ...{
        id: "0123456789ab",
        workspaceId: "w",
        userId: "u",
        name: "ci",
        lastCharacters: "abcd",
        scopes: null,
      },
      ...{
        createdAt: 1,
        lastUsedAt: null,
        expiresAt: null,
        parentId: null,
        replacedBy: null,
        graceUntil: null,
      },
      ...{ status: "active", encryptionKey: "current" },
    };
    expect([validate([key]), validate([{ ...key, apiKey: "x" }])]).toEqual([true, false]);
  });
});
