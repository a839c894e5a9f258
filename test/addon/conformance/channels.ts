/** Operations on channels. */
import { expect } from "vitest";
import { type Cases, never } from "./operation-cases";
import {
  archived,
  channel,
  nobody,
  noSuchChannel,
  notFound,
  otherChannel,
  outside,
  platforms,
  second,
  unfitPeople,
} from "./wire";
import type { World } from "./world";

/** Who is in a channel, in join order. */
async function membersOf(world: World, channelId: string): Promise<string[]> {
  const { memberships } = await world.tables();
  return memberships.filter((entry) => entry.channelId === channelId).map((entry) => entry.userId);
}

/** What the newest message says, and about whom. */
async function newest(world: World, channelId: string) {
  const { messages } = await world.tables();
  const { text, subtype, affectedUserIds } = messages
    .filter((entry) => entry.channelId === channelId)
    .at(-1)!;
  return { text, subtype, affectedUserIds };
}

/** #random as listed for Ada. */
function random(world: World) {
  const { ada, grace, linus, mary, dora } = world.id;
  return {
    channel: channel(world, { id: world.channel.random, name: "random" }),
    pinnedMessages: [],
    users: [ada, grace, linus, mary, dora],
  };
}

/** Everything that Ada sees: what she has joined, her direct channels, then the other public ones. */
async function listed(world: World) {
  const { ada, grace, linus, mary, dora, bot, pumble } = world.id;
  const { channels, memberships } = await world.tables();
  const withMembers = (...wanted: string[]) =>
    channels.find(({ id, name }) => {
      const members = memberships.filter(({ channelId }) => channelId === id).map(({ userId }) => userId);
      return name === "" && members.join() === wanted.join();
    })!.id;
  const { general, old, quiet } = world.channel;
  const everyone = [ada, grace, linus, mary, dora];
  const entry = (users: string[], fields: Record<string, unknown>) => ({
    channel: channel(world, fields),
    pinnedMessages: [],
    users,
  });
  const direct = { channelType: "DIRECT", name: "" };
  return [
    entry(everyone, {
      ...{ id: general, name: "general", description: "For everyone", isInitial: true, isMain: true },
    }),
    random(world),
    entry([], { id: old, name: "old", isArchived: true }),
    entry([ada], { id: world.channel["ada-only"], name: "ada-only", channelType: "PRIVATE" }),
    entry([ada], { id: withMembers(ada), channelType: "SELF", addedById: ada, isInitial: true }),
    entry([pumble, ada], {
      ...{ ...direct, id: withMembers(pumble, ada), creatorId: pumble, isPumbleBot: true, isInitial: true },
    }),
    entry([bot, ada], {
      ...{ ...direct, id: withMembers(bot, ada), creatorId: bot, isAddonBot: true, addedById: bot },
    }),
    entry([grace], { id: quiet, name: "quiet", creatorId: grace, isMember: false }),
  ];
}

export const channelCases: Cases<
  "listChannels" | "getChannel" | "createChannel" | "addUsersToChannel" | "removeUserFromChannel"
> = {
  listChannels: {
    ...{ method: "GET", kind: "read", group: "Channels", scope: "channels:list" },
    input: () => ({}),
    success: {
      "every channel that the caller sees": async (world, call) => {
        await call();
        return JSON.stringify(await listed(world));
      },
      "all of them, whatever a client sends along": async (world, call) => {
        await call({ limit: 1, cursor: "", types: "SELF" });
        return JSON.stringify(await listed(world));
      },
      "pinned messages, as pairs": async (world, call) => {
        await world.act({ as: "ada", action: "pin", messageId: world.hello });
        await call();
        const [general, ...others] = await listed(world);
        const pinnedMessages = [{ workspaceUserId: world.id.ada, messageId: world.hello }];
        return JSON.stringify([{ ...general, pinnedMessages }, ...others]);
      },
      "the channels of a key that is narrowed to them": async (world, call) => {
        await call({}, { key: "random" });
        return JSON.stringify([random(world)]);
      },
      "all three keys, also where the platform leaves two out": async (world, call) => {
        const body = [{ channel: { id: "1" } }];
        await world.whilePlatformAnswers({ status: 200, body }, () => call());
        return '[{"channel":{"id":"1"},"pinnedMessages":[],"users":[]}]';
      },
    },
    verbatim: '[ {"users":[], "channel":{"new":1.0,"id":"1"}, "pinnedMessages":[]} ]',
    invalid: never("it takes no input"),
    unfit: never("it takes no input"),
    notFound: never("an empty workspace has channels too"),
    notAllowed: never("everybody sees some channels"),
    taken: never("it names nothing"),
    elsewhere: never("the answer holds the key's channels alone"),
  },

  getChannel: {
    ...{ method: "GET", kind: "read", group: "Channels", scope: "channels:read" },
    input: (world) => ({ channelId: world.channel.general }),
    success: {
      "a channel by id": async (world, call) => {
        await call({ channelId: world.channel.random });
        const { channel, users } = random(world);
        return JSON.stringify({ channel, users });
      },
      "a channel by its name, however that is written": async (world, call) => {
        await call({ channel: " RANDOM" });
        const { channel, users } = random(world);
        return JSON.stringify({ channel, users });
      },
      "a channel by id where a name is expected": async (world, call) => {
        await call({ channel: world.channel.random });
        const { channel, users } = random(world);
        return JSON.stringify({ channel, users });
      },
      "the channel of the id when a name is given too": async (world, call) => {
        await call({ channelId: world.channel.random, channel: "general" });
        const { channel, users } = random(world);
        return JSON.stringify({ channel, users });
      },
      "a public channel that the caller is not in": async (world, call) => {
        await call({ channel: "quiet" });
        const fields = { id: world.channel.quiet, name: "quiet", creatorId: world.id.grace, isMember: false };
        return JSON.stringify({ channel: channel(world, fields), users: [world.id.grace] });
      },
      "its members, also where the platform leaves them out": async (world, call) => {
        const body = { channel: { id: "1" } };
        await world.whilePlatformAnswers({ status: 200, body }, () =>
          call({ channelId: world.channel.general }),
        );
        return '{"channel":{"id":"1"},"users":[]}';
      },
    },
    verbatim: never("pinned messages are left out"),
    invalid: [
      [{}, { "": "channelId or channel is required" }],
      [{ channelId: "", channel: "" }, { "": "channelId or channel is required" }],
    ],
    unfit: never("any text may be a channel's name"),
    notFound: {
      "an unknown id": () => [{ channelId: nobody }, notFound],
      "an id that is none": () => [{ channelId: "../users" }, notFound],
      "an unknown name": () => [{ channel: "nowhere" }, noSuchChannel],
      "a name that is a word of JavaScript": () => [{ channel: "constructor" }, noSuchChannel],
      "another member's private channel by id": (world) => [
        { channelId: world.channel["grace-only"] },
        notFound,
      ],
      "another member's private channel by name": () => [{ channel: "grace-only" }, noSuchChannel],
    },
    notAllowed: never("a channel that may not be seen is not found"),
    taken: never("it names nothing"),
    elsewhere: {
      "another channel by id": (world) => [{ channelId: world.channel.general }, otherChannel],
      "another channel by name": () => [{ channel: "general" }, otherChannel],
    },
  },

  createChannel: {
    ...{ method: "POST", kind: "write", group: "Channels", scope: "channels:write" },
    input: () => ({ name: "fresh", type: "PUBLIC" }),
    success: {
      "id and name of a channel in which the caller is alone": async (world, call) => {
        await call({ name: " Two Words", type: "PUBLIC", description: "About two" });
        const made = (await world.tables()).channels.at(-1)!;
        expect(made).toEqual({
          ...{ id: made.id, name: "two-words", channelType: "PUBLIC", description: "About two" },
          ...{ creatorId: world.id.ada, createdAt: second, pinned: [] },
          ...{ isArchived: false, isMain: false, isInitial: false },
        });
        expect(await membersOf(world, made.id)).toEqual([world.id.ada]);
        return `{"id":"${made.id}","name":"two-words"}`;
      },
      "a private channel with letters of any script": async (world, call) => {
        await call({ name: "Ações Bancárias", type: "PRIVATE" });
        const made = (await world.tables()).channels.at(-1)!;
        expect([made.channelType, made.description]).toEqual(["PRIVATE", ""]);
        return `{"id":"${made.id}","name":"ações-bancárias"}`;
      },
    },
    verbatim: never("it answers a reference"),
    invalid: [
      [{}, { name: "must not be null", type: "must not be null" }],
      [
        { name: null, type: null, description: null },
        { name: "must not be null", type: "must not be null" },
      ],
      [{ name: "", type: "PUBLIC" }, { name: "must not be empty" }],
      [{ name: "x", type: "SECRET" }, { type: "Allowed values are PUBLIC|PRIVATE" }],
      [{ name: "x", type: "public" }, { type: "Allowed values are PUBLIC|PRIVATE" }],
      [
        { name: 1, type: "PUBLIC", description: [] },
        { name: "must be of type string", description: "must be of type string" },
      ],
    ],
    unfit: {
      "a name of other characters": () => [
        { name: "a/b", type: "PUBLIC" },
        platforms("[may only contain letters, digits, spaces, '-' and '_']", 400000),
      ],
      "a name of 81 characters": () => [
        { name: "x".repeat(81), type: "PUBLIC" },
        platforms("[must have at most 80 characters, has 81]", 400000),
      ],
      "a description of 251 characters": () => [
        { name: "x", type: "PUBLIC", description: "x".repeat(251) },
        platforms("[description must have at most 250 characters, has 251]", 400000),
      ],
    },
    notFound: never("it looks for nothing"),
    notAllowed: never("every member may make channels"),
    taken: {
      "a channel's name": () => [
        { name: "General", type: "PRIVATE" },
        platforms("This channel name is already taken", 400000),
      ],
      "the name of a private channel that the caller does not see": () => [
        { name: "grace only", type: "PUBLIC" },
        platforms("This channel name is already taken", 400000),
      ],
    },
    elsewhere: { "any new channel": () => [{ name: "fresh", type: "PUBLIC" }, outside] },
  },

  addUsersToChannel: {
    ...{ method: "POST", kind: "write", group: "Channels", scope: "channels:write" },
    input: (world) => ({ channelId: world.channel.general, userIds: [world.id.grace] }),
    success: {
      "nothing; the members are in, and the channel says so": async (world, call) => {
        const { ada, grace, linus } = world.id;
        const channelId = world.channel["ada-only"];
        await call({ channelId, userIds: [linus, grace, ada] });
        expect(await membersOf(world, channelId)).toEqual([ada, linus, grace]);
        expect(await newest(world, channelId)).toEqual({
          ...{ text: `added <<@${linus}>>, <<@${grace}>>`, subtype: "joined_channel" },
          affectedUserIds: [linus, grace],
        });
        return "";
      },
      "nothing for those who are in already": async (world, call) => {
        const before = await newest(world, world.channel.general);
        await call({ channelId: world.channel.general, userIds: [world.id.grace] });
        expect(await newest(world, world.channel.general)).toEqual(before);
        return "";
      },
    },
    verbatim: never("it answers nothing"),
    invalid: [
      [{}, { channelId: "must not be null", userIds: "must not be null" }],
      [
        { channelId: "", userIds: [] },
        { channelId: "must not be empty", userIds: "must not be empty" },
      ],
      [
        { channelId: 1, userIds: nobody },
        { channelId: "must be of type string", userIds: "must be of type array" },
      ],
      [
        { channelId: nobody, userIds: [null, ""] },
        { "userIds.0": "must not be null", "userIds.1": "must not be empty" },
      ],
    ],
    unfit: {
      "somebody who does not exist": (world) => [
        { channelId: world.channel.general, userIds: [world.id.grace, nobody] },
        unfitPeople,
      ],
      "a deactivated member": (world) => [
        { channelId: world.channel.random, userIds: [world.id.dora] },
        unfitPeople,
      ],
    },
    notFound: {
      "an unknown channel": (world) => [{ channelId: nobody, userIds: [world.id.grace] }, notFound],
      "another member's private channel": (world) => [
        { channelId: world.channel["grace-only"], userIds: [world.id.ada] },
        notFound,
      ],
    },
    notAllowed: {
      "an archived channel": (world) => [
        { channelId: world.channel.old, userIds: [world.id.grace] },
        archived,
      ],
      "a direct channel": async (world) => {
        const { channels } = await world.tables();
        const channelId = channels.find(({ channelType }) => channelType === "SELF")!.id;
        return [
          { channelId, userIds: [world.id.grace] },
          platforms("Users cannot be added to a direct channel", 403000),
        ];
      },
    },
    taken: never("it names nothing"),
    elsewhere: {
      "another channel": (world) => [
        { channelId: world.channel.general, userIds: [world.id.grace] },
        otherChannel,
      ],
    },
  },

  removeUserFromChannel: {
    ...{ method: "POST", kind: "write", group: "Channels", scope: "channels:write" },
    input: (world) => ({ channelId: world.channel.general, userId: world.id.grace }),
    success: {
      "nothing; the member is out, and the channel says so": async (world, call) => {
        const { ada, grace, linus, mary, dora } = world.id;
        await call({ channelId: world.channel.random, userId: grace });
        expect(await membersOf(world, world.channel.random)).toEqual([ada, linus, mary, dora]);
        expect(await newest(world, world.channel.random)).toEqual({
          ...{ text: `removed <<@${grace}>>`, subtype: "removed_from_channel", affectedUserIds: [grace] },
        });
        return "";
      },
      "nothing when the caller leaves": async (world, call) => {
        await call({ channelId: world.channel.random, userId: world.id.ada });
        expect(await membersOf(world, world.channel.random)).not.toContain(world.id.ada);
        return "";
      },
    },
    verbatim: never("it answers nothing"),
    invalid: [
      [{}, { channelId: "must not be null", userId: "must not be null" }],
      [
        { channelId: "", userId: "" },
        { channelId: "must not be empty", userId: "must not be empty" },
      ],
      [
        { channelId: 1, userId: [nobody] },
        { channelId: "must be of type string", userId: "must be of type string" },
      ],
    ],
    unfit: {
      "somebody who is not in": (world) => [
        { channelId: world.channel.quiet, userId: world.id.ada },
        platforms("User is not a member of the channel", 400000),
      ],
    },
    notFound: {
      "an unknown channel": (world) => [{ channelId: nobody, userId: world.id.grace }, notFound],
      "another member's private channel": (world) => [
        { channelId: world.channel["grace-only"], userId: world.id.grace },
        notFound,
      ],
    },
    notAllowed: {
      "the channel that everybody is in": (world) => [
        { channelId: world.channel.general, userId: world.id.grace },
        platforms("Users cannot be removed from the main channel", 403000),
      ],
      "an archived channel": (world) => [{ channelId: world.channel.old, userId: world.id.grace }, archived],
    },
    taken: never("it names nothing"),
    elsewhere: {
      "another channel": (world) => [
        { channelId: world.channel.general, userId: world.id.grace },
        otherChannel,
      ],
    },
  },
};
