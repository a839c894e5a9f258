// A name that the management of keys does not know: dropped, it would be a limit that the new key has not.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startStack, type TestStack } from "./stack";

let stack: TestStack;
let manager: string;
let id: string;
const folder = mkdtempSync(join(tmpdir(), "pumble-iac-addon-"));

beforeAll(async () => {
  stack = await startStack({ databaseUrl: join(folder, "addon.sqlite") });
  manager = await stack.issueKey(stack.members[0]!, "manager");
  ({ id } = (await ask("POST", "/api-keys", '{"name":"turning"}')).body.key);
});

afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

// biome-ignore lint/suspicious/noExplicitAny: a stranger's view of the answer.
async function ask(method: string, path: string, body?: string): Promise<{ response: Response; body: any }> {
  const init = { method, headers: { ApiKey: manager }, ...(body === undefined ? {} : { body }) };
  const response = await fetch(stack.url + path, init);
  const text = await response.text();
  return { response, body: text === "" ? null : JSON.parse(text) };
}

/** Everything about the owner's keys but when they were used. */
async function keys(): Promise<string> {
  const { body } = await ask("GET", "/api-keys");
  return JSON.stringify({ ...body, keys: body.keys.map((key: object) => ({ ...key, lastUsedAt: null })) });
}

async function refusalOf(method: string, path: string, body?: string): Promise<string> {
  const before = await keys();
  const answer = await ask(method, path, body);
  expect(await keys()).toBe(before);
  expect([answer.response.status, answer.response.headers.get("x-pumble-error")]).toEqual([400, "invalid"]);
  expect(answer.body.code).toBe(400_000);
  return answer.body.message;
}

const known = "Known are: name, expiresAt, scopes, apiKey";
const within = 'within "scopes"';
const knownWithin = "Known are: readOnly, groups, channels";

describe("a new key with a name that is not known is not made, and the refusal says of", () => {
  test.each(
    Object.entries({
      '{"name":"k","readOnly":true}': `unknown name: "readOnly" (it belongs ${within}). ${known}`,
      '{"name":"k","readOnly":null}': `unknown name: "readOnly" (it belongs ${within}). ${known}`,
      '{"name":"k","channels":["x"],"groups":[]}': `unknown names: "channels" (it belongs ${within}), "groups" (it belongs ${within}). ${known}`,
      '{"name":"k","read_only":true}': `unknown name: "read_only" (did you mean "readOnly" ${within}?). ${known}`,
      '{"name":"k","expires_at":1}': `unknown name: "expires_at" (did you mean "expiresAt"?). ${known}`,
      '{"name":"k","Scopes":{"readOnly":true}}': `unknown name: "Scopes" (did you mean "scopes"?). ${known}`,
      '{"name":"k","scope":{"readOnly":true}}': `unknown name: "scope" (did you mean "scopes"?). ${known}`,
      '{"name":"k","permissions":"read"}': `unknown name: "permissions". ${known}`,
      '{"name":"k","__proto__":{"readOnly":true}}': `unknown name: "__proto__". ${known}`,
      '{"name":"k","constructor":{"readOnly":true}}': `unknown name: "constructor". ${known}`,
      '{"name":"k","":true}': `unknown name: "". ${known}`,
      '{"name":"k","scopes":{"readonly":true}}': `unknown name ${within}: "readonly" (did you mean "readOnly"?). ${knownWithin}`,
      '{"name":"k","scopes":{"readOnly":true,"read_only":false}}': `unknown name ${within}: "read_only" (did you mean "readOnly"?). ${knownWithin}`,
      '{"name":"k","scopes":{"chanels":["x"]}}': `unknown name ${within}: "chanels" (did you mean "channels"?). ${knownWithin}`,
      '{"name":"k","scopes":{"channelIds":["x"]}}': `unknown name ${within}: "channelIds" (did you mean "channels"?). ${knownWithin}`,
      '{"name":"k","scopes":{"__proto__":{"readOnly":true}}}': `unknown name ${within}: "__proto__". ${knownWithin}`,
      '{"name":"k","scopes":{"scopes":{"readOnly":true}}}': `unknown name ${within}: "scopes". ${knownWithin}`,
    }),
  )("%s", async (body, expected) => {
    expect(await refusalOf("POST", "/api-keys", body)).toBe(`[${expected}]`);
  });
});

test.each(
  Object.entries({
    '{"name":"k","scopes":[]}': "scopes must be of type object",
    '{"name":"k","scopes":[{"readOnly":true}]}': "scopes must be of type object",
    '{"name":"k","scopes":"readOnly"}': "scopes must be of type object",
    '{"name":"k","scopes":{"readOnly":["true"]}}': "scopes.readOnly must be of type boolean",
    '{"name":"k","scopes":{"groups":{"0":"messages"}}}': "scopes.groups must be of type array",
    '[{"name":"k","scopes":{"readOnly":true}}]': "body must be a JSON object",
  }),
)("a new key of %s is not made either", async (body, expected) => {
  const before = await keys();
  const { response } = await ask("POST", "/api-keys", body);
  expect([response.status, response.headers.get("x-pumble-error-fields")]).toEqual([403, expected]);
  expect(await keys()).toBe(before);
});

describe("what changes or lists keys does nothing for a name that it does not know:", () => {
  const rotate = "Known are: graceSeconds, expiresAt, apiKey";
  test.each<[method: string, path: string, body: string | undefined, expected: string]>([
    ["POST", "/ID/rotate", '{"grace":60}', `unknown name: "grace". ${rotate}`],
    [
      ...(["POST", "/ID/rotate", '{"graceSecond":60}'] as const),
      `unknown name: "graceSecond" (did you mean "graceSeconds"?). ${rotate}`,
    ],
    ["POST", "/ID/rotate", '{"scopes":{"readOnly":true}}', `unknown name: "scopes". ${rotate}`],
    ["POST", "/ID/rotate", '{"__proto__":{}}', `unknown name: "__proto__". ${rotate}`],
    [
      ...(["DELETE", "/ID?descendant=true", undefined] as const),
      'unknown name: "descendant" (did you mean "descendants"?). Known are: descendants',
    ],
    [
      "GET",
      "?cursr=x",
      undefined,
      'unknown name: "cursr" (did you mean "cursor"?). Known are: cursor, limit',
    ],
    ["GET", "/ID?fields=name", undefined, 'unknown name: "fields". Known are: none'],
  ])("%s %s %s", async (method, path, body, expected) => {
    expect(await refusalOf(method, `/api-keys${path.replace("ID", id)}`, body)).toBe(`[${expected}]`);
  });

  test.each<[request: [method: string, path: string, body?: string], place: string, belongs: string]>([
    [["POST", "?readOnly=true", '{"name":"k"}'], 'query: "readOnly"', "body"],
    [["POST", "/ID/rotate?graceSeconds=60"], 'query: "graceSeconds"', "body"],
    [["DELETE", "/ID", '{"descendants":true}'], 'body: "descendants"', "query"],
  ])("%s, in the wrong part", async ([method, path, body], place, belongs) => {
    expect(await refusalOf(method, `/api-keys${path.replace("ID", id)}`, body)).toBe(
      `[unknown name in the ${place}. What this takes belongs in the ${belongs}]`,
    );
  });
});

test("of many names some are told, and neither a key nor much of a long one is repeated", async () => {
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`zz${index}`, 1]));
  const text = await refusalOf("POST", "/api-keys", JSON.stringify({ name: "k", ...many }));
  expect(text).toBe(`[unknown names: "zz0", "zz1", "zz2", "zz3", "zz4" and 995 more. ${known}]`);
  const odd = { name: "k", [manager]: 1, [`a${"b".repeat(100_000)}`]: 1, "\u202e\u001b[31m": 1 };
  const told = await refusalOf("POST", "/api-keys", JSON.stringify(odd));
  expect(told).not.toContain(manager);
  expect(told.length).toBeLessThan(250);
  expect(told).toMatch(/^[ -~…]*$/);
  expect(stack.log.join("\n")).not.toContain(manager);
});

test("the operations that Pumble has ignore what they do not know, as Pumble does", async () => {
  const { response } = await ask("POST", "/sendMessage", '{"channel":"general","text":"x","traceId":7}');
  expect(response.status).toBe(200);
  expect((await ask("GET", "/myInfo?_=1")).response.status).toBe(200);
});

test("an empty body, an empty object and names with null say nothing", async () => {
  expect((await ask("DELETE", `/api-keys/000000000000`, "{}")).response.status).toBe(403);
  const { body } = await ask(
    "POST",
    "/api-keys",
    '{"name":"plain","scopes":{"groups":null},"expiresAt":null}',
  );
  expect(body.key).toMatchObject({ name: "plain", expiresAt: null });
  expect((await ask("DELETE", `/api-keys/${body.key.id}`, "")).response.status).toBe(200);
});
