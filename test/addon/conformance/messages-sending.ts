/** Operations that send messages. */
import { expect } from "vitest";
import { type Cases, never, type Refusal } from "./operation-cases";
import {
  archived,
  attachments,
  emptyText,
  nobody,
  noSuchChannel,
  noSuchMember,
  notFlag,
  notFound,
  notList,
  notText,
  otherChannel,
  outside,
  own,
  richBlocks,
  tooLong,
  unfitPeople,
} from "./wire";
import type { World } from "./world";

/** The reference to the message that was just sent, of which the workspace's record is as is said. */
async function reference(world: World, expected: Record<string, unknown>): Promise<string> {
  const newest = (await world.tables()).messages.at(-1)!;
  expect(newest).toMatchObject({
    authorId: world.id.ada,
    authorAppId: null,
    threadRootId: null,
    ...expected,
  });
  return `{"id":"${newest.id}","channelId":"${newest.channelId}"}`;
}

/** The direct channel of exactly these. */
async function direct(world: World, ...people: string[]): Promise<string | undefined> {
  const { channels, memberships } = await world.tables();
  const membersOf = (channelId: string) =>
    memberships.filter((entry) => entry.channelId === channelId).map(({ userId }) => userId);
  const isIt = (channelId: string) => membersOf(channelId).sort().join() === [...people].sort().join();
  return channels.find(({ id, channelType }) => channelType === "DIRECT" && isIt(id))?.id;
}

const spaces: Refusal = (world) => [
  { channelId: world.channel.general, messageId: world.hello, text: " \n" },
  emptyText,
];

/** Channels that sending to says do not exist. */
const channelsNotFound = (more: Record<string, unknown>): Record<string, Refusal> => ({
  "an unknown channel": () => [{ ...more, channelId: nobody }, notFound],
  "an unknown name": () => [{ ...more, channel: "nowhere" }, noSuchChannel],
  "another member's private channel": (world) => [
    { ...more, channelId: world.channel["grace-only"] },
    notFound,
  ],
  "a private channel in which the bot is not": (world) => [
    { ...more, channelId: world.channel["ada-only"], asBot: true },
    notFound,
  ],
});

export const messageSendingCases: Cases<"sendMessage" | "sendReply" | "dmUser" | "dmGroup"> = {
  sendMessage: {
    ...{ method: "POST", kind: "write", group: "Messages", scope: "messages:write" },
    input: (world) => ({ channelId: world.channel.general, text: "x" }),
    success: {
      "a reference; the caller is the author": async (world, call) => {
        await call({ channel: "general", channelId: "", text: "hi é", threadRootId: null, x: { y: 1 } });
        return reference(world, { channelId: world.channel.general, text: "hi é" });
      },
      "a reference to what the bot says": async (world, call) => {
        await call({ channelId: world.channel.general, text: "beep", asBot: true });
        return reference(world, { authorId: world.id.bot, authorAppId: world.id.app, text: "beep" });
      },
      "a reference to a reply with blocks and attachments": async (world, call) => {
        const threadRootId = world.hello;
        await call({
          channelId: world.channel.general,
          text: "plain",
          threadRootId,
          blocks: richBlocks,
          attachments,
        });
        return reference(world, { threadRootId, blocks: richBlocks, attachments, alsoSentToChannel: false });
      },
      "a reference to the longest text": async (world, call) => {
        const text = "é".repeat(100_000);
        await call({ channelId: world.channel.general, text });
        return reference(world, { text });
      },
    },
    verbatim: never("it answers a reference"),
    invalid: [
      [{}, { text: "must not be null" }],
      [{ text: "x" }, { "": "channelId or channel is required" }],
      [{ channel: "general", text: "" }, { text: "must not be empty" }],
      [{ channel: "general", text: tooLong }, { text: "must be at most 100000 characters" }],
      [
        { channelId: 1, channel: {}, text: 1, asBot: "yes", threadRootId: 1, blocks: {}, attachments: "x" },
        {
          ...{ channelId: notText, channel: notText, text: notText, asBot: notFlag, threadRootId: notText },
          ...{ blocks: notList, attachments: notList },
        },
      ],
      [
        { channel: "general", text: "x", blocks: [{}, 1], attachments: ["x"] },
        {
          "blocks.0.type": "must not be null",
          "blocks.1": "must be of type object",
          "attachments.0": "must be of type record",
        },
      ],
    ],
    unfit: { "a text of spaces": spaces },
    notFound: {
      ...channelsNotFound({ text: "x" }),
      "an unknown thread": (world) => [
        { channelId: world.channel.general, text: "x", threadRootId: nobody },
        notFound,
      ],
      "a thread of another channel": (world) => [
        { channelId: world.channel.general, text: "x", threadRootId: world.anything },
        notFound,
      ],
    },
    notAllowed: { "an archived channel": () => [{ channel: "old", text: "x" }, archived] },
    taken: never("it names nothing"),
    elsewhere: {
      "another channel by id": (world) => [{ channelId: world.channel.general, text: "x" }, otherChannel],
      "another channel by name, as the bot": () => [
        { channel: "general", text: "x", asBot: true },
        otherChannel,
      ],
    },
  },

  sendReply: {
    ...{ method: "POST", kind: "write", group: "Messages", scope: "messages:write" },
    input: (world) => ({ channelId: world.channel.general, messageId: world.hello, text: "x" }),
    success: {
      "a reference to a reply": async (world, call) => {
        await call({ channel: "general", messageId: world.hello, text: "reply" });
        return reference(world, { threadRootId: world.hello, alsoSentToChannel: false, text: "reply" });
      },
      "a reference to what the bot replies, in the channel as well": async (world, call) => {
        const input = { channelId: world.channel.general, messageId: world.hello, text: "plain" };
        await call({ ...input, asBot: true, alsoSendToChannel: true, blocks: richBlocks, attachments });
        const bot = { authorId: world.id.bot, authorAppId: world.id.app, alsoSentToChannel: true };
        return reference(world, { ...bot, threadRootId: world.hello, blocks: richBlocks, attachments });
      },
    },
    verbatim: never("it answers a reference"),
    invalid: [
      [{}, { messageId: "must not be null", text: "must not be null" }],
      [{ messageId: nobody, text: "x" }, { "": "channelId or channel is required" }],
      [
        { channel: "general", messageId: "", text: "" },
        { messageId: "must not be empty", text: "must not be empty" },
      ],
      [
        { channelId: 1, channel: 1, messageId: 1, text: tooLong, alsoSendToChannel: 1, asBot: 0 },
        {
          ...{ channelId: notText, channel: notText, messageId: notText },
          text: "must be at most 100000 characters",
          ...{ alsoSendToChannel: notFlag, asBot: notFlag },
        },
      ],
      [
        { channel: "general", messageId: "x", text: "x", blocks: "x", attachments: {} },
        { blocks: notList, attachments: notList },
      ],
    ],
    unfit: { "a text of spaces": spaces },
    notFound: {
      ...channelsNotFound({ messageId: nobody, text: "x" }),
      "an unknown message": (world) => [
        { channelId: world.channel.general, messageId: nobody, text: "x" },
        notFound,
      ],
    },
    notAllowed: {
      "an archived channel": (world) => [{ channel: "old", messageId: world.longAgo, text: "x" }, archived],
    },
    taken: never("it names nothing"),
    elsewhere: {
      "another channel": (world) => [
        { channelId: world.channel.general, messageId: world.hello, text: "x" },
        otherChannel,
      ],
    },
  },

  dmUser: {
    ...{ method: "POST", kind: "write", group: "Messages", scope: "channels:write" },
    input: (world) => ({ userId: world.id.grace, text: "x" }),
    success: {
      "a reference in the direct channel, which is opened": async (world, call) => {
        expect(await direct(world, world.id.ada, world.id.grace)).toBeUndefined();
        await call({ userId: world.id.grace, text: "psst", attachments });
        const channelId = await direct(world, world.id.ada, world.id.grace);
        return reference(world, { channelId, text: "psst", attachments });
      },
      "a reference in the same channel the next time, by e-mail address": async (world, call) => {
        await call({ userId: world.id.grace, text: "first" });
        const channelId = await direct(world, world.id.ada, world.id.grace);
        await call({ email: "GRACE@example.com", text: "second" });
        return reference(world, { channelId, text: "second" });
      },
      "a reference to what the bot says to the caller": async (world, call) => {
        await call({ userId: world.id.ada, text: "beep", asBot: true });
        const channelId = await direct(world, world.id.bot, world.id.ada);
        return reference(world, { channelId, authorId: world.id.bot, authorAppId: world.id.app });
      },
    },
    verbatim: never("it answers a reference"),
    invalid: [
      [{}, { text: "must not be null" }],
      [{ text: "x" }, { "": "userId or email is required" }],
      [
        { userId: 1, email: 1, text: 1, asBot: "true", attachments: [1] },
        {
          ...{ userId: notText, email: notText, text: notText, asBot: notFlag },
          "attachments.0": "must be of type record",
        },
      ],
      [{ userId: nobody, text: "x", attachments: 1 }, { attachments: notList }],
    ],
    unfit: {
      oneself: (world) => [
        { userId: world.id.ada, text: "x" },
        own("Invalid request parameters: a direct message to yourself"),
      ],
      "oneself by e-mail address": () => [
        { email: "ada@example.com", text: "x" },
        own("Invalid request parameters: a direct message to yourself"),
      ],
      "somebody who does not exist": () => [{ userId: nobody, text: "x" }, unfitPeople],
      "a deactivated member": (world) => [{ userId: world.id.dora, text: "x" }, unfitPeople],
      "a text of spaces": (world) => [{ userId: world.id.grace, text: " " }, emptyText],
    },
    notFound: {
      "an unknown e-mail address": () => [{ email: "nobody@example.com", text: "x" }, noSuchMember],
    },
    notAllowed: never("everybody may write to everybody"),
    taken: never("it names nothing"),
    elsewhere: { "any direct channel": (world) => [{ userId: world.id.grace, text: "x" }, outside] },
  },

  dmGroup: {
    ...{ method: "POST", kind: "write", group: "Messages", scope: "channels:write" },
    input: (world) => ({ userIds: [world.id.grace, world.id.linus], text: "x" }),
    success: {
      "a reference in the direct channel of all, by ids and e-mail addresses": async (world, call) => {
        const { ada, grace, linus, mary } = world.id;
        const emails = ["mary@example.com", "grace@example.com"];
        await call({ userIds: [grace, linus], emails, text: "you three", attachments });
        const channelId = await direct(world, ada, grace, linus, mary);
        return reference(world, { channelId, text: "you three", attachments });
      },
      "a reference in the same channel the next time": async (world, call) => {
        const { ada, grace, linus } = world.id;
        await call({ userIds: [grace, linus], text: "first" });
        const channelId = await direct(world, ada, grace, linus);
        await call({ userIds: [linus, grace, linus], text: "second" });
        return reference(world, { channelId, text: "second" });
      },
      "a reference to what the bot says": async (world, call) => {
        const { bot, grace, linus } = world.id;
        await call({ userIds: [grace, linus], text: "beep", asBot: true });
        const channelId = await direct(world, bot, grace, linus);
        return reference(world, { channelId, authorId: bot, authorAppId: world.id.app });
      },
    },
    verbatim: never("it answers a reference"),
    invalid: [
      [{}, { text: "must not be null" }],
      [{ text: "x" }, { "": "userIds or emails is required" }],
      [
        { userIds: [], emails: [], text: "" },
        { userIds: "must not be empty", emails: "must not be empty", text: "must not be empty" },
      ],
      [
        { userIds: Array(9).fill(nobody), emails: Array(9).fill("x"), text: "x" },
        { userIds: "must be at most 8 items", emails: "must be at most 8 items" },
      ],
      [
        { userIds: "x", emails: [1], text: 1, asBot: 1, attachments: 1 },
        {
          ...{ userIds: notList, "emails.0": notText, text: notText, asBot: notFlag },
          attachments: notList,
        },
      ],
    ],
    unfit: {
      "somebody who does not exist": (world) => [
        { userIds: [world.id.grace, nobody], text: "x" },
        unfitPeople,
      ],
      "a deactivated member": (world) => [
        { userIds: [world.id.grace, world.id.dora], text: "x" },
        unfitPeople,
      ],
    },
    notFound: {
      "an unknown e-mail address": (world) => [
        { userIds: [world.id.grace], emails: ["nobody@example.com"], text: "x" },
        noSuchMember,
      ],
    },
    notAllowed: never("everybody may write to everybody"),
    taken: never("it names nothing"),
    elsewhere: { "any direct channel": (world) => [{ userIds: [world.id.grace], text: "x" }, outside] },
  },
};
