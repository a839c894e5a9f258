import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signatureHeaders } from "../../src/platform/signature";
import { apiKeyPattern } from "../../src/pumble/api-keys/api-key";
import { callApi, startStack, type TestMember, type TestStack } from "./stack";

let stack: TestStack;
let folder: string;
let ada: TestMember;
let grace: TestMember;
let generalId: string;
const clock = { offsetMs: 0, now: () => Date.now() + clock.offsetMs };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pumble-iac-addon-"));
  stack = await startStack({ databaseUrl: join(folder, "addon.sqlite"), clock });
  [ada, grace] = stack.members as [TestMember, TestMember];
  const key = await stack.issueKey(ada, "looks");
  generalId = (await callApi(stack.url, key, "getChannel", { channel: "general" })).body.channel.id;
});

afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Posts a trigger as Pumble does, and gives the answer. */
async function trigger(member: TestMember, payload: Record<string, unknown>) {
  const workspaceId = "w" in payload ? payload.w : await workspaceIdOf();
  const body = JSON.stringify({
    workspaceId,
    userId: member.id,
    channelId: generalId,
    triggerId: "t",
    ...payload,
  });
  const headers = signatureHeaders(body, stack.app.signingSecret, clock.now());
  const response = await fetch(`${stack.url}/hook`, { method: "POST", headers, body });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  return { status: response.status, body: (await response.json()) as any };
}

let workspaceId: string | undefined;
async function workspaceIdOf(): Promise<string> {
  workspaceId ??= (await stack.control<{ workspaceId: string }[]>("GET", "/members"))[0]!.workspaceId;
  return workspaceId;
}

const shortcut = (name: string) => ({ messageType: "SHORTCUT", type: "GLOBAL", shortcut: name });
let submitted = 0;
const submit = (callbackId: string, values: Record<string, Record<string, unknown>> = {}) => ({
  messageType: "VIEW_ACTION",
  triggerId: `t${submitted++}`,
  viewActionType: "SUBMIT",
  view: { id: "v", callbackId, state: { values } },
});

describe("“Add API key”", () => {
  test("opens a form, and the form makes a key that only its owner sees", async () => {
    const { status, body } = await trigger(ada, shortcut("add_api_key"));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      triggerId: "t",
      action: "OPEN",
      viewType: "NATIVE",
      view: { type: "MODAL" },
    });
    expect(body.view.title.text).toBe("Add API key");
    const values = { name: { name: { value: "from a form" } }, expiry: { expiry: { value: "never" } } };
    const whisper = await stack.whisperAfter(ada, async () => {
      expect(await trigger(ada, submit(body.view.callbackId, values))).toEqual({ status: 200, body: {} });
    });
    expect(whisper).toMatchObject({ recipients: [ada.id], channelId: generalId });
    expect(whisper.text).toMatch(/^Your API key “from a form”: pmb_/);
  });

  test("a form that is sent again makes no other key", async () => {
    const { body } = await trigger(ada, shortcut("add_api_key"));
    const values = { name: { name: { value: "sent twice" } }, expiry: { expiry: { value: "never" } } };
    const form = submit(body.view.callbackId, values);
    await stack.whisperAfter(ada, () => trigger(ada, form));
    expect((await trigger(ada, form)).status).toBe(200);
    const again = () => stack.log.filter((line) => line.includes("made no other key")).length;
    await expect.poll(again, { timeout: 10_000 }).toBe(1);
    expect((await stack.type(ada, "/api-keys list")).text.match(/sent twice/g)).toHaveLength(1);
  });

  test("goes through the workspace like a member's click", async () => {
    const shown = await stack.control("POST", "/act", {
      as: ada.id,
      action: "shortcut",
      channelId: generalId,
      appId: stack.app.id,
      name: "add_api_key",
    });
    expect(shown).toMatchObject({ acknowledged: true });
  });

  test("an expiry and “only read” hold", async () => {
    const { body } = await trigger(ada, shortcut("add_api_key"));
    const values = {
      name: { name: { value: "narrow" } },
      expiry: { expiry: { value: "7" } },
      access: { access: { value: "read_only" } },
      groups: { groups: { values: ["Channels", "Messages"] } },
    };
    const whisper = await stack.whisperAfter(ada, () => trigger(ada, submit(body.view.callbackId, values)));
    const key = apiKeyPattern.exec(whisper.text)![0];
    expect((await callApi(stack.url, key, "listChannels")).status).toBe(200);
    const write = await callApi(stack.url, key, "sendMessage", { channel: "general", text: "x" });
    expect([write.status, write.text]).toEqual([403, '{"error":"This key is read-only"}']);
    expect(write.headers.get("x-pumble-error")).toBe("not_allowed");
    const other = await callApi(stack.url, key, "listUsers");
    expect(other.text).toBe('{"error":"This key may only be used for: Channels, Messages"}');
    clock.offsetMs += 7 * 86_400_000;
    expect((await callApi(stack.url, key, "listChannels")).text).toBe('{"error":"This API key has expired"}');
    clock.offsetMs = 0;
  });

  test("a name that is too long keeps the form open and says so at the field", async () => {
    const values = { name: { name: { value: "x".repeat(81) } } };
    const { body } = await trigger(ada, submit(`add:${generalId}`, values));
    expect(body).toMatchObject({ action: "OPEN" });
    expect(body.view.blocks[0].validationError).toContain("at most 80 characters");
  });

  test("a member who has not authorised the app is asked to, privately", async () => {
    const whisper = await stack.whisperAfter(grace, async () => {
      expect(await trigger(grace, shortcut("add_api_key"))).toEqual({ status: 200, body: {} });
    });
    expect(whisper.text).toContain("/access-request?");
  });
});

describe("“Delete API key”", () => {
  test("lets the member choose, asks again, and then the key is refused", async () => {
    const key = await stack.issueKey(ada, "to be deleted");
    const chooser = await trigger(ada, shortcut("delete_api_key"));
    const options = chooser.body.view.blocks[0].element.options as {
      value: string;
      text: { text: string };
    }[];
    const option = options.find(({ text }) => text.text.startsWith("to be deleted"))!;
    expect(option.text.text).toBe(`to be deleted (…${key.slice(-4)})`);
    const values = { key: { choose_key: { value: option.value } } };
    const confirm = await trigger(ada, submit(chooser.body.view.callbackId, values));
    expect(confirm.body.view.title.text).toBe("Delete this key?");
    expect((await callApi(stack.url, key, "myInfo")).status).toBe(200);
    const whisper = await stack.whisperAfter(ada, () => trigger(ada, submit(confirm.body.view.callbackId)));
    expect(whisper.text).toContain("Deleted the API key “to be deleted”");
    expect((await callApi(stack.url, key, "myInfo")).status).toBe(403);
  });

  test("nobody deletes another member's key, whatever their form says", async () => {
    await stack.authorize(grace);
    const [key, own] = [await stack.issueKey(ada, "not yours"), await stack.issueKey(grace, "hers")];
    const forged = await trigger(grace, submit(`confirm:${generalId}:${key.slice(4, 16)}`));
    expect(forged).toEqual({ status: 400, body: { message: "That key no longer exists." } });
    for (const text of [key, own]) expect((await callApi(stack.url, text, "myInfo")).status).toBe(200);
  });

  for (const { made, left } of [
    { made: ["delete"], left: 403 },
    { made: [], left: 200 },
  ]) {
    test(`what was made with the key ${left === 200 ? "stays" : "goes too"} as the form says, and home shows it`, async () => {
      const parent = await stack.issueKey(ada, "form parent");
      const init = { method: "POST", headers: { apikey: parent }, body: '{"name":"form child"}' };
      const { apiKey: child } = (await (await fetch(`${stack.url}/api-keys`, init)).json()) as {
        apiKey: string;
      };
      const home = async () => {
        const { tables } = await stack.control<{ tables: { homeViews: object[] } }>("GET", "/snapshot");
        return JSON.stringify(tables.homeViews).match(/"form (parent|child)"/g)?.length ?? 0;
      };
      await expect.poll(home, { timeout: 10_000 }).toBe(2);
      const values = { made: { made: { values: made } } };
      const deleted = submit(`confirm:${generalId}:${parent.slice(4, 16)}`, values);
      await stack.whisperAfter(ada, () => trigger(ada, deleted));
      const status = async (key: string) => (await callApi(stack.url, key, "myInfo")).status;
      expect([await status(parent), await status(child)]).toEqual([403, left]);
      await expect.poll(home, { timeout: 10_000 }).toBe(left === 200 ? 1 : 0);
      await stack.type(ada, "/api-keys delete form child");
    });
  }

  test("the dynamic menu offers the keys whose name or id fits", async () => {
    const named = await stack.issueKey(ada, "by its id");
    const asked = { messageType: "DYNAMIC_MENU", onAction: "choose_key", query: named.slice(0, 16) };
    const byId = await trigger(ada, asked);
    expect(byId.body.options.map(({ value }: { value: string }) => value)).toEqual([named.slice(4, 16)]);
    const { body } = await trigger(ada, {
      messageType: "DYNAMIC_MENU",
      onAction: "choose_key",
      query: "NOT YOURS",
    });
    expect(body).toMatchObject({ onAction: "choose_key", triggerId: "t" });
    expect(body.options).toHaveLength(1);
  });
});

describe("the home view", () => {
  test("lists the member's keys without secrets and has both buttons", async () => {
    const key = await stack.issueKey(ada, "at home");
    await expect
      .poll(async () => JSON.stringify(await stack.control("GET", "/snapshot")))
      .toMatch(/"homeViews":\[.*at home/);
    const snapshot = JSON.stringify(await stack.control("GET", "/snapshot"));
    expect(snapshot).toContain('"onAction":"delete_api_key"');
    expect(snapshot).not.toContain(key.slice(17));
  });

  test("its button opens the form", async () => {
    const press = {
      messageType: "BLOCK_INTERACTION",
      sourceType: "VIEW",
      sourceId: "home",
      actionType: "button",
      onAction: "add_api_key",
      payload: '{"value":""}',
      loadingTimeout: 0,
    };
    expect((await trigger(ada, press)).body.view.title.text).toBe("Add API key");
  });
});

describe("when a grant ends", () => {
  test("a member who takes access back loses their keys, and nobody else's", async () => {
    await stack.authorize(grace);
    const [adaKey, graceKey] = [await stack.issueKey(ada), await stack.issueKey(grace)];
    await stack.control("POST", "/act", { as: grace.id, action: "unauthorize_app", appId: stack.app.id });
    await expect.poll(async () => (await callApi(stack.url, graceKey, "myInfo")).status).toBe(403);
    expect((await callApi(stack.url, adaKey, "myInfo")).status).toBe(200);
  });

  test("the member's home view shows none of the keys that went with it", async () => {
    await stack.authorize(grace);
    await stack.issueKey(grace, "at home until then");
    const isShown = async () => {
      const { tables } = await stack.control<{ tables: { homeViews: object[] } }>("GET", "/snapshot");
      return JSON.stringify(tables.homeViews).includes("at home until then");
    };
    await expect.poll(isShown, { timeout: 10_000 }).toBe(true);
    await stack.control("POST", "/act", { as: grace.id, action: "unauthorize_app", appId: stack.app.id });
    await expect.poll(isShown, { timeout: 10_000 }).toBe(false);
  });

  test("a form that was open then makes no key, and its member is asked to consent again", async () => {
    await stack.authorize(grace);
    const { body } = await trigger(grace, shortcut("add_api_key"));
    await stack.control("POST", "/act", { as: grace.id, action: "unauthorize_app", appId: stack.app.id });
    const values = { name: { name: { value: "too late" } } };
    const whisper = await stack.whisperAfter(grace, () =>
      trigger(grace, submit(body.view.callbackId, values)),
    );
    expect(whisper.text).toContain("/access-request?");
    expect((await stack.type(ada, "/api-keys all")).text).not.toContain("too late");
  });

  test("a word of it that does not say of whom is refused, and one that also says odd things is taken", async () => {
    await stack.authorize(grace);
    const key = await stack.issueKey(grace);
    const unauthorized = (body: unknown) =>
      trigger(grace, {
        ...{ messageType: "PUMBLE_EVENT", eventType: "APP_UNAUTHORIZED", body: JSON.stringify(body) },
      });
    for (const body of [{}, null, { workspaceUser: "" }, { workspaceUser: { id: 7 } }]) {
      expect(await unauthorized(body)).toEqual({
        status: 400,
        body: { message: "The trigger is not understood: body.workspaceUser" },
      });
    }
    expect((await callApi(stack.url, key, "myInfo")).status).toBe(200);
    const taken = { workspaceUser: { id: grace.id }, workspace: false, accessGranted: "no" };
    expect((await unauthorized(taken)).status).toBe(200);
    expect((await callApi(stack.url, key, "myInfo")).status).toBe(403);
  });

  test("an uninstalled app leaves no key and no token behind", async () => {
    const key = await stack.issueKey(ada);
    await stack.control("POST", "/act", { as: ada.id, action: "uninstall_app", appId: stack.app.id });
    await expect.poll(async () => (await callApi(stack.url, key, "myInfo")).text).toContain("was deleted");
    const answer = await trigger(ada, {
      messageType: "SLASH_COMMAND",
      slashCommand: "/api-keys",
      text: "list",
    });
    expect(answer.body.message).toBe(`The API app has to be installed again: ${stack.url}/install`);
  });
});
