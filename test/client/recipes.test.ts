/** How the effect of each write is looked for, on what reads answer. */
import { describe, expect, it } from "vitest";
import { PumbleAnswerError } from "../../src/client";
import type { Calls } from "../../src/client/calls";
import { recipes, type Search } from "../../src/client/reconcile";
import type { Message, OperationName } from "../../src/pumble";
import { ada, bot, channelEntry, general, grace, message, messageId } from "./fixtures";

type Answers = { [Name in OperationName]?: (input: never) => unknown };

/** A search in what these reads answer, for a write of Ada's; every call is noted. */
function searchIn(answers: Answers, { since = 0, others = [] as string[] } = {}) {
  const asked: [string, unknown][] = [];
  const calls = new Proxy({} as Calls, {
    get: (_, name: OperationName) => async (input: never) => {
      asked.push([name, input]);
      const answer = answers[name];
      if (!answer) throw new Error(`${name} was not expected`);
      return answer(input);
    },
  });
  const search: Search = {
    calls,
    options: {},
    me: async () => ada,
    mayBeOurs: (id) => !others.includes(id),
    since: () => since,
  };
  return { search, asked };
}

const page = (messages: Message[]) => ({ listMessages: () => ({ messages, hasMoreBefore: false }) });
const refused = (kind: "not_found" | "not_allowed") => () => {
  throw new PumbleAnswerError({ kind, operation: "fetchMessage", action: "a", status: 403, detail: "d" });
};

describe("a message that was sent", () => {
  const sent = { channelId: general, text: "Hello" };
  const find = (messages: Message[], more: Partial<Parameters<typeof searchIn>[1]> = {}, asBot = false) =>
    recipes.sendMessage.find!({ ...sent, asBot }, searchIn(page(messages), more).search);

  it.each<[string, Partial<Message>]>([
    ["with its text", {}],
    ["with blanks around it", { text: " Hello\n" }],
    ["at the first moment that counts", { timestampMilli: 5_000 }],
  ])("is found %s", async (_, fields) => {
    const found = message(1, { text: "Hello", ...fields });
    const value = { id: messageId(1), channelId: general };
    expect(await find([found], { since: 5_000 })).toEqual({ value });
  });

  it.each<[string, Partial<Message>]>([
    ["another text", { text: "Hello!" }],
    ["another author", { author: grace }],
    ["an earlier time", { timestampMilli: 4_999 }],
    ["the bot's name", { author: bot, authorAppId: "app" }],
  ])("is not found in one with %s", async (_, fields) => {
    expect(await find([message(1, { text: "Hello", ...fields })], { since: 5_000 })).toBeUndefined();
  });

  it("is the oldest of those that it can be", async () => {
    const times = [3, 1, 2].map((n) => message(n, { text: "Hello" }));
    expect(await find(times)).toMatchObject({ value: { id: messageId(1) } });
    expect(await find(times, { others: [messageId(1)] })).toMatchObject({ value: { id: messageId(2) } });
  });

  it("is found by one meaning of line ends and of accents", async () => {
    const input = { channelId: general, text: "a\r\nb\rCafe\u0301\n" };
    const found = await recipes.sendMessage.find!(
      input,
      searchIn(page([message(1, { text: "a\nb\nCaf\u00e9" })])).search,
    );
    expect(found).toBeDefined();
  });

  it.each<[string, Partial<Message>, boolean]>([
    ["the bot's", { author: bot, authorAppId: "app" }, true],
    ["the owner's own", { author: ada, authorAppId: "app" }, false],
    ["another member's", { author: grace, authorAppId: null }, false],
  ])("as the bot is %s: %j %j", async (_, fields, isIt) => {
    expect((await find([message(1, { text: "Hello", ...fields })], {}, true)) !== undefined).toBe(isIt);
  });

  it("to a thread is looked for there, and noted there", async () => {
    const replies = { fetchThreadReplies: () => [message(1, { text: "Hello" })] };
    const input = { ...sent, threadRootId: messageId(9) };
    const { search, asked } = searchIn(replies);
    expect(await recipes.sendMessage.find!(input, search)).toMatchObject({ value: { id: messageId(1) } });
    await recipes.sendMessage.note!(input, search);
    const where = { channelId: general, rootMessageId: messageId(9) };
    expect(asked).toEqual([
      ["fetchThreadReplies", { ...where, limit: 200 }],
      ["fetchThreadReplies", { ...where, limit: 50 }],
    ]);
  });

  it("to a channel by name is looked for by name", async () => {
    const { search, asked } = searchIn(page([]));
    await recipes.sendMessage.note!({ channel: "general", text: "Hello" }, search);
    expect(asked).toEqual([["listMessages", { channel: "general", limit: 50 }]]);
  });
});

it("a reply that was sent is looked for in its thread", async () => {
  const { search, asked } = searchIn({ fetchThreadReplies: () => [message(1, { text: "Yes" })] });
  const input = { channelId: general, messageId: messageId(9), text: "Yes" };
  expect(await recipes.sendReply.find!(input, search)).toMatchObject({ value: { id: messageId(1) } });
  expect(await recipes.sendReply.find!({ ...input, text: "No" }, search)).toBeUndefined();
  expect(asked[0]).toEqual([
    "fetchThreadReplies",
    { channelId: general, rootMessageId: messageId(9), limit: 200 },
  ]);
});

describe("a direct message", () => {
  const direct = (id: string, users: string[], channelType = "DIRECT") =>
    channelEntry(id, "", { channelType }, users);
  const users = () => [
    { id: "left", email: "grace@example.com", status: "DEACTIVATED" },
    { id: grace, email: "Grace@example.com" },
    { id: bot, email: "other@example.com" },
  ];
  const answers = (entries: object[]): Answers => ({
    ...page([message(1, { text: "Hi", channelId: "its" })]),
    listUsers: users,
    listChannels: () => entries,
  });
  const value = { id: messageId(1), channelId: "its" };

  it.each([
    ["a member by id", "dmUser", { userId: grace }],
    ["a member by address, however it is written", "dmUser", { email: "grace@EXAMPLE.com" }],
    ["members by id", "dmGroup", { userIds: [grace] }],
    ["members by address", "dmGroup", { emails: ["grace@example.com"] }],
  ] as const)("to %s is looked for in the channel of exactly those", async (_, name, to) => {
    const { search, asked } = searchIn(
      answers([direct("wider", [ada, grace, bot]), direct("other", [ada, bot]), direct("its", [ada, grace])]),
    );
    const input = { ...to, text: "Hi" } as never;
    expect(await recipes[name].find!(input, search)).toEqual({ value });
    expect(asked.at(-1)).toEqual(["listMessages", { channelId: "its", limit: 200 }]);
    await recipes[name].note!(input, search);
    expect(asked.at(-1)).toEqual(["listMessages", { channelId: "its", limit: 50 }]);
  });

  it.each([
    ["wider one", direct("wider", [ada, grace, bot])],
    ["narrower one", direct("own", [ada])],
    ["one of others", direct("other", [ada, bot])],
    ["public channel of the same two", direct("public", [ada, grace], "PUBLIC")],
    ["one whose members are not shown", { ...direct("hidden", []), users: undefined }],
  ])("is not looked for in a %s", async (_, entry) => {
    const { search, asked } = searchIn(answers([entry]));
    expect(await recipes.dmUser.find!({ userId: grace, text: "Hi" }, search)).toBeUndefined();
    expect(await recipes.dmUser.note!({ userId: grace, text: "Hi" }, search)).toBeUndefined();
    expect(asked.map(([name]) => name)).not.toContain("listMessages");
  });
});

describe("a reaction", () => {
  const input = { messageId: messageId(1), channelId: general, reaction: ":tada:" };
  const with_ = (reactions: unknown) => ({ fetchMessage: () => message(1, { reactions } as never) });
  const mine = { user: ada, code: ":tada:" };

  it.each([
    ["is there", [{ user: grace, code: ":tada:" }, mine], true],
    ["is there in a skin tone", [{ user: ada, code: ":tada::skin-tone-3:" }], true],
    ["is another's", [{ user: grace, code: ":tada:" }], false],
    ["is another one", [{ user: ada, code: ":eyes:" }], false],
    ["is the only one there is not", [], false],
    ["is not told of", undefined, false],
  ])("that %s", async (_, reactions, there) => {
    const { search, asked } = searchIn(with_(reactions));
    const done = { value: { status: "ok" } };
    expect(await recipes.addReaction.find!(input, search)).toEqual(there ? done : undefined);
    expect(await recipes.removeReaction.find!(input, search)).toEqual(there ? undefined : done);
    expect(asked[0]).toEqual(["fetchMessage", { channelId: general, messageId: messageId(1) }]);
  });

  it("is not looked for without its channel", async () => {
    const { search, asked } = searchIn({});
    const nowhere = { ...input, channelId: undefined };
    expect(await recipes.addReaction.find!(nowhere, search)).toBeUndefined();
    expect(await recipes.removeReaction.find!(nowhere, search)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe("a deletion has happened", () => {
  const input = { channelId: general, messageId: messageId(1) };
  const gone = { value: undefined };

  it("when the message is gone or only its place is left, and not while it stands", async () => {
    const find = (fetchMessage: () => unknown) =>
      recipes.deleteMessage.find!(input, searchIn({ fetchMessage }).search);
    expect(await find(refused("not_found"))).toStrictEqual(gone);
    expect(await find(() => message(1, { deleted: true }))).toStrictEqual(gone);
    expect(await find(() => message(1))).toBeUndefined();
    await expect(find(refused("not_allowed"))).rejects.toThrow(PumbleAnswerError);
    await expect(
      find(() => {
        throw Object.assign(new Error("a bug"), { kind: "not_found" });
      }),
    ).rejects.toThrow("a bug");
  });

  it("when the scheduled message is gone", async () => {
    const scheduledMessageId = messageId(5);
    const find = (fetchScheduledMessage: () => unknown) => {
      const { search, asked } = searchIn({ fetchScheduledMessage });
      return { asked, found: recipes.deleteScheduledMessage.find!({ scheduledMessageId }, search) };
    };
    const { asked, found } = find(refused("not_found"));
    expect(await found).toStrictEqual(gone);
    expect(asked).toEqual([["fetchScheduledMessage", { scheduledMessageId }]]);
    expect(await find(() => ({ id: scheduledMessageId })).found).toBeUndefined();
    await expect(find(refused("not_allowed")).found).rejects.toThrow(PumbleAnswerError);
  });
});

describe("a scheduled message", () => {
  const input = { channelId: general, sendAt: 2_000_000_000_000, text: "Later" };
  const one = (id: string, fields = {}) => ({ id, ...input, ...fields });
  const pages = (...lists: object[][]): Answers => ({
    fetchScheduledMessages: ({ cursor }: { cursor?: string }) => {
      const at =
        cursor === undefined
          ? 0
          : lists.findIndex((list) => (list.at(-1) as { id: string }).id === cursor) + 1;
      return { scheduledMessages: lists[at] ?? [], hasMore: at < lists.length - 1 };
    },
  });

  it("is the one of the same text for the same moment, on any page", async () => {
    const { search, asked } = searchIn(
      pages([one("a", { text: "Else" })], [one("b", { sendAt: 1 })], [one("c")]),
    );
    expect(await recipes.createScheduledMessage.find!(input, search)).toEqual({
      value: { id: "c", channelId: general },
    });
    expect(asked.map(([, asks]) => asks)).toEqual([
      { channelId: general, limit: 200 },
      { channelId: general, limit: 200, cursor: "a" },
      { channelId: general, limit: 200, cursor: "b" },
    ]);
  });

  it.each([
    ["for another moment", { sendAt: 1 }],
    ["of another text", { text: "Else" }],
    ["in another channel", { channelId: grace }],
  ])("is none %s", async (_, fields) => {
    const { search } = searchIn(pages([one("a", fields)]));
    expect(await recipes.createScheduledMessage.find!(input, search)).toBeUndefined();
  });

  it("is one however the server writes its text", async () => {
    const { search } = searchIn(pages([one("a", { text: "Caf\u00e9\nat 9" })]));
    const sent = { ...(input as object), text: " Cafe\u0301\r\nat 9 " } as never;
    expect(await recipes.createScheduledMessage.find!(sent, search)).toMatchObject({ value: { id: "a" } });
  });

  it("is none that was there before, which a note of all pages has met", async () => {
    const { search, asked } = searchIn(pages([one("a")], [one("b")]), { others: ["a", "b"] });
    await recipes.createScheduledMessage.note!(input, search);
    expect(asked).toHaveLength(2);
    expect(await recipes.createScheduledMessage.find!(input, search)).toBeUndefined();
  });

  it("is not looked for without end where a server gives the same page again", async () => {
    const same = {
      fetchScheduledMessages: () => ({ scheduledMessages: [one("a", { text: "x" })], hasMore: true }),
    };
    const { search, asked } = searchIn(same);
    expect(await recipes.createScheduledMessage.find!(input, search)).toBeUndefined();
    expect(asked).toHaveLength(2);
    const empty = searchIn({ fetchScheduledMessages: () => ({ scheduledMessages: [], hasMore: true }) });
    expect(await recipes.createScheduledMessage.find!(input, empty.search)).toBeUndefined();
    expect(empty.asked).toHaveLength(1);
  });
});

describe("a channel that was made", () => {
  const input = { name: "Ops" } as never;
  const made = channelEntry(general, "ops", { creatorId: ada, timestampMilli: 5_000 });
  const find = (entry: object, more: Parameters<typeof searchIn>[1] = {}) =>
    recipes.createChannel.find!(
      input,
      searchIn({ listChannels: () => [entry] }, { since: 5_000, ...more }).search,
    );

  it("is the one of its name, as Pumble writes names", async () => {
    expect(await find(made)).toEqual({ value: { id: general, name: "ops" } });
    expect(await find(channelEntry(general, "ops", { creatorId: null, timestampMilli: null }))).toBeDefined();
  });

  it("is none of another name, another member, an earlier time or another write", async () => {
    expect(await find(channelEntry(general, "dev", { timestampMilli: 5_000 }))).toBeUndefined();
    expect(
      await find(channelEntry(general, "ops", { creatorId: grace, timestampMilli: 5_000 })),
    ).toBeUndefined();
    expect(await find(channelEntry(general, "ops", { timestampMilli: 4_999 }))).toBeUndefined();
    expect(await find(made, { others: [general] })).toBeUndefined();
  });

  it("is noted by name; that there is none is no failure", async () => {
    const { search, asked } = searchIn({ getChannel: refused("not_found") });
    expect(await recipes.createChannel.note!(input, search)).toBeUndefined();
    expect(asked).toEqual([["getChannel", { channel: "ops" }]]);
    await expect(
      recipes.createChannel.note!(input, searchIn({ getChannel: refused("not_allowed") }).search),
    ).rejects.toThrow(PumbleAnswerError);
  });

  it("is taken for another of the same name, however it is written", () => {
    const { key, place } = recipes.createChannel;
    expect([key!(input), place!(input)]).toEqual([
      key!({ name: "ops" } as never),
      place!({ name: "ops" } as never),
    ]);
    expect(key!(input)).not.toBe(key!({ name: "dev" } as never));
    expect(place!(input)).not.toBe(place!({ name: "dev" } as never));
  });
});

describe("members of a channel", () => {
  const find = (
    name: "addUsersToChannel" | "removeUserFromChannel",
    users: string[] | undefined,
    who: object,
  ) => {
    const { search, asked } = searchIn({ getChannel: () => ({ ...channelEntry(general, "ops"), users }) });
    return recipes[name].find!({ channelId: general, ...who } as never, search).then((found) => ({
      found,
      asked,
    }));
  };

  it("were added when all of them are in it", async () => {
    const { found, asked } = await find("addUsersToChannel", [ada, grace], { userIds: [grace, ada] });
    expect(found).toStrictEqual({ value: undefined });
    expect(asked).toEqual([["getChannel", { channelId: general }]]);
    expect((await find("addUsersToChannel", [ada], { userIds: [grace, ada] })).found).toBeUndefined();
    expect((await find("addUsersToChannel", undefined, { userIds: [ada] })).found).toBeUndefined();
  });

  it("were removed when they are not in it", async () => {
    expect((await find("removeUserFromChannel", [ada], { userId: grace })).found).toStrictEqual({
      value: undefined,
    });
    expect((await find("removeUserFromChannel", [ada, grace], { userId: grace })).found).toBeUndefined();
    expect((await find("removeUserFromChannel", undefined, { userId: grace })).found).toBeUndefined();
  });
});

describe("writes that could be taken for one another", () => {
  const keyOf = (name: keyof typeof recipes, input: object) => recipes[name].key!(input as never);
  const placeOf = (name: keyof typeof recipes, input: object) => recipes[name].place!(input as never);

  it.each([
    [
      "sendMessage",
      { channelId: general, text: "a" },
      [{ channelId: grace }, { text: "b" }, { threadRootId: "t" }],
      { text: " a\r\n" },
    ],
    [
      "sendReply",
      { channelId: general, messageId: "m", text: "a" },
      [{ channelId: grace }, { text: "b" }, { messageId: "n" }],
      { text: "a " },
    ],
    [
      "dmUser",
      { userId: ada, text: "a" },
      [{ userId: grace }, { text: "b" }, { userId: undefined, email: "e" }],
      { text: "a\n" },
    ],
    [
      "dmGroup",
      { userIds: [ada], text: "a" },
      [{ userIds: [ada, grace] }, { text: "b" }, { userIds: undefined, emails: ["e"] }],
      { text: "a\n" },
    ],
    [
      "createScheduledMessage",
      { channelId: general, sendAt: 1, text: "a" },
      [{ channelId: grace }, { sendAt: 2 }, { text: "b" }],
      { text: "a\n" },
    ],
  ] as const)("%s", (name, input, others, same) => {
    const keys = [input, ...others.map((other) => ({ ...input, ...other }))].map((one) => keyOf(name, one));
    expect(new Set(keys).size).toBe(1 + others.length);
    expect(keyOf(name, { ...input, ...same })).toBe(keys[0]);
  });

  it.each([
    [
      "sendMessage",
      [
        { channelId: general },
        { channelId: grace },
        { channel: "general" },
        { channelId: general, threadRootId: "t" },
      ],
    ],
    [
      "sendReply",
      [
        { channelId: general, messageId: "m" },
        { channelId: general, messageId: "n" },
        { channel: "g", messageId: "m" },
      ],
    ],
    ["dmUser", [{ userId: ada }, { userId: grace }, { email: "e" }]],
    ["dmGroup", [{ userIds: [ada] }, { userIds: [ada, grace] }, { emails: ["e"] }]],
    ["createScheduledMessage", [{ channelId: general }, { channelId: grace }]],
  ] as const)("and share a note by place alone: %s", (name, inputs) => {
    const places = inputs.map((input) => placeOf(name, { ...input, text: "a", sendAt: 1 }));
    expect(new Set(places).size).toBe(inputs.length);
    expect(placeOf(name, { ...inputs[0], text: "b", sendAt: 2 })).toBe(places[0]);
  });

  it("are looked for before they are repeated only where a second effect would be seen", () => {
    const once = Object.entries(recipes)
      .filter(([, recipe]) => recipe.once)
      .map(([name]) => name);
    expect(once.sort()).toEqual([
      "createChannel",
      "createScheduledMessage",
      "dmGroup",
      "dmUser",
      "sendMessage",
      "sendReply",
    ]);
  });
});
