import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiKeyPattern } from "../../src/pumble/api-keys/api-key";
import { callApi, startStack, type TestMember, type TestStack } from "./stack";

let stack: TestStack;
let folder: string;
let ada: TestMember;
let grace: TestMember;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pumble-iac-addon-"));
  stack = await startStack({ databaseUrl: join(folder, "addon.sqlite") });
  [ada, grace] = stack.members as [TestMember, TestMember];
});

afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("/api-keys", () => {
  test("generate shows a key that works, to its owner alone, and once", async () => {
    const whisper = await stack.type(ada, "/api-keys generate ci pipeline");
    expect(whisper.text).toMatch(/^Your API key “ci pipeline”: pmb_/);
    expect(whisper.recipients).toEqual([ada.id]);
    const key = apiKeyPattern.exec(whisper.text)![0];
    const me = await callApi(stack.url, key, "myInfo");
    expect(me.body).toMatchObject({ id: ada.id, email: ada.email });

    const list = await stack.type(ada, "/api-keys list");
    expect(list.text).toContain(`ci pipeline: ${key.slice(0, 16)}_…${key.slice(-4)}, made `);
    expect(list.text).not.toMatch(apiKeyPattern);
    expect(list.text).not.toContain(key.slice(17));
  });

  test("a key that could not be shown is gone", async () => {
    const fault = { fault: "status", method: "POST", path: "/v1/channels/*/messages", status: 500 };
    await stack.control("POST", "/faults", fault);
    const line = {
      as: ada.id,
      action: "slash_command",
      channel: "general",
      text: "/api-keys generate unseen",
    };
    await stack.control("POST", "/act", line);
    await expect
      .poll(async () => stack.log.filter((entry) => entry.includes("A slash command failed")).length)
      .toBeGreaterThan(0);
    await stack.control("DELETE", "/faults");
    expect((await stack.type(ada, "/api-keys list")).text).not.toContain("unseen");
  });

  test("generate without a name makes a key all the same", async () => {
    expect((await stack.type(ada, "/api-keys generate")).text).toMatch(/^Your API key “API key”: pmb_/);
  });

  test("a name that is too long is refused with its length", async () => {
    const { text } = await stack.type(ada, `/api-keys generate ${"x".repeat(81)}`);
    expect(text).toBe("A key's name has at most 80 characters; this one has 81.");
  });

  test("delete by name, by id and by the key itself each stop it at once", async () => {
    for (const by of ["name", "id", "key"] as const) {
      const key = await stack.issueKey(ada, `delete-by-${by}`);
      const what = { name: `"delete-by-${by}"`, id: key.slice(4, 16), key }[by];
      const { text } = await stack.type(ada, `/api-keys delete ${what}`);
      expect(text).toMatch(new RegExp(`^Deleted the API key “delete-by-${by}”`));
      expect(text).not.toContain(key.slice(17));
      const refused = await callApi(stack.url, key, "myInfo");
      expect([refused.status, refused.text]).toEqual([403, '{"error":"This API key was deleted"}']);
    }
  });

  test("deleting a name that two keys share asks for an id", async () => {
    const keys = [await stack.issueKey(ada, "twin"), await stack.issueKey(ada, "twin")];
    const { text } = await stack.type(ada, "/api-keys delete twin");
    expect(text).toContain("2 of your keys are called “twin”");
    for (const key of keys) expect(text).toContain(`/api-keys delete ${key.slice(4, 16)}`);
  });

  test("nobody lists or deletes another member's key", async () => {
    const key = await stack.issueKey(ada, "private");
    await stack.authorize(grace);
    expect((await stack.type(grace, "/api-keys list")).text).toBe(
      "You have no API keys. Make one with /api-keys generate.",
    );
    const { text } = await stack.type(grace, `/api-keys delete ${key.slice(4, 16)}`);
    expect(text).toMatch(/^You have no key called/);
    expect((await callApi(stack.url, key, "myInfo")).status).toBe(200);
  });

  test("an owner sees everyone's keys and acts, and deletes any key by its id", async () => {
    const key = await stack.issueKey(grace, "of grace");
    const all = await stack.type(ada, "/api-keys all");
    expect(all.text).toContain(`Grace: of grace, ${key.slice(0, 16)}_…${key.slice(-4)}`);
    expect(all.text).not.toMatch(apiKeyPattern);
    const audit = await stack.type(ada, "/api-keys audit");
    expect(audit.text).toContain(`Grace: key.created ${key.slice(4, 16)} (of grace), by slash command`);
    const deleted = await stack.type(ada, `/api-keys delete ${key.slice(4, 16)}`);
    expect(deleted.text).toContain("Deleted the API key “of grace”");
    expect((await callApi(stack.url, key, "myInfo")).status).toBe(403);
  });

  test("others may neither", async () => {
    for (const verb of ["all", "audit"]) {
      const { text } = await stack.type(grace, `/api-keys ${verb}`);
      expect(text).toBe("Only owners and administrators of the workspace may do that.");
    }
  });

  for (const [line, first] of Object.entries({
    "/api-keys help": "Keys for Pumble's API:",
    "/api-keys": "Keys for Pumble's API:",
    "/api-keys HELP": "Keys for Pumble's API:",
    "/api-keys revoke x": "There is no command “revoke”. The commands are:",
    "/api-keys constructor": "There is no command “constructor”. The commands are:",
  })) {
    test(`${line} answers with the commands`, async () => {
      const { text } = await stack.type(ada, line);
      expect(text.split("\n")[0]).toBe(first);
      expect(text).toContain("/api-keys delete <name or id>");
    });
  }

  test("a member who has not authorised the app gets the link to do so, and it works", async () => {
    const linus = stack.members[2]!;
    const { text } = await stack.type(linus, "/api-keys generate");
    expect(text).not.toMatch(apiKeyPattern);
    const link = /https?:\/\/\S+/.exec(text)![0];
    const wrong = await stack.authorize(grace, link);
    expect([wrong.status, await wrong.text()]).toEqual([
      403,
      expect.stringContaining("made for another member"),
    ]);
    expect((await stack.authorize(linus, link)).status).toBe(200);
    expect((await stack.type(linus, "/api-keys generate")).text).toMatch(apiKeyPattern);
  });

  test("the database files and a full debug log hold no key and no token in clear", async () => {
    const key = await stack.issueKey(ada, "nowhere in clear");
    await callApi(stack.url, key, "sendMessage", { channel: "general", text: "hello" });
    await callApi(stack.url, `${key.slice(0, -1)}!`, "myInfo");
    const snapshot = JSON.stringify(await stack.control("GET", "/snapshot"));
    const tokens = [...snapshot.matchAll(/"(?:token|accessToken|botToken)":"([^"]{8,})"/g)].map(
      (match) => match[1]!,
    );
    expect(tokens.length).toBeGreaterThan(1);
    const secrets = [
      key.slice(17),
      stack.app.appKey,
      stack.app.clientSecret,
      stack.app.signingSecret,
      ...tokens,
    ];
    const places = {
      log: stack.log.join(""),
      ...Object.fromEntries(
        readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "latin1")]),
      ),
    };
    expect(places.log).toContain('"operation":"sendMessage"');
    expect(Object.keys(places)).toContain("addon.sqlite");
    for (const [place, bytes] of Object.entries(places)) {
      for (const secret of secrets) expect(bytes.includes(secret), `a secret in ${place}`).toBe(false);
    }
  });
});
