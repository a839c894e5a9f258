import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openKeyAdministration } from "../../src/addon";
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

  test("an owner deletes and purges any key by what the list of all shows of it", async () => {
    await stack.authorize(grace);
    for (const verb of ["delete", "purge"]) {
      const key = await stack.issueKey(grace, "shown to ada");
      const shown = `${key.slice(0, 16)}_…${key.slice(-4)}`;
      expect((await stack.type(ada, "/api-keys all")).text).toContain(shown);
      expect((await stack.type(ada, `/api-keys ${verb} ${shown}`)).text).toMatch(/^Deleted the API key/);
      expect((await callApi(stack.url, key, "myInfo")).status).toBe(403);
    }
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

  test("a line may have spaces and line ends anywhere, and its verb any case", async () => {
    const key = await stack.issueKey(ada, " \n spaced   out \n");
    const { text } = await stack.type(ada, "/api-keys  DELETE\n  Spaced out  ");
    expect(text).toContain(`Deleted the API key “spaced out” (pmb_${key.slice(4, 16)}_…`);
  });

  for (const verb of ["delete", "purge"]) {
    test(`${verb} without a name asks for one`, async () => {
      for (const rest of ["", ' ""', " “”"]) {
        expect((await stack.type(ada, `/api-keys ${verb}${rest}`)).text).toBe(
          `Which key? Name it: /api-keys ${verb} <name or id>. /api-keys list shows them.`,
        );
      }
    });

    test(`${verb} takes a name in any quotes, and what a list shows of a key`, async () => {
      const answers: string[] = [];
      for (const [open, close] of ['""', "“”", "''", "‘’"]) {
        await stack.issueKey(ada, "quoted");
        answers.push((await stack.type(ada, `/api-keys ${verb} ${open} Quoted ${close}`)).text);
      }
      const key = await stack.issueKey(ada, "quoted");
      const shown = `${key.slice(0, 16)}_…${key.slice(-4)}`;
      answers.push((await stack.type(ada, `/api-keys ${verb} ${shown}`)).text);
      for (const text of answers) expect(text).toMatch(/^Deleted the API key “quoted” \(pmb_/);
      expect((await callApi(stack.url, key, "myInfo")).status).toBe(403);
    });

    test(`${verb} of nothing that there is repeats what was typed, short and without a key's secret`, async () => {
      const key = await stack.issueKey(ada, "soon gone");
      await stack.type(ada, `/api-keys delete ${key}`);
      const said = async (what: string) => (await stack.type(ada, `/api-keys ${verb} ${what}`)).text;
      const none = (what: string) => `You have no key called “${what}”. /api-keys list shows your keys.`;
      expect(await said("'nothing'")).toBe(none("nothing"));
      expect(await said("my pmb_key")).toBe(none("my pmb_key"));
      expect(await said(key)).toBe(none(`${key.slice(0, 16)}…`));
      expect(await said("x".repeat(80))).toBe(none("x".repeat(80)));
      expect(await said("y".repeat(81))).toBe(none(`${"y".repeat(80)}…`));
    });
  }

  test("purge of a name that two keys share asks for an id to purge by", async () => {
    const keys = [await stack.issueKey(ada, "pair"), await stack.issueKey(ada, "pair")];
    const { text } = await stack.type(ada, "/api-keys purge pair");
    for (const key of keys) expect(text).toContain(`/api-keys purge ${key.slice(4, 16)}`);
    for (const key of keys) expect((await callApi(stack.url, key, "myInfo")).status).toBe(200);
  });

  test("purge deletes what was made with a key too, and delete does not", async () => {
    const make = async (apikey: string, name: string) => {
      const init = { method: "POST", headers: { apikey }, body: JSON.stringify({ name }) };
      return ((await (await fetch(`${stack.url}/api-keys`, init)).json()) as { apiKey: string }).apiKey;
    };
    const status = async (key: string) => (await callApi(stack.url, key, "myInfo")).status;
    for (const [verb, left] of [
      ["delete", 200],
      ["purge", 403],
    ] as const) {
      const parent = await stack.issueKey(ada, "parent");
      const child = await make(parent, "child");
      const { text } = await stack.type(ada, `/api-keys ${verb} parent`);
      expect(text.includes("and 1 made with it")).toBe(verb === "purge");
      expect([await status(parent), await status(child)]).toEqual([403, left]);
    }
  });

  test("purge by its id ends what a key made that was deleted before, for its owner and for administrators", async () => {
    for (const [maker, purger] of [
      [ada, ada],
      [grace, ada],
      [grace, grace],
    ] as const) {
      const stolen = await stack.issueKey(maker, "stolen");
      const init = { method: "POST", headers: { apikey: stolen }, body: '{"name":"left behind"}' };
      const made = (await (await fetch(`${stack.url}/api-keys`, init)).json()) as { apiKey: string };
      await stack.type(maker, "/api-keys delete stolen");
      const line = `/api-keys purge ${stolen.slice(4, 16)}`;
      if (maker === ada) expect((await stack.type(grace, line)).text).toMatch(/^You have no key called/);
      expect((await callApi(stack.url, made.apiKey, "myInfo")).status).toBe(200);
      const { text } = await stack.type(purger, line);
      expect(text).toMatch(/^Deleted the API key “stolen” .* and 1 made with it/);
      expect((await callApi(stack.url, made.apiKey, "myInfo")).status).toBe(403);
      expect((await stack.type(purger, line)).text).toMatch(/^You have no key called/);
    }
  });

  test("a key's id wins over the name of another", async () => {
    const key = await stack.issueKey(ada, "the one meant");
    const decoy = await stack.issueKey(ada, key.slice(4, 16));
    const { text } = await stack.type(ada, `/api-keys delete ${key.slice(4, 16)}`);
    expect(text).toContain("Deleted the API key “the one meant”");
    expect((await callApi(stack.url, decoy, "myInfo")).status).toBe(200);
    await stack.type(ada, `/api-keys delete ${decoy}`);
  });

  test("what is deleted is written down for who deleted it, and gone from its owner's home view", async () => {
    const key = await stack.issueKey(grace, "at home with grace");
    const home = async () =>
      JSON.stringify((await stack.control<{ tables: object }>("GET", "/snapshot")).tables);
    await expect
      .poll(async () => (await home()).includes('"text":"at home with grace"'), { timeout: 10_000 })
      .toBe(true);
    await stack.type(ada, `/api-keys delete ${key.slice(4, 16)}`);
    await expect
      .poll(async () => (await home()).includes('"text":"at home with grace"'), { timeout: 10_000 })
      .toBe(false);
    const { text } = await stack.type(ada, "/api-keys audit");
    expect(text.split("\n")[1]).toMatch(
      new RegExp(`UTC, ${ada.name}: key.revoked ${key.slice(4, 16)}( \\(.*\\))?, by slash command$`),
    );
  });

  test("a key that was deleted is nobody's to delete again, by its id either", async () => {
    const key = await stack.issueKey(grace, "twice");
    const line = `/api-keys delete ${key.slice(4, 16)}`;
    expect((await stack.type(ada, line)).text).toMatch(/^Deleted/);
    expect((await stack.type(ada, line)).text).toMatch(/^You have no key called/);
  });

  test("a page of a long list is asked for by its number, and what is no number is the first", async () => {
    const admin = await openKeyAdministration(stack.config);
    const { workspaceId } = (await admin.members())[0]!;
    for (let at = 1; at <= 101; at++) {
      await admin.create({ workspaceId, userId: grace.id }, `numbered ${at}`);
    }
    for (const [member, verb] of [
      [grace, "list"],
      [ada, "all"],
    ] as const) {
      const page = async (rest: string) =>
        /Page \d of \d/.exec((await stack.type(member, `/api-keys ${verb} ${rest}`)).text)?.[0];
      expect(await page("2")).toBe("Page 2 of 2");
      for (const rest of ["", "x2", "2x", "9999999"])
        expect([rest, await page(rest)]).toEqual([rest, "Page 1 of 2"]);
    }
    await stack.issueKey(grace, "one more");
    const home = async () => {
      const { tables } = await stack.control<{ tables: { homeViews: object[] } }>("GET", "/snapshot");
      return tables.homeViews.map((view) => JSON.stringify(view)).find((text) => text.includes("numbered 1"));
    };
    await expect.poll(home, { timeout: 10_000 }).toContain("There are more: ");
    const shown = [...(await home())!.matchAll(/"text":"(numbered \d+)"/g)].map(([, name]) => name);
    const listed = await admin.list(workspaceId);
    const numbered = listed.map(({ name }) => name).filter((name) => name.startsWith("numbered "));
    // Those made within one millisecond come in the order of their ids, not of their numbers.
    expect(shown).toEqual(numbered.slice(0, 50));
    for (const { id } of listed) await admin.revoke(id);
    await admin.close();
  });

  test("who sent a message through the bot is told by its id, quoted or not, and what is none is repeated", async () => {
    const key = await stack.issueKey(ada, "speaker");
    const draft = { channel: "general", text: "beep", asBot: true };
    const { id } = (await callApi(stack.url, key, "sendMessage", draft)).body as { id: string };
    const said = async (what: string) => (await stack.type(ada, `/api-keys sender ${what}`)).text;
    const who = `${ada.name} sent that message through the bot, with key ${key.slice(4, 16)}.`;
    expect([await said(id), await said(`"${id}"`)]).toEqual([who, who]);
    expect(await said("'nothing'")).toBe(
      "Nobody sent a message “nothing” through the bot, as far as is known.",
    );
    expect((await stack.type(grace, `/api-keys sender ${id}`)).text).toBe(
      "Only owners and administrators of the workspace may do that.",
    );
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
