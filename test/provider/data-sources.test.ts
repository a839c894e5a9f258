// What data sources make of Pumble's lists, where those hold more than a small workspace does.
import { describe, expect, it } from "vitest";
import type { PumbleClient } from "../../src/client";
import { channels } from "../../src/provider/data-sources/channels";
import { messages } from "../../src/provider/data-sources/messages";
import { search } from "../../src/provider/data-sources/search";
import { user } from "../../src/provider/data-sources/user";
import { userGroups } from "../../src/provider/data-sources/user-groups";
import { users } from "../../src/provider/data-sources/users";
import { Workspace } from "../../src/provider/reads/workspace";
import type { User } from "../../src/pumble/operations/shapes";
import { message, messageId } from "../client/fixtures";

type Values = Record<string, unknown>;

/** What is read where the client answers so; what the configuration does not say is null. */
async function read(
  source: { attributes: object; read(call: never): unknown },
  client: object,
  config: Values = {},
): Promise<Values> {
  const unset = Object.fromEntries(Object.keys(source.attributes).map((name) => [name, null]));
  const workspace = new Workspace(client as PumbleClient, { id: "ada" } as User);
  const context = { client, workspace, configured: true };
  const { signal } = new AbortController();
  return (await source.read({ config: { ...unset, ...config }, context, signal } as never)) as Values;
}

const fieldOf = (list: unknown, name: string) => (list as Values[]).map((one) => one[name]);

describe("users", () => {
  const person = (id: string, email: string, more: object = {}) => ({
    ...{ id, email, name: id, role: "USER", status: "ACTIVATED" },
    ...more,
  });
  const left = person("left", "ada@example.com", { status: "DEACTIVATED" });
  const back = person("back", "Ada@example.com");
  const bot = person("bot", "", { isAddonBot: true });
  const pumbleBot = person("pumble", "", { isPumbleBot: true });

  it.each([
    ["before", [left, back]],
    ["after", [back, left]],
  ])("are by address who works, not who left %s they came back", async (_, list) => {
    const found = await read(users, { listUsers: async () => list });
    expect(found["ids_by_email"]).toEqual({ "ada@example.com": "back" });
    expect(fieldOf(Object.values(found["by_email"] as Values), "id")).toEqual(["back"]);
    expect(found["users"]).toHaveLength(2);
    const one = await read(user, { listUsers: async () => list }, { email: "ADA@example.com" });
    expect(one["id"]).toBe("back");
  });

  it("are of the status that is asked for, in order, and no bots unless they are", async () => {
    const list = [person("b", "b@x"), bot, person("a", "a@x"), { ...left, email: "c@x" }, pumbleBot];
    const client = { listUsers: async () => list };
    const ids = async (config: Values) => fieldOf((await read(users, client, config))["users"], "id");
    expect(await ids({})).toEqual(["a", "b", "left"]);
    expect(await ids({ status: "ACTIVATED" })).toEqual(["a", "b"]);
    expect(await ids({ include_bots: true, status: "ACTIVATED" })).toEqual(["bot", "pumble", "a", "b"]);
    const found = await read(users, client, { include_bots: true });
    expect(found["ids_by_email"]).toEqual({ "a@x": "a", "b@x": "b", "c@x": "left" });
  });
});

it("user groups are in order of their handles, and by handle those that are not disabled", async () => {
  const group = (id: string, handle: string, more: object = {}) => ({
    ...{ id, handle, name: handle, workspaceUserIds: ["ada", "ada"] },
    ...more,
  });
  const groups = [group("2", "@ops"), group("1", "old", { disabled: true }), group("3", "devs")];
  const found = await read(userGroups, { listUserGroups: async () => groups });
  expect(fieldOf(found["groups"], "handle")).toEqual(["devs", "old", "ops"]);
  expect(fieldOf(found["groups"], "member_ids")).toEqual([["ada"], ["ada"], ["ada"]]);
  expect(found["ids_by_handle"]).toEqual({ devs: "3", ops: "2" });
});

it.each<[string, Values, string[]]>([
  ["all that have names", {}, ["ops", "secret", "team"]],
  ["of one type", { type: "PRIVATE" }, ["secret"]],
  ["conversations", { type: "DIRECT" }, [""]],
  ["archived", { archived: true }, ["team"]],
  ["in use", { archived: false }, ["ops", "secret"]],
  ["joined", { joined: true }, ["secret"]],
  ["not joined", { joined: false }, ["ops", "team"]],
  ["with a match in the name", { name_regex: "e.*t|^t" }, ["secret", "team"]],
  ["for which all of it holds", { type: "PUBLIC", archived: false, joined: false }, ["ops"]],
])("channels are found in order: %s", async (_, config, names) => {
  const entry = (name: string, channelType: string, more: object = {}) => ({
    ...{ channel: { id: name, name, channelType, ...more }, users: ["ada"] },
  });
  const list = [
    entry("team", "PUBLIC", { isArchived: true }),
    entry("", "DIRECT", { isMember: true }),
    entry("secret", "PRIVATE", { isMember: true }),
    entry("ops", "PUBLIC"),
  ];
  const found = await read(channels, { listChannels: async () => list }, config);
  expect(fieldOf(found["channels"], "name")).toEqual(names);
  const named = names.filter((name) => name !== "");
  expect(found["ids_by_name"]).toEqual(Object.fromEntries(named.map((name) => [name, name])));
});

describe("messages", () => {
  const start = Date.UTC(2026, 0, 5);
  const at = (n: number, more: object = {}) => message(n, { timestampMilli: start + n * 1000, ...more });
  const time = (n: number) => new Date(start + n * 1000).toISOString();
  const said = [at(6), at(5, { deleted: true }), at(4, { subtype: "joined" }), at(3), at(2), at(1)];

  it.each<[string, Values, number[]]>([
    ["what people said and still stands", {}, [1, 2, 3, 6]],
    ["also what Pumble says", { include_system: true }, [1, 2, 3, 4, 6]],
    ["the latest", { limit: 2 }, [3, 6]],
    ["from a moment on, it included", { sent_after: time(2) }, [2, 3, 6]],
    ["before a moment, without it", { sent_before: time(3) }, [1, 2]],
    ["the latest before a moment", { sent_before: time(3), limit: 1 }, [2]],
  ])("are oldest first: %s", async (_, config, expected) => {
    const client = {
      async *allMessages() {
        yield* said;
      },
    };
    const found = await read(messages, client, { channel_id: "general", ...config });
    expect(fieldOf(found["messages"], "id")).toEqual(expected.map(messageId));
  });

  it("of a thread are read from it, in pages of what is asked for, 200 at most", async () => {
    const asked: unknown[] = [];
    const client = {
      async *allThreadReplies(input: object) {
        asked.push(input);
        yield at(1);
      },
    };
    const thread = { channel_id: "general", thread_root_id: "root" };
    for (const limit of [20, 500]) await read(messages, client, { ...thread, limit });
    const place = { channelId: "general", rootMessageId: "root" };
    expect(asked).toEqual([
      { ...place, limit: 20 },
      { ...place, limit: 200 },
    ]);
  });

  it("are counted by reaction", async () => {
    const reactions = [":tada:", ":eyes:", ":tada:"].map((code, n) => ({ code, user: `user ${n}` }));
    const client = {
      async *allMessages() {
        yield at(1, { reactions });
      },
    };
    const found = await read(messages, client, { channel_id: "general" });
    expect(fieldOf(found["messages"], "reactions")).toEqual([
      { ":tada:": { count: 2 }, ":eyes:": { count: 1 } },
    ]);
  });
});

describe("a search", () => {
  const hits = Array.from({ length: 50 }, (_, n) => message(n));
  const asked: Values[] = [];
  const client = {
    async *allSearchHits(query: Values) {
      asked.push(query);
      yield* hits;
    },
    async searchMessages(query: Values) {
      asked.push(query);
      return { content: hits.slice(0, query["limit"] as number) };
    },
  };

  it.each<[Values, Values, number]>([
    [{ text: "hello" }, { text: "hello", limit: 20 }, 20],
    [{ text: "hello", limit: 30 }, { text: "hello", limit: 20 }, 30],
    [{ from: ["ada"], in: ["general"], limit: 5 }, { from: ["ada"], in: ["general"], limit: 5 }, 5],
    [
      { text: "x", sent_after: "1970-01-01T00:00:01Z", sent_before: "1970-01-01T00:00:09Z" },
      { text: "x", afterTs: 1000, beforeTs: 9000, limit: 20 },
      20,
    ],
    [{ text: "x", order: "MOST_RELEVANT", limit: 7 }, { text: "x", limit: 7, strategy: "MOST_RELEVANT" }, 7],
  ])("for %j asks for all of it, and gives no more than is wanted", async (config, query, count) => {
    asked.length = 0;
    const found = await read(search, client, config);
    expect(asked).toEqual([query]);
    expect(found["messages"]).toHaveLength(count);
  });
});
