// What an export reads of a workspace, by each of the ways in which it asks for messages.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { readExisting, type Wanted } from "../../../src/cli/export/existing";
import { type LocalStack, startLocalStack } from "../../../src/cli/local-stack";
import { PumbleClient } from "../../../src/client";
import type { Seed } from "../../../src/local";
import type { Message, User } from "../../../src/pumble";
import { type AddonProxy, startAddonProxy } from "../../e2e/addon-proxy";
import { act } from "../../support/control";

const [ada, grace] = ["ada@example.com", "grace@example.com"];
const seed: Seed = {
  users: [
    { email: ada, name: "Ada", role: "OWNER" },
    { email: grace, name: "Grace" },
  ],
  channels: [
    { name: "general", main: true },
    {
      name: "news",
      type: "PRIVATE",
      messages: [
        { from: ada, text: "First" },
        { from: grace, text: "Aside" },
        {
          ...{ from: ada, text: "Second" },
          replies: [
            { from: grace, text: "Why?" },
            { from: ada, text: "Because" },
          ],
        },
        { from: grace, text: "Asked", replies: [{ from: ada, text: "Answered" }] },
        { from: ada, text: "Third", replies: [{ from: ada, text: "Fourth" }] },
      ],
    },
    { name: "old", archived: true, messages: [{ from: ada, text: "Long ago" }] },
    ...Array.from({ length: 39 }, (_, at) => ({ name: `x-${String(at).padStart(2, "0")}` })),
  ],
};

const folder = mkdtempSync(join(tmpdir(), "pumble-existing-"));
let stack: LocalStack;
let proxy: AddonProxy;
let client: PumbleClient;

beforeAll(async () => {
  stack = await startLocalStack({ port: 0, dataDir: null, addonDir: folder, seed });
  proxy = await startAddonProxy(stack.addonUrl);
  client = new PumbleClient({ apiKey: await stack.issueKey("export"), baseUrl: proxy.url });
});
afterEach(() => {
  proxy.fault = () => null;
});
afterAll(async () => {
  await client?.close();
  await proxy?.close();
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

const few: Wanted["isWanted"] = (name) => !name.startsWith("x-");
const notes: string[] = [];

async function read(wanted: Partial<Wanted> = {}) {
  notes.length = 0;
  proxy.requests.length = 0;
  const all = { announcements: "own", messages: 50, bots: false, isWanted: few, ...wanted } as const;
  const existing = await readExisting(client, all, (text) => notes.push(text));
  const named = new Map(existing.all.map(({ channel }) => [channel.id, channel.name]));
  const texts = (messages: readonly Message[]) => messages.map(({ text }) => text);
  const byChannel: Record<string, string[]> = {};
  for (const [id, messages] of existing.messages) byChannel[named.get(id)!] = texts(messages);
  return {
    ...existing,
    byChannel,
    threads: [...existing.replies.values()].map(texts),
  };
}

/** How often an operation was asked for. */
const asked = (operation: string) => proxy.requests.filter((line) => line.includes(`/${operation}`)).length;

it("channels that are wanted come in order of their names, archived ones too; of all others the names alone", async () => {
  const { channels, all, me, users, scheduled } = await read({ announcements: "none" });
  expect(channels.map(({ channel }) => channel.name)).toEqual(["general", "news", "old"]);
  expect(all.length).toBeGreaterThan(40);
  expect([me.email, scheduled]).toEqual([ada, []]);
  expect(users.map(({ email }) => email)).toContain(grace);
});

it("direct conversations are known, and not read", async () => {
  await act(stack, ada, "open_direct", { users: [grace] });
  const { all, channels } = await read({ announcements: "none", isWanted: () => true });
  const types = (entries: typeof all) => new Set(entries.map(({ channel }) => channel.channelType));
  expect(types(all).has("DIRECT")).toBe(true);
  expect(types(channels)).toEqual(new Set(["PUBLIC", "PRIVATE"]));
});

describe.each([
  ["few channels are read one by one", few, { listMessages: 2, searchMessages: 0 }],
  ["many are searched together", () => true, { listMessages: 0, searchMessages: 2 }],
])("%s", (_, isWanted, requests) => {
  it("for the messages of the key's owner, oldest first, with their threads", async () => {
    const { byChannel, threads } = await read({ isWanted });
    expect(byChannel["news"]!.filter((text) => !["Because", "Answered", "Fourth"].includes(text))).toEqual([
      "First",
      "Second",
      "Third",
    ]);
    expect(byChannel["old"]).toBeUndefined();
    expect(threads).toEqual([["Why?", "Because"], ["Fourth"]]);
    expect(notes).toContain("threads, 2 of 2");
    expect(asked("listMessages")).toBe(requests.listMessages);
    if (requests.searchMessages === 0) expect(asked("searchMessages")).toBe(0);
  });

  it("for the newest, among which neither replies count nor what Pumble wrote itself", async () => {
    await act(stack, ada, "remove_member", { channel: "news", user: grace });
    await act(stack, ada, "add_members", { channel: "news", users: [grace] });
    const { byChannel } = await read({ isWanted, messages: 1 });
    const announced = byChannel["news"]!.filter((text) => !["Because", "Answered", "Fourth"].includes(text));
    expect(announced).toEqual(["Third"]);
  });

  it("for none, where none are wanted", async () => {
    expect((await read({ isWanted, messages: 0 })).byChannel).toEqual({});
    expect((await read({ isWanted, announcements: "none" })).byChannel).toEqual({});
    expect(asked("searchMessages") + asked("listMessages")).toBe(0);
  });
});

describe("what is asked", () => {
  it("is told as it goes on", async () => {
    await read();
    expect(notes.slice(0, 4)).toEqual([
      "people and channels",
      "schedules",
      "#general, 1 of 2",
      "#news, 2 of 2",
    ]);
  });

  it("is each channel by itself where a search does not show all that it counts", async () => {
    proxy.fault = (line) =>
      line.includes("/searchMessages")
        ? {
            when: "before",
            status: 200,
            body: JSON.stringify({ content: [], totalElements: 9, hasMore: false }),
          }
        : null;
    const { byChannel } = await read({ isWanted: () => true });
    expect(byChannel["news"]).toEqual(["First", "Second", "Third"]);
    expect(asked("listMessages")).toBeGreaterThan(40);
  });

  it("is each channel by itself where more people wrote than a search can name", async () => {
    const me = await client.myInfo({});
    const bots = Array.from(
      { length: 50 },
      (_, at): User => ({
        ...{ ...me, id: at.toString(16).padStart(24, "b"), isAddonBot: true },
      }),
    );
    proxy.fault = (line) =>
      line.includes("/listUsers")
        ? { when: "before", status: 200, body: JSON.stringify([me, ...bots]) }
        : null;
    const { byChannel } = await read({ isWanted: () => true, bots: true });
    expect([byChannel["news"], asked("searchMessages")]).toEqual([["First", "Second", "Third"], 0]);
    await read({ isWanted: () => true });
    expect(asked("searchMessages")).toBeGreaterThan(0);
  });
});

it("what a bot says is read where bots are wanted", async () => {
  const [general] = (await read()).channels;
  await client.sendMessage({ channelId: general!.channel.id, text: "Beep", asBot: true });
  expect((await read()).byChannel["general"]).toBeUndefined();
  expect((await read({ bots: true })).byChannel["general"]).toEqual(["Beep"]);
});

describe("pinned messages", () => {
  const pinned = (wanted: Partial<Wanted> = {}) => read({ announcements: "pinned", ...wanted });

  beforeAll(async () => {
    const { messages } = await read();
    const { messages: said } = await client.listMessages({ channelId: [...messages.keys()][0]!, limit: 200 });
    const pin = async (text: string) => {
      const { id } = said.find((one) => one.text === text)!;
      await act(stack, ada, "pin", { messageId: id });
    };
    for (const text of ["Third", "Aside", "First"]) await pin(text);
  });

  it("are read one by one, whoever wrote them, oldest first", async () => {
    const { byChannel, unread, threads } = await pinned();
    expect([byChannel, unread]).toEqual([{ news: ["First", "Aside", "Third"] }, []]);
    expect(threads).toEqual([["Fourth"]]);
    expect([asked("fetchMessage"), asked("listMessages")]).toEqual([3, 0]);
    expect(notes).toContain("pinned in #news");
    expect(notes).not.toContain("pinned in #general");
  });

  it("are those that were pinned last, where fewer are wanted", async () => {
    expect((await pinned({ messages: 2 })).byChannel).toEqual({ news: ["First", "Aside"] });
    expect((await pinned({ messages: 0 })).byChannel).toEqual({});
  });

  it("of which one cannot be read are named, and the others read", async () => {
    let count = 0;
    proxy.fault = (line) =>
      line.includes("/fetchMessage") && ++count === 1
        ? { when: "before", status: 403, body: '{"message":"Message not found"}' }
        : null;
    const { byChannel, unread } = await pinned();
    expect(byChannel).toEqual({ news: ["First", "Aside"] });
    expect(unread).toEqual([{ channel: "news", id: expect.stringMatching(/^[0-9a-f]{24}$/) }]);
  });

  it.each([
    ["the key stops working", 401, "No such key", "the API key was not accepted"],
    ["the key may not read messages", 403, "This key may only be used for: Users", "not allowed"],
  ])("are told as a failure, and none is left out, where %s meanwhile", async (_, status, message, says) => {
    proxy.fault = (line) =>
      line.includes("/fetchMessage") ? { when: "before", status, body: JSON.stringify({ message }) } : null;
    await expect(pinned()).rejects.toThrow(says);
  });
});
