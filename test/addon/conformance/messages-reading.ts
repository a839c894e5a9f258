/** Operations that read messages. */
import { type Cases, never, type Refusal } from "./operation-cases";
import {
  blocksOf,
  message,
  nobody,
  noSuchChannel,
  noSuchMember,
  notFound,
  otherChannel,
  platforms,
  threadRootInfo,
} from "./wire";
import type { World } from "./world";

const paging = {
  limit: "must be of type number",
  strategy: "Allowed values are BEFORE|AFTER|AROUND",
};
const noCursor = platforms("[cursor must be the id of a message]", 400000);

/** A thread of Ada's in #general with this many replies, by turns of Grace and Ada. Ids, root first. */
async function thread(world: World, replies: number): Promise<string[]> {
  const rootId = await world.post("root");
  const ids = [rootId];
  for (let number = 1; number <= replies; number++) {
    const as = number % 2 === 1 ? "grace" : "ada";
    ids.push(await world.post(`reply ${number}`, { as, threadRootId: rootId }));
  }
  return ids;
}

/** A reply of such a thread as Ada sees it. */
function reply(world: World, ids: string[], number: number) {
  return message(world, {
    ...{
      id: ids[number]!,
      text: `reply ${number}`,
      author: number % 2 === 1 ? world.id.grace : world.id.ada,
    },
    threadReplyInfo: { rootId: ids[0], replySentToChannel: false, rootText: "root" },
  });
}

/** #general with the messages 1 to `count` after what was there. Ids, that one first. */
async function filled(world: World, count: number): Promise<string[]> {
  const ids = [world.hello];
  for (let number = 1; number <= count; number++) ids.push(await world.post(`message ${number}`));
  return ids;
}

/** Some of them as Ada sees them. */
function some(world: World, ids: string[], from: number, to: number) {
  const range = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return range.map((at) => message(world, { id: ids[at]!, text: at === 0 ? "Hello" : `message ${at}` }));
}

/** Channels that reading says do not exist. */
const channelsNotFound = (field: string): Record<string, Refusal> => ({
  "an unknown channel": (world) => [{ channelId: nobody, [field]: world.hello }, notFound],
  "an unknown name": (world) => [{ channel: "nowhere", [field]: world.hello }, noSuchChannel],
  "another member's private channel": (world) => [
    { channelId: world.channel["grace-only"], [field]: world.hello },
    notFound,
  ],
});

export const messageReadingCases: Cases<
  "fetchMessage" | "fetchThreadReplies" | "searchMessages" | "listMessages"
> = {
  fetchMessage: {
    ...{ method: "GET", kind: "read", group: "Messages", scope: "messages:read" },
    input: (world) => ({ channelId: world.channel.general, messageId: world.hello }),
    success: {
      "a message with every key": async (world, call) => {
        await call({ channel: "general", messageId: world.hello });
        return JSON.stringify(message(world, { id: world.hello, text: "Hello" }));
      },
      "the first message of a thread, edited, with a reaction": async (world, call) => {
        const [id] = (await thread(world, 3)) as [string];
        await world.act({ as: "ada", action: "edit", messageId: id, text: "edited" });
        await world.act({ as: "grace", action: "react", messageId: id, code: ":+1:" });
        await call({ channelId: world.channel.general, messageId: id });
        return JSON.stringify(
          message(world, {
            ...{ id, text: "edited", edited: true, reactions: [{ user: world.id.grace, code: ":+1:" }] },
            ...{ isFollowing: true, threadRootInfo: threadRootInfo([world.id.grace, world.id.ada], 3) },
          }),
        );
      },
      "a reply": async (world, call) => {
        const ids = await thread(world, 1);
        await call({ channelId: world.channel.general, messageId: ids[1] });
        return JSON.stringify(reply(world, ids, 1));
      },
      "what is left of a deleted message with replies": async (world, call) => {
        const [id] = (await thread(world, 1)) as [string];
        await world.act({ as: "ada", action: "delete", messageId: id });
        await call({ channelId: world.channel.general, messageId: id });
        const threadRoot = threadRootInfo([world.id.grace], 1);
        const left = { id, text: "", deleted: true, isFollowing: true, threadRootInfo: threadRoot };
        return JSON.stringify(message(world, left));
      },
      "what the workspace itself said about members": async (world, call) => {
        await world.act({ as: "ada", action: "add_members", channel: "ada-only", users: ["grace"] });
        const { id } = (await world.tables()).messages.at(-1)!;
        await call({ channel: "ada-only", messageId: id });
        const elements = [
          { type: "text", text: "added " },
          { type: "user", user_id: world.id.grace },
        ];
        const section = { type: "rich_text_section", elements };
        return JSON.stringify(
          message(world, {
            ...{ id, text: `added <<@${world.id.grace}>>`, channelId: world.channel["ada-only"] },
            ...{
              subtype: "joined_channel",
              meta: {
                affectedUsers: [
                  { workspaceUserId: world.id.grace, addedBy: world.id.ada, addedAt: 1_900_000_000_000 },
                ],
              },
            },
            blocks: [{ type: "rich_text", elements: [section] }],
          }),
        );
      },
    },
    verbatim: '{ "text":"\\u00e9", "id":"1", "new":1.0 }',
    invalid: [
      [{}, { messageId: "must not be null" }],
      [{ messageId: nobody }, { "": "channelId or channel is required" }],
      [{ channel: "general", messageId: "" }, { messageId: "must not be null" }],
    ],
    unfit: never("any text may be an id"),
    notFound: {
      ...channelsNotFound("messageId"),
      "an unknown message": (world) => [{ channelId: world.channel.general, messageId: nobody }, notFound],
      "a message of another channel": (world) => [
        { channelId: world.channel.general, messageId: world.anything },
        notFound,
      ],
    },
    notAllowed: never("who sees a channel sees its messages"),
    taken: never("it names nothing"),
    elsewhere: {
      "another channel by id": (world) => [
        { channelId: world.channel.general, messageId: world.hello },
        otherChannel,
      ],
      "another channel by name": (world) => [{ channel: "general", messageId: world.hello }, otherChannel],
    },
  },

  fetchThreadReplies: {
    ...{ method: "GET", kind: "read", group: "Messages", scope: "channels:read" },
    input: (world) => ({ channelId: world.channel.general, rootMessageId: world.hello }),
    success: {
      "a bare list, newest first": async (world, call) => {
        const ids = await thread(world, 3);
        await call({ channelId: world.channel.general, rootMessageId: ids[0] });
        return JSON.stringify([3, 2, 1].map((number) => reply(world, ids, number)));
      },
      "an empty list where nobody has replied": async (world, call) => {
        await call({ channel: "general", rootMessageId: world.hello });
        return "[]";
      },
      "an older page, the cursor's reply first": async (world, call) => {
        const ids = await thread(world, 5);
        const input = { channelId: world.channel.general, rootMessageId: ids[0], limit: 2 };
        await call({ ...input, cursor: ids[4], strategy: "BEFORE" });
        return JSON.stringify([4, 3, 2].map((number) => reply(world, ids, number)));
      },
    },
    verbatim: '[ { "id" : "1", "new" : 1.0 } ]',
    invalid: [
      [{}, { rootMessageId: "must not be null" }],
      [{ rootMessageId: nobody }, { "": "channelId or channel is required" }],
      [
        { channel: "x", rootMessageId: "x", limit: "many", strategy: "before" },
        { limit: paging.limit, strategy: paging.strategy },
      ],
      [{ channel: "x", rootMessageId: "x", limit: 0 }, { limit: "must be at least 1" }],
      [{ channel: "x", rootMessageId: "x", limit: 201 }, { limit: "must be at most 200" }],
      [{ channel: "x", rootMessageId: "x", limit: 1.5 }, { limit: paging.limit }],
    ],
    unfit: {
      "a cursor that is no id": (world) => [
        { channelId: world.channel.general, rootMessageId: world.hello, cursor: "x" },
        noCursor,
      ],
    },
    notFound: {
      ...channelsNotFound("rootMessageId"),
      "an unknown message": (world) => [
        { channelId: world.channel.general, rootMessageId: nobody },
        notFound,
      ],
    },
    notAllowed: never("who sees a channel sees its messages"),
    taken: never("it names nothing"),
    elsewhere: {
      "another channel": (world) => [
        { channelId: world.channel.general, rootMessageId: world.hello },
        otherChannel,
      ],
    },
  },

  searchMessages: {
    ...{ method: "POST", kind: "read", group: "Messages", scope: "messages:read, channels:list" },
    input: (world) => ({ in: [world.channel.general] }),
    success: {
      "hits with what was found in them": async (world, call) => {
        const id = await world.post("a needle here");
        await call({ text: "needle", in: ["general"], from: ["Ada"] });
        const parts = [
          { type: "text", text: "a " },
          { type: "text", text: "needle", highlight: "needle" },
          { type: "text", text: " here" },
        ];
        const section = { type: "rich_text_section", elements: parts };
        const highlightedBlocks = [{ type: "rich_text", elements: [section] }];
        const hit = { ...message(world, { id, text: "a needle here" }), highlightedBlocks };
        return JSON.stringify({ content: [hit], totalElements: 1, hasMore: false });
      },
      "a page of the newest, and how many there are": async (world, call) => {
        const ids = await filled(world, 3);
        await call({ from: [world.id.ada], in: [world.channel.general], limit: 2, strategy: "NEWEST" });
        const [older, newer] = some(world, ids, 2, 3).map((hit) => ({ ...hit, highlightedBlocks: [] }));
        return JSON.stringify({ content: [newer, older], totalElements: 4, hasMore: true });
      },
      "what is strictly between two times": async (world, call) => {
        const { timestampMilli } = message(world, { id: "", text: "" });
        await call({ in: ["general"], beforeTs: timestampMilli });
        await call({ in: ["general"], afterTs: timestampMilli });
        return '{"content":[],"totalElements":0,"hasMore":false}';
      },
      "what is by one of more authors than the platform takes at once": async (world, call) => {
        const nobody = Array.from({ length: 60 }, (_, at) => at.toString(16).padStart(24, "f"));
        await call({ from: [...nobody, world.id.grace], in: [world.channel.random] });
        const hit = message(world, { id: world.anything, text: "Anything", author: world.id.grace });
        const content = [{ ...hit, channelId: world.channel.random, highlightedBlocks: [] }];
        return JSON.stringify({ content, totalElements: 1, hasMore: false });
      },
      "nothing in a private channel of others": async (world, call) => {
        await world.act({ as: "grace", action: "post", channel: "grace-only", text: "a needle here" });
        await call({ text: "needle" });
        return '{"content":[],"totalElements":0,"hasMore":false}';
      },
      "what is in the channels of a key that is narrowed to them": async (world, call) => {
        await call({ from: ["grace@example.com", "Ada"] }, { key: "random" });
        const hit = message(world, { id: world.anything, text: "Anything", author: world.id.grace });
        const content = [{ ...hit, channelId: world.channel.random, highlightedBlocks: [] }];
        return JSON.stringify({ content, totalElements: 1, hasMore: false });
      },
    },
    verbatim: '{ "hasMore":false, "new":1.0, "content":[] }',
    invalid: [
      [{}, { "": "text, from or in is required" }],
      [{ text: "" }, { "": "text, from or in is required" }],
      [
        { text: 1, from: "Ada", in: "general" },
        { text: "must be of type string", from: "must be of type array", in: "must be of type array" },
      ],
      [
        { from: [], in: [] },
        { from: "must not be empty", in: "must not be empty" },
      ],
      [
        { text: "x".repeat(1001), in: Array(101).fill("x"), from: Array(101).fill("x") },
        {
          text: "must be at most 1000 characters",
          from: "must be at most 100 items",
          in: "must be at most 100 items",
        },
      ],
      [
        { text: "x", limit: 0, beforeTs: 0, afterTs: -1 },
        { limit: "must be at least 1", beforeTs: "must be at least 1", afterTs: "must be at least 1" },
      ],
      [
        { text: "x", limit: 21, beforeTs: "now" },
        { limit: "must be at most 20", beforeTs: "must be of type number" },
      ],
      [
        { text: "x", strategy: "LATEST" },
        { strategy: "Allowed values are MOST_RELEVANT|MOST_RECENT|NEWEST|OLDEST" },
      ],
    ],
    unfit: {
      "a longer text than the platform takes": () => [
        { text: "x".repeat(501) },
        platforms("[text: Too big: expected string to have <=500 characters]", 400000),
      ],
    },
    notFound: {
      "an unknown channel's name": () => [{ in: ["general", "nowhere"] }, noSuchChannel],
      "an unknown member's name": () => [{ from: ["Ada", "Nobody"] }, noSuchMember],
    },
    notAllowed: never("what may not be seen is not found"),
    taken: never("it names nothing"),
    elsewhere: {
      "another channel": (world) => [
        { text: "x", in: [world.channel.random, world.channel.general] },
        otherChannel,
      ],
      "another channel by name": () => [{ text: "x", in: ["general"] }, otherChannel],
    },
  },

  listMessages: {
    ...{ method: "GET", kind: "read", group: "Messages", scope: "channels:read" },
    input: (world) => ({ channelId: world.channel.general }),
    success: {
      "the newest page, oldest first": async (world, call) => {
        const ids = await filled(world, 4);
        await call({ channel: "general", limit: 3 });
        const messages = some(world, ids, 2, 4);
        return JSON.stringify({ messages, hasMoreBefore: true, hasMoreAfter: false });
      },
      "everything, whatever else a client sends along": async (world, call) => {
        const ids = await filled(world, 2);
        await call({ channelId: world.channel.general, cursor: "", limit: "", strategy: "", page: 7 });
        const messages = some(world, ids, 0, 2);
        return JSON.stringify({ messages, hasMoreBefore: false, hasMoreAfter: false });
      },
      "the page before the cursor, and null for the other side": async (world, call) => {
        const ids = await filled(world, 4);
        await call({ channelId: world.channel.general, cursor: ids[3], limit: 2, strategy: "BEFORE" });
        const messages = some(world, ids, 1, 2);
        return JSON.stringify({ messages, hasMoreBefore: true, hasMoreAfter: null });
      },
      "the page after the cursor, and null for the other side": async (world, call) => {
        const ids = await filled(world, 4);
        await call({ channelId: world.channel.general, cursor: ids[2], strategy: "AFTER" });
        const messages = some(world, ids, 3, 4);
        return JSON.stringify({ messages, hasMoreBefore: null, hasMoreAfter: false });
      },
      "the page around the cursor": async (world, call) => {
        const ids = await filled(world, 4);
        await call({ channelId: world.channel.general, cursor: ids[2], limit: 3, strategy: "AROUND" });
        const messages = some(world, ids, 1, 3);
        return JSON.stringify({ messages, hasMoreBefore: true, hasMoreAfter: true });
      },
      "a thread's first message without its replies, but for one that was sent to the channel as well":
        async (world, call) => {
          const [rootId] = (await thread(world, 1)) as [string];
          const id = await world.post("also here", { threadRootId: rootId, alsoSendToChannel: true });
          await call({ channelId: world.channel.general, limit: 2 });
          const { ada, grace } = world.id;
          const root = { isFollowing: true, threadRootInfo: threadRootInfo([grace, ada], 2) };
          const threadReplyInfo = { rootId, replySentToChannel: true, rootText: "root" };
          const messages = [
            message(world, { id: rootId, text: "root", ...root }),
            message(world, { id, text: "also here", threadReplyInfo }),
          ];
          return JSON.stringify({ messages, hasMoreBefore: true, hasMoreAfter: false });
        },
      "messages of the addon's bot": async (world, call) => {
        const id = await world.beep("quiet");
        await call({ channel: "quiet" });
        const channelId = world.channel.quiet;
        const bot = { author: world.id.bot, authorAppId: world.id.app, blocks: blocksOf("Beep") };
        const messages = [message(world, { id, text: "Beep", channelId, ...bot })];
        return JSON.stringify({ messages, hasMoreBefore: false, hasMoreAfter: false });
      },
    },
    verbatim: '{ "messages" : [], "hasMoreAfter" : null, "new" : 1.0 }',
    invalid: [
      [{}, { "": "channelId or channel is required" }],
      [
        { channel: "x", limit: "many", strategy: "NEWEST" },
        { limit: paging.limit, strategy: paging.strategy },
      ],
      [{ channel: "x", limit: -1 }, { limit: "must be at least 1" }],
      [{ channel: "x", limit: 201 }, { limit: "must be at most 200" }],
    ],
    unfit: {
      "a cursor that is no id": (world) => [{ channelId: world.channel.general, cursor: "x" }, noCursor],
    },
    notFound: channelsNotFound("cursor"),
    notAllowed: never("who sees a channel sees its messages"),
    taken: never("it names nothing"),
    elsewhere: {
      "another channel by id": (world) => [{ channelId: world.channel.general }, otherChannel],
      "another channel by name": () => [{ channel: "general" }, otherChannel],
    },
  },
};
