/** Operations that change, remove and mark messages. */
import { expect } from "vitest";
import { type Cases, never } from "./operation-cases";
import {
  archived,
  emptyText,
  nobody,
  noSuchChannel,
  notFound,
  notList,
  notText,
  otherChannel,
  outside,
  platforms,
  richBlocks,
  tooLong,
} from "./wire";
import type { World } from "./world";

/** The workspace's record of a message. */
async function stored(world: World, messageId: string) {
  return (await world.tables()).messages.find(({ id }) => id === messageId);
}

export const messageChangingCases: Cases<"deleteMessage" | "addReaction" | "removeReaction" | "editMessage"> =
  {
    deleteMessage: {
      ...{ method: "DELETE", kind: "write", group: "Messages", scope: "messages:delete" },
      input: (world) => ({ channelId: world.channel.general, messageId: world.hello }),
      success: {
        "nothing; the message is gone": async (world, call) => {
          await call({ channel: "general", messageId: world.hello });
          expect(await stored(world, world.hello)).toBeUndefined();
          return "";
        },
        "nothing; of a message with replies its place is left": async (world, call) => {
          await world.post("reply", { threadRootId: world.hello });
          await call({ channelId: world.channel.general, messageId: world.hello });
          expect(await stored(world, world.hello)).toMatchObject({ text: "", deleted: true });
          return "";
        },
        "nothing for what the bot has said": async (world, call) => {
          const id = await world.beep("general");
          await call({ channelId: world.channel.general, messageId: id });
          expect(await stored(world, id)).toBeUndefined();
          return "";
        },
      },
      verbatim: never("it answers nothing"),
      invalid: [
        [{}, { messageId: "must not be null" }],
        [{ messageId: nobody }, { "": "channelId or channel is required" }],
        [{ channelId: nobody, messageId: "" }, { messageId: "must not be null" }],
      ],
      unfit: never("any text may be an id"),
      notFound: {
        "an unknown channel": (world) => [{ channelId: nobody, messageId: world.hello }, notFound],
        "an unknown name": (world) => [{ channel: "nowhere", messageId: world.hello }, noSuchChannel],
        "an unknown message": (world) => [{ channelId: world.channel.general, messageId: nobody }, notFound],
        "a message of another channel": (world) => [
          { channelId: world.channel.general, messageId: world.anything },
          notFound,
        ],
      },
      notAllowed: {
        "another member's message": (world) => [
          { channelId: world.channel.random, messageId: world.anything },
          platforms("Only the author can delete a message", 403000),
        ],
        "the owner's message": (world) => [
          { channelId: world.channel.general, messageId: world.hello },
          platforms("Only the author can delete a message", 403000),
          "grace",
        ],
      },
      taken: never("it names nothing"),
      elsewhere: {
        "another channel": (world) => [
          { channelId: world.channel.general, messageId: world.hello },
          otherChannel,
        ],
      },
    },

    addReaction: {
      ...{ method: "POST", kind: "write", group: "Messages", scope: "reaction:write" },
      input: (world) => ({ messageId: world.hello, reaction: ":+1:" }),
      success: {
        "ok; the reaction is there": async (world, call) => {
          await call({
            channelId: world.channel.random,
            messageId: world.anything,
            reaction: ":+1:",
            skinTone: 6,
          });
          const { reactions } = (await stored(world, world.anything))!;
          expect(reactions).toEqual([{ user: world.id.ada, code: ":+1:", skinTone: 6 }]);
          return '{"status":"ok"}';
        },
        "ok without the channel, and the second time": async (world, call) => {
          await call({ messageId: world.hello, reaction: ":white_check_mark:" });
          await call({ messageId: world.hello, reaction: ":white_check_mark:" });
          expect((await stored(world, world.hello))!.reactions).toHaveLength(1);
          return '{"status":"ok"}';
        },
        "ok in the channel of a key that is narrowed to it": async (world, call) => {
          const input = { channelId: world.channel.random, messageId: world.anything, reaction: ":+1:" };
          await call(input, { key: "random" });
          expect((await stored(world, world.anything))!.reactions).toHaveLength(1);
          return '{"status":"ok"}';
        },
      },
      verbatim: never("it says that all is well"),
      invalid: [
        [{}, { messageId: "must not be null", reaction: "must not be null" }],
        [
          { messageId: "", reaction: "+1" },
          { messageId: "must not be empty", reaction: "must be an emoji code such as :+1:" },
        ],
        [{ messageId: "x", reaction: "::" }, { reaction: "must be an emoji code such as :+1:" }],
        [{ messageId: "x", reaction: `:${"x".repeat(99)}:` }, { reaction: "must be at most 100 characters" }],
        [
          { messageId: 1, channelId: 1, reaction: 1, skinTone: 7 },
          { messageId: notText, channelId: notText, reaction: notText, skinTone: "must be at most 6" },
        ],
        [{ messageId: "x", reaction: ":x:", skinTone: 0 }, { skinTone: "must be at least 1" }],
      ],
      unfit: never("what the platform takes as a code is more than this"),
      notFound: {
        "a message that is not in the key's channel": (world) => [
          { channelId: world.channel.random, messageId: world.hello, reaction: ":+1:" },
          notFound,
          "random",
        ],
        "an unknown message": () => [{ messageId: nobody, reaction: ":+1:" }, notFound],
        "a message in another member's private channel": async (world) => [
          {
            messageId: await world.post("secret", { as: "grace", channel: "grace-only" }),
            reaction: ":+1:",
          },
          notFound,
        ],
      },
      notAllowed: {
        "an archived channel": (world) => [{ messageId: world.longAgo, reaction: ":+1:" }, archived],
      },
      taken: never("it names nothing"),
      elsewhere: {
        "a message without its channel": (world) => [
          { messageId: world.anything, reaction: ":+1:" },
          outside,
        ],
        "another channel": (world) => [
          { channelId: world.channel.general, messageId: world.hello, reaction: ":+1:" },
          otherChannel,
        ],
      },
    },

    removeReaction: {
      ...{ method: "DELETE", kind: "write", group: "Messages", scope: "reaction:write" },
      input: (world) => ({ messageId: world.hello, reaction: ":+1:" }),
      success: {
        "ok; the caller's reaction is gone": async (world, call) => {
          for (const as of ["ada", "grace"]) {
            await world.act({ as, action: "react", messageId: world.hello, code: ":+1:" });
          }
          await call({ messageId: world.hello, reaction: ":+1:" });
          const { reactions } = (await stored(world, world.hello))!;
          expect(reactions).toEqual([{ user: world.id.grace, code: ":+1:" }]);
          return '{"status":"ok"}';
        },
        "ok in the channel of a key that is narrowed to it": async (world, call) => {
          await world.act({ as: "ada", action: "react", messageId: world.anything, code: ":+1:" });
          const input = { channelId: world.channel.random, messageId: world.anything, reaction: ":+1:" };
          await call(input, { key: "random" });
          return '{"status":"ok"}';
        },
      },
      verbatim: never("it says that all is well"),
      invalid: [
        [{}, { messageId: "must not be null", reaction: "must not be null" }],
        [{ messageId: "x", reaction: "+1" }, { reaction: "must be an emoji code such as :+1:" }],
      ],
      unfit: never("what the platform takes as a code is more than this"),
      notFound: {
        "a message that is not in the key's channel": (world) => [
          { channelId: world.channel.random, messageId: world.hello, reaction: ":+1:" },
          notFound,
          "random",
        ],
        "an unknown message": () => [{ messageId: nobody, reaction: ":+1:" }, notFound],
        "a reaction that is not there": (world) => [{ messageId: world.hello, reaction: ":+1:" }, notFound],
        "another member's reaction": async (world) => {
          await world.act({ as: "grace", action: "react", messageId: world.hello, code: ":+1:" });
          return [{ messageId: world.hello, reaction: ":+1:" }, notFound];
        },
      },
      notAllowed: {
        "an archived channel": (world) => [{ messageId: world.longAgo, reaction: ":+1:" }, archived],
      },
      taken: never("it names nothing"),
      elsewhere: {
        "a message without its channel": (world) => [
          { messageId: world.anything, reaction: ":+1:" },
          outside,
        ],
        "another channel": (world) => [
          { channelId: world.channel.general, messageId: world.hello, reaction: ":+1:" },
          otherChannel,
        ],
      },
    },

    editMessage: {
      ...{ method: "POST", kind: "write", group: "Messages", scope: "messages:edit" },
      input: (world) => ({ channelId: world.channel.general, messageId: world.hello, text: "x" }),
      success: {
        "nothing; the text is another": async (world, call) => {
          await call({ channelId: world.channel.general, messageId: world.hello, text: "after" });
          const edited = await stored(world, world.hello);
          expect([edited?.text, edited?.edited, edited?.blocks]).toEqual(["after", true, undefined]);
          return "";
        },
        "nothing; the blocks are others": async (world, call) => {
          await call({
            channelId: world.channel.general,
            messageId: world.hello,
            text: "after",
            blocks: richBlocks,
          });
          expect(await stored(world, world.hello)).toMatchObject({ text: "after", blocks: richBlocks });
          return "";
        },
        "nothing for what the bot has said": async (world, call) => {
          const id = await world.beep("general");
          await call({ channelId: world.channel.general, messageId: id, text: "boop" });
          expect(await stored(world, id)).toMatchObject({ text: "boop", authorId: world.id.bot });
          return "";
        },
      },
      verbatim: never("it answers nothing"),
      invalid: [
        [{}, { messageId: "must not be null", channelId: "must not be null", text: "must not be null" }],
        [
          { messageId: "", channelId: "", text: "", channel: "general" },
          { messageId: "must not be empty", channelId: "must not be empty", text: "must not be empty" },
        ],
        [
          { messageId: 1, channelId: 1, text: tooLong, blocks: 1 },
          {
            ...{ messageId: notText, channelId: notText, text: "must be at most 100000 characters" },
            blocks: notList,
          },
        ],
      ],
      unfit: {
        "a text of spaces": (world) => [
          { channelId: world.channel.general, messageId: world.hello, text: " \n" },
          emptyText,
        ],
      },
      notFound: {
        "an unknown channel": (world) => [{ channelId: nobody, messageId: world.hello, text: "x" }, notFound],
        "an unknown message": (world) => [
          { channelId: world.channel.general, messageId: nobody, text: "x" },
          notFound,
        ],
        "a message of another channel": (world) => [
          { channelId: world.channel.general, messageId: world.anything, text: "x" },
          notFound,
        ],
      },
      notAllowed: {
        "another member's message": (world) => [
          { channelId: world.channel.random, messageId: world.anything, text: "x" },
          platforms("Only the author can edit a message", 403000),
        ],
        "an archived channel": (world) => [
          { channelId: world.channel.old, messageId: world.longAgo, text: "x" },
          archived,
        ],
      },
      taken: never("it names nothing"),
      elsewhere: {
        "another channel": (world) => [
          { channelId: world.channel.general, messageId: world.hello, text: "x" },
          otherChannel,
        ],
      },
    },
  };
