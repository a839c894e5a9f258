// Keys whose text the caller brings, so that no answer has to carry it.
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openKeyAdministration } from "../../src/addon/administration";
import { generateApiKey } from "../../src/pumble/api-keys/api-key-text";
import { startStack, type TestStack } from "./stack";

let stack: TestStack;
let folder: string;
let manager: string;
const clock = { offsetMs: 0, now: () => Date.now() + clock.offsetMs };
/** Secret parts of all keys that were brought, good and bad. */
const secrets: string[] = [];
const told: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pumble-iac-addon-"));
  stack = await startStack({ databaseUrl: join(folder, "addon.sqlite"), clock });
  manager = await stack.issueKey(stack.members[0]!, "manager");
});

afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

function bring() {
  const made = generateApiKey(randomBytes);
  secrets.push(made.text.slice(17));
  return made;
}

async function call(key: string, method: string, path: string, input?: object) {
  const response = await fetch(stack.url + path, {
    method,
    headers: { ApiKey: key },
    ...(input ? { body: JSON.stringify(input) } : {}),
  });
  const text = await response.text();
  const { status, headers } = response;
  told.push(text + JSON.stringify([...headers]));
  return { status, text, kind: headers.get("x-pumble-error"), body: text ? JSON.parse(text) : null, headers };
}

const works = async (key: string) => (await call(key, "GET", "/myInfo")).status === 200;

afterEach(() => {
  const everything = `${told.join("\n")}\n${stack.log.join("\n")}`;
  expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
});

describe("a key that the caller brings", () => {
  test("works as any other, and the answer does not repeat it", async () => {
    const { id, text } = bring();
    const made = await call(manager, "POST", "/api-keys", { name: "brought", apiKey: text });
    expect(made.status).toBe(200);
    expect(Object.keys(made.body)).toEqual(["key"]);
    expect(made.body.key).toMatchObject({ id, name: "brought", lastCharacters: text.slice(-4) });
    expect(await works(text)).toBe(true);
    expect((await call(manager, "GET", `/api-keys/${id}`)).body).toMatchObject({ id, status: "active" });
    await call(manager, "DELETE", `/api-keys/${id}`);
    expect(await works(text)).toBe(false);
  });

  test("takes the place of another, which works on through its grace period", async () => {
    const [first, second] = [bring(), bring()];
    await call(manager, "POST", "/api-keys", { name: "turning", apiKey: first.text });
    const expiresAt = clock.now() + 3_600_000;
    const input = { apiKey: second.text, graceSeconds: 60, expiresAt };
    const rotated = await call(manager, "POST", `/api-keys/${first.id}/rotate`, input);
    expect(Object.keys(rotated.body)).toEqual(["key"]);
    expect(rotated.body.key).toMatchObject({ id: second.id, name: "turning", expiresAt });
    expect([await works(first.text), await works(second.text)]).toEqual([true, true]);
    clock.offsetMs += 61_000;
    expect([await works(first.text), await works(second.text)]).toEqual([false, true]);
  });

  test("is written down for who made it, where from and what it is called, and its text nowhere", async () => {
    const { id, text } = bring();
    await call(manager, "POST", "/api-keys", { name: "audited", apiKey: text });
    const administration = await openKeyAdministration(stack.config);
    const entries = await administration.audit();
    await administration.close();
    expect(entries.find(({ target }) => target === id)).toMatchObject({
      ...{ action: "key.created", actor: stack.members[0]!.id, source: "api", detail: "audited" },
    });
    const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), "latin1"));
    expect(files.some((bytes) => bytes.includes(id))).toBe(true);
    expect(files.filter((bytes) => bytes.includes(text.slice(17)))).toEqual([]);
    const metrics = await (await fetch(`${stack.url}/metrics`)).text();
    expect(metrics).toMatch(/requests_total\{route="createApiKey",method="POST",status="200"\}/);
    expect(metrics).not.toContain(text.slice(17));
  });
});

test("an operator's change at the command line is seen by a running addon, a revocation within two seconds", async () => {
  const administration = await openKeyAdministration(stack.config);
  const [member] = await administration.members();
  const { key, text } = await administration.create(member!, "from the shell");
  secrets.push(text.slice(17));
  expect(await works(text)).toBe(true);
  expect(await administration.revoke(key.id)).toBe(true);
  await administration.close();
  clock.offsetMs += 2_000;
  expect(await works(text)).toBe(false);
});

describe("what is brought is refused", () => {
  const { text } = bring();
  const typo = text.slice(0, 20) + (text[20] === "7" ? "8" : "7") + text.slice(21);
  secrets.push(typo.slice(17));
  const wrong: [string, unknown, string][] = [
    ["when it has a typo", typo, "must be a whole API key, pmb_…, without a typo"],
    ["when it is cut short", text.slice(0, -1), "must be a whole API key, pmb_…, without a typo"],
    ["with something after it", `${text}\n`, "must be a whole API key, pmb_…, without a typo"],
    ["when it is empty", "", "must be a whole API key, pmb_…, without a typo"],
    [
      "when it is of the hosted addon",
      "0123456789abcdef".repeat(2),
      "must be a whole API key, pmb_…, without a typo",
    ],
    ["when it is no text", [text], "must be of type string"],
  ];

  test.each(wrong)("%s, by the field's name", async (_, apiKey, problem) => {
    const target = bring();
    await call(manager, "POST", "/api-keys", { name: "target", apiKey: target.text });
    const places = { "/api-keys": { name: "wrong" }, [`/api-keys/${target.id}/rotate`]: {} };
    for (const [path, others] of Object.entries(places)) {
      const refused = await call(manager, "POST", path, { ...others, apiKey });
      expect([refused.status, refused.kind]).toEqual([403, "invalid"]);
      expect(refused.body).toEqual({
        ...{ message: `[${problem}]`, localizedMessage: `[${problem}]`, code: 400000 },
      });
      expect(refused.headers.get("x-pumble-error-fields")).toMatch(/^apiKey must be/);
    }
    expect(await works(target.text)).toBe(true);
  });

  test("when a key of its public id is or was there, whoever it belongs to", async () => {
    await stack.authorize(stack.members[1]!);
    const other = await stack.issueKey(stack.members[1]!);
    const { id, text: brought } = bring();
    await call(other, "POST", "/api-keys", { name: "theirs", apiKey: brought });
    const mine = await call(manager, "POST", "/api-keys", { name: "mine" });
    const places = { "/api-keys": { name: "again" }, [`/api-keys/${mine.body.key.id}/rotate`]: {} };
    for (const [path, others] of Object.entries(places)) {
      const taken = await call(manager, "POST", path, { ...others, apiKey: brought });
      expect([taken.status, taken.kind]).toEqual([403, "taken"]);
      expect(taken.body).toEqual({ error: "The public id of the key is already taken" });
    }
    expect(await works(mine.body.apiKey)).toBe(true);
    await call(other, "DELETE", `/api-keys/${id}`);
    expect((await call(other, "POST", "/api-keys", { name: "back", apiKey: brought })).kind).toBe("taken");
    expect(await works(brought)).toBe(false);
  });

  test("when its end is past", async () => {
    const [first, second] = [bring(), bring()];
    await call(manager, "POST", "/api-keys", { name: "ending", apiKey: first.text });
    const input = { apiKey: second.text, expiresAt: clock.now() - 1 };
    const refused = await call(manager, "POST", `/api-keys/${first.id}/rotate`, input);
    expect(refused.body.error).toBe("Invalid request parameters: expiresAt must be in the future");
    expect(await works(first.text)).toBe(true);
  });
});

test("the API's description has the field in both operations, for writing only", async () => {
  const document = (await (await fetch(`${stack.url}/openapi.json`)).json()) as {
    paths: Record<
      string,
      { post: { requestBody: { content: Record<string, { schema: { properties: object } }> } } }
    >;
  };
  for (const path of ["/api-keys", "/api-keys/{id}/rotate"]) {
    const { schema } = document.paths[path]!.post.requestBody.content["application/json"]!;
    expect(schema.properties).toMatchObject({
      apiKey: {
        type: "string",
        format: "password",
        writeOnly: true,
        pattern: expect.stringContaining("pmb_"),
      },
    });
  }
});
