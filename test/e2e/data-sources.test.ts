import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PumbleClient } from "../../src/client";
import { act } from "../support/control";
import { startAddonProxy } from "./addon-proxy";
import { TerraformProject } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";

let test: TestStack;
let project: TerraformProject;
let meId: string;

beforeAll(async () => {
  test = await startTestStack();
  meId = (await test.client.myInfo({})).id;
  project = new TerraformProject(test.env);
  project.write("");
  await project.init();
});
afterAll(async () => {
  project?.remove();
  await test?.client.close();
  await test?.close();
});

type Values = Record<string, unknown>;

/** What these data sources give, by address. */
async function read(hcl: string): Promise<Record<string, Values>> {
  project.write(hcl);
  await project.applied();
  const state = await project.state();
  return Object.fromEntries(Object.entries(state).map(([address, { values }]) => [address, values]));
}

async function refusal(hcl: string): Promise<string> {
  project.write(hcl);
  const plan = await project.plan();
  expect(plan.code).toBe(1);
  return plan.text;
}

describe("data.pumble_channel", () => {
  it("is found by name, however it is written, and by id", async () => {
    const { id } = await test.client.createChannel({
      name: "Team Berlin",
      type: "PUBLIC",
      description: "Us",
    });
    const found = await read(`
      data "pumble_channel" "named" { name = "#Team Berlin" }
      data "pumble_channel" "known" { id = "${id}" }
    `);
    const facts = { id, type: "PUBLIC", description: "Us", archived: false, joined: true, creator_id: meId };
    expect(found["data.pumble_channel.named"]).toMatchObject({
      ...facts,
      name: "#Team Berlin",
      member_ids: [meId],
    });
    expect(found["data.pumble_channel.known"]).toMatchObject({ ...facts, name: "team-berlin" });
    expect(found["data.pumble_channel.known"]?.created_at).toMatch(/^\d{4}-.*Z$/);
  });

  it("says which channel it did not find", async () => {
    expect(await refusal('data "pumble_channel" "x" { name = "nowhere" }')).toContain('No channel "nowhere"');
  });

  it("wants a name or an id", async () => {
    expect(await refusal('data "pumble_channel" "x" {}')).toContain("Give either id or name");
  });
});

describe("data.pumble_channels", () => {
  it("gives named channels in order, with their ids by name, as the filters ask", async () => {
    const secret = await test.client.createChannel({ name: "team-secret", type: "PRIVATE" });
    const found = await read(`
      data "pumble_channels" "all" {}
      data "pumble_channels" "teams" {
        name_regex = "^team-"
        type       = "PRIVATE"
      }
      data "pumble_channels" "direct" { type = "DIRECT" }
      data "pumble_channels" "archived" { archived = true }
      data "pumble_channels" "foreign" { joined = false }
    `);
    const listed = await test.client.listChannels({});
    const names = listed.map(({ channel }) => channel.name).filter((name) => name !== "");
    const channels = (which: string) => found[`data.pumble_channels.${which}`]?.channels as Values[];
    expect(channels("all").map(({ name }) => name)).toEqual(names.sort());
    expect(found["data.pumble_channels.teams"]).toMatchObject({
      channels: [{ id: secret.id, name: "team-secret", type: "PRIVATE" }],
      ids_by_name: { "team-secret": secret.id },
    });
    const direct = listed.filter(({ channel }) => channel.channelType === "DIRECT");
    expect(channels("direct")).toHaveLength(direct.length);
    expect(direct.length).toBeGreaterThan(0);
    expect(channels("archived")).toEqual([]);
    expect(channels("foreign").every(({ joined }) => joined === false)).toBe(true);
  });

  it("says what is wrong with a regular expression", async () => {
    const text = await refusal('data "pumble_channels" "x" { name_regex = "(" }');
    expect(text).toContain("must be a regular expression");
  });
});

describe("data.pumble_users", () => {
  it("gives people by e-mail address in one call, bots only when asked for", async () => {
    const found = await read(`
      data "pumble_users" "people" {}
      data "pumble_users" "everybody" { include_bots = true }
      data "pumble_users" "gone" { status = "DEACTIVATED" }
    `);
    const people = found["data.pumble_users.people"]!;
    expect((people.users as Values[]).map(({ email }) => email)).toEqual([
      "ada@example.com",
      "grace@example.com",
      "linus@example.com",
    ]);
    expect(people.ids_by_email).toMatchObject({ "ada@example.com": meId });
    expect((people.by_email as Record<string, Values>)["ada@example.com"]).toMatchObject({
      name: "Ada",
      role: "OWNER",
      status: "ACTIVATED",
      is_bot: false,
    });
    const everybody = found["data.pumble_users.everybody"]!.users as Values[];
    expect(everybody).toHaveLength((await test.client.listUsers({})).length);
    expect(everybody.length).toBeGreaterThan(3);
    expect(found["data.pumble_users.gone"]!.users).toEqual([]);
  });
});

it("any number of channels and users are read with one call of each list", async () => {
  const proxy = await startAddonProxy(test.stack.addonUrl);
  try {
    project.write(`
      provider "pumble" { base_url = "${proxy.url}" }
      data "pumble_channel" "it" {
        for_each = toset(["general", "random", "GENERAL"])
        name     = each.key
      }
      data "pumble_channels" "all" {}
      data "pumble_user" "it" {
        for_each = toset(["ada@example.com", "grace@example.com", "linus@example.com"])
        email    = each.key
      }
      data "pumble_users" "all" {}
      data "pumble_current_user" "me" {}
    `);
    expect((await project.plan()).code).toBe(0);
    expect(proxy.requests.sort()).toEqual(["GET /listChannels", "GET /listUsers", "GET /myInfo"]);
  } finally {
    await proxy.close();
  }
});

describe("data.pumble_current_user and data.pumble_user_groups", () => {
  it("give the key's owner, and the groups by handle", async () => {
    const group = { handle: "devs", name: "Devs", users: [meId] };
    await act(test.stack, meId, "create_group", group);
    const found = await read(`
      data "pumble_current_user" "me" {}
      data "pumble_user_groups" "all" {}
    `);
    expect(found["data.pumble_current_user.me"]).toMatchObject({ id: meId, email: "ada@example.com" });
    const { id } = (await test.client.listUserGroups({}))[0]!;
    expect(found["data.pumble_user_groups.all"]).toMatchObject({
      groups: [{ id, handle: "devs", name: "Devs", disabled: false, member_ids: [meId] }],
      ids_by_handle: { devs: id },
    });
  });
});

describe("messages", () => {
  let channelId: string;
  let ids: string[];

  beforeAll(async () => {
    channelId = (await test.client.createChannel({ name: "chatter", type: "PUBLIC" })).id;
    ids = [];
    for (let n = 1; n <= 5; n++) {
      ids.push((await test.client.sendMessage({ channelId, text: `chatter number ${n}` })).id);
    }
    await test.client.addReaction({ messageId: ids[4]!, channelId, reaction: ":tada:" });
    await test.client.sendReply({ channelId, messageId: ids[4]!, text: "well said" });
  });

  it("are the latest ones of a channel, oldest first, without Pumble's own", async () => {
    const found = await read(`
      data "pumble_messages" "all" { channel = "chatter" }
      data "pumble_messages" "two" {
        channel_id = "${channelId}"
        limit      = 2
      }
      data "pumble_messages" "replies" {
        channel_id     = "${channelId}"
        thread_root_id = "${ids[4]}"
      }
    `);
    const idsOf = (which: string) =>
      (found[`data.pumble_messages.${which}`]!.messages as Values[]).map(({ id }) => id);
    expect(idsOf("all")).toEqual(ids);
    expect(found["data.pumble_messages.all"]?.channel_id).toBe(channelId);
    expect(idsOf("two")).toEqual(ids.slice(3));
    expect((found["data.pumble_messages.two"]!.messages as Values[])[1]).toMatchObject({
      text: "chatter number 5",
      author_id: meId,
      reply_count: 1,
      reactions: { ":tada:": { count: 1 } },
      subtype: "",
    });
    expect(found["data.pumble_messages.replies"]?.messages).toMatchObject([
      { text: "well said", thread_root_id: ids[4] },
    ]);
  });

  it("are cut to a time window", async () => {
    const { timestamp } = await test.client.fetchMessage({ channelId, messageId: ids[0]! });
    const found = await read(`
      data "pumble_messages" "later" {
        channel_id = "${channelId}"
        sent_after = timeadd("${timestamp}", "1h")
      }
      data "pumble_messages" "earlier" {
        channel_id  = "${channelId}"
        sent_before = "${timestamp}"
      }
      data "pumble_messages" "around" {
        channel_id  = "${channelId}"
        sent_after  = "${timestamp}"
        sent_before = timeadd("${timestamp}", "1h")
      }
    `);
    expect(found["data.pumble_messages.later"]?.messages).toEqual([]);
    expect(found["data.pumble_messages.earlier"]?.messages).toEqual([]);
    expect(found["data.pumble_messages.around"]?.messages).toHaveLength(5);
  });

  it("are found by the search", async () => {
    const found = await read(`
      data "pumble_search" "newest" {
        text  = "chatter number"
        in    = ["${channelId}"]
        limit = 3
      }
      data "pumble_search" "relevant" {
        text  = "chatter number 2"
        from  = ["${meId}"]
        order = "MOST_RELEVANT"
      }
    `);
    const newest = found["data.pumble_search.newest"]!.messages as Values[];
    expect(newest.map(({ id }) => id)).toEqual(ids.slice(2).reverse());
    const relevant = found["data.pumble_search.relevant"]!.messages as Values[];
    expect(relevant.map(({ text }) => text)).toContain("chatter number 2");
  });

  it.each([
    { what: "a search for nothing", hcl: 'data "pumble_search" "x" {}', says: "Nothing to search for" },
    {
      what: "more than a page of the most relevant",
      hcl: 'data "pumble_search" "x" {\n text = "a"\n order = "MOST_RELEVANT"\n limit = 21\n}',
      says: "The most relevant messages are 20 at most",
    },
    {
      what: "messages of no channel",
      hcl: 'data "pumble_messages" "x" {}',
      says: "Give either channel_id or channel",
    },
    {
      what: "a time that is none",
      hcl: 'data "pumble_messages" "x" {\n channel = "chatter"\n sent_after = "yesterday"\n}',
      says: "must be a time such as",
    },
  ])("refuse $what", async ({ hcl, says }) => {
    expect(await refusal(hcl)).toContain(says);
  });
});

describe("API keys", () => {
  it("are listed without their texts", async () => {
    const found = await read('data "pumble_api_keys" "mine" {}');
    expect(found["data.pumble_api_keys.mine"]?.keys).toMatchObject([
      { name: "e2e", status: "active", last_characters: test.apiKey.slice(-4), read_only: false },
    ]);
    expect(project.read("terraform.tfstate")).not.toContain(test.apiKey);
  });

  it("say it in one error when the addon does not manage them", async () => {
    const me = await test.client.myInfo({});
    const hosted = createServer((request, response) => {
      if (request.url === "/myInfo") {
        response.setHeader("content-type", "application/json").end(JSON.stringify(me));
      } else response.writeHead(404).end(`<pre>Cannot GET ${request.url}</pre>`);
    });
    await new Promise<void>((resolve) => hosted.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = hosted.address() as { port: number };
      const text = await refusal(`
        provider "pumble" { base_url = "http://127.0.0.1:${port}" }
        data "pumble_api_keys" "mine" {}
      `);
      expect(text).toContain("This addon does not manage API keys");
      expect(text).toContain(`http://127.0.0.1:${port} has no API for them`);
      expect(text.match(/Error: /g)).toHaveLength(1);
    } finally {
      hosted.closeAllConnections();
      await new Promise((resolve) => hosted.close(resolve));
    }
  });

  describe("that live while Terraform runs", () => {
    it("work in another provider block, are gone afterwards and never reach plan or state", async () => {
      project.write(`
        ephemeral "pumble_api_key" "writer" {
          name             = "for one run"
          lifetime_seconds = 600
          groups           = ["Channels", "Messages", "Users"]
        }
        provider "pumble" {
          alias   = "writer"
          api_key = ephemeral.pumble_api_key.writer.api_key
        }
        resource "pumble_channel" "it" {
          provider = pumble.writer
          name     = "made-by-a-short-key"
        }
      `);
      await project.ok("plan", "-input=false", "-no-color", "-out=plan.bin");
      await project.applied();
      const made = (await test.client.listChannels({})).map(({ channel }) => channel.name);
      expect(made).toContain("made-by-a-short-key");
      expect((await test.client.apiKeys.list()).map(({ name }) => name)).toEqual(["e2e"]);
      for (const file of ["terraform.tfstate", "plan.bin"]) {
        expect(project.read(file)).not.toMatch(/pmb_[0-9a-f]{12}_/);
      }
      project.write(`
        ephemeral "pumble_api_key" "writer" {}
        provider "pumble" {
          alias   = "writer"
          api_key = ephemeral.pumble_api_key.writer.api_key
        }
      `);
      await project.destroy();
    });

    it("are refused to a key that is narrowed itself", async () => {
      const scopes = { readOnly: true, groups: null, channels: null };
      const narrow = await test.client.apiKeys.create({ name: "narrow", scopes });
      const other = new PumbleClient({ apiKey: narrow.apiKey, baseUrl: test.stack.addonUrl });
      await expect(other.apiKeys.list()).rejects.toThrow("narrowed by scopes");
      const text = await refusal(`
        provider "pumble" { api_key = "${narrow.apiKey}" }
        ephemeral "pumble_api_key" "x" {}
      `);
      expect(text).toContain("may not manage keys");
      expect(text).not.toContain(narrow.apiKey);
      await test.client.apiKeys.delete(narrow.key.id);
      await other.close();
    });
  });
});
