import { describe, expect, test } from "vitest";
import {
  addMembers,
  changeChannel,
  createChannel,
  getDirect,
  listChannels,
  openDirect,
  removeMember,
} from "../../../../src/local/core/workspace/channels";
import { makeFilePublic, storeFile } from "../../../../src/local/core/workspace/files";
import { addReaction, deleteMessage } from "../../../../src/local/core/workspace/messages";
import { pinMessage } from "../../../../src/local/core/workspace/pins";
import { createScheduled } from "../../../../src/local/core/workspace/scheduled";
import { joinWorkspace, newUser } from "../../../../src/local/core/workspace/users";
import {
  channelEntryFor,
  channelFor,
  isoTime,
  messageFor,
  scheduledFor,
} from "../../../../src/local/core/workspace/wire";
import { planted, start } from "./planted";

const minute = 60_000;

test("a time has a fraction only when there is one", () => {
  expect([isoTime(0), isoTime(start), isoTime(start + 1)]).toEqual([
    ...["1970-01-01T00:00:00Z", "2030-01-07T09:00:00Z", "2030-01-07T09:00:00.001Z"],
  ]);
});

describe("a channel", () => {
  test("has every key of a live answer, with the values that nothing here changes", () => {
    const { workspace, channel, as } = planted();
    const general = channel("general");
    const [ada, grace] = [as("Ada").userId, as("Grace").userId];
    expect(channelFor(workspace, general, grace)).toEqual({
      ...{ id: general.id, workspaceId: workspace.record.id, name: "general", channelType: "PUBLIC" },
      ...{ description: "Company-wide announcements and work matters", creatorId: ada, addedById: ada },
      ...{
        isArchived: false,
        isHidden: false,
        isInitial: true,
        isMain: true,
        isMember: true,
        isMuted: false,
      },
      ...{ isAddonBot: false, isPumbleBot: false, notifyAboutRepliesInThreads: false, sectionId: "" },
      ...{ desktopNotificationPreferences: null, mobileNotificationPreferences: null },
      ...{ lastMarkTimestamp: "1970-01-01T00:00:00Z", lastMarkTimestampMilli: 0 },
      ...{ lastMessageTimestamp: isoTime(start), lastMessageTimestampMilli: start },
      ...{ timestamp: isoTime(start), timestampMilli: start },
      postingPermissions: {
        ...{ allowThreads: true, allowMentions: true, postingPermissionsGroup: "EVERYONE" },
        workspaceUserIds: [],
      },
      postingPermissionsV2: {
        ...{ allowThreads: true, allowMentions: true, postingPermissionsGroup: "EVERYONE" },
        ...{ allowedUserIds: [], allowedGroupIds: [], blockedUserIds: [], blockedGroupIds: [] },
        blockGuests: false,
      },
    });
  });

  test("is as old as its last message that shows in it, or as itself when there is none", () => {
    const { workspace, post, clock, hide, as, channel } = planted();
    const last = (name: string) => {
      const shown = channelFor(workspace, channel(name), as("Ada").userId);
      return [shown.lastMessageTimestampMilli, shown.lastMessageTimestamp, shown.timestampMilli];
    };
    const root = post("Grace", "random", { text: "root" });
    const after = [start + minute, isoTime(start + minute), start];
    expect(last("random")).toEqual(after);
    post("Grace", "general", { text: "one" });
    post("Grace", "general", { text: "two" });
    expect(last("general")[0]).toBe(start + 3 * minute);
    post("Grace", "random", { text: "reply", threadRootId: root.id });
    expect(last("random")).toEqual(after);
    clock.advance(minute);
    hide("Ada", "empty");
    const made = start + 5 * minute;
    expect(last("empty")).toEqual([made, isoTime(made), made]);
  });

  test("says whether one is in it, and who put one there", () => {
    const { workspace, as, channel, hide } = planted();
    hide("Ada", "cellar");
    const seen = (who: string) => {
      const { isMember, addedById, isHidden } = channelFor(workspace, channel("cellar"), as(who).userId);
      return [isMember, addedById, isHidden];
    };
    expect([seen("Ada"), seen("Grace")]).toEqual([
      [true, null, false],
      [false, null, false],
    ]);
    const mine = workspace.db.membershipsByPair.first(`${channel("cellar").id}:${as("Ada").userId}`)!;
    workspace.db.memberships.put({ ...workspace.db.memberships.get(mine)!, isHidden: true });
    expect(seen("Ada")).toEqual([true, null, true]);
    addMembers(workspace, as("Ada"), channel("cellar").id, [as("Grace").userId]);
    expect(seen("Grace")).toEqual([true, as("Ada").userId, false]);
  });

  test("of a direct kind has no name, tells of replies, and says whether the other is a bot", () => {
    const { workspace, as } = planted();
    const bot = newUser(workspace, { name: "Deploys", email: "bot@example.com", isAddonBot: true });
    workspace.db.users.put(bot);
    const [ada, grace, pumble] = [as("Ada"), as("Grace").userId, as("Pumble").userId];
    const kinds = (others: string[]) => {
      const opened = others.length === 0 ? getDirect(workspace, ada, []) : openDirect(workspace, ada, others);
      const shown = channelFor(workspace, opened, ada.userId);
      const { name, channelType, notifyAboutRepliesInThreads: tells } = shown;
      return [name, channelType, tells, shown.isAddonBot, shown.isPumbleBot];
    };
    expect(kinds([])).toEqual(["", "SELF", false, false, false]);
    expect(kinds([grace])).toEqual(["", "DIRECT", true, false, false]);
    expect(kinds([bot.id])).toEqual(["", "DIRECT", true, true, false]);
    expect(kinds([pumble])).toEqual(["", "DIRECT", true, false, true]);
    for (const others of [
      [bot.id, pumble],
      [pumble, bot.id],
      [bot.id, grace],
      [pumble, grace],
    ])
      expect(kinds(others)).toEqual(["", "DIRECT", true, false, false]);
    const { id } = createChannel(workspace, ada, { name: "bots", type: "PRIVATE" });
    addMembers(workspace, ada, id, [bot.id]);
    const named = channelFor(workspace, workspace.channel(id), ada.userId);
    expect([named.isAddonBot, named.isPumbleBot]).toEqual([false, false]);
  });

  test("comes with its members in join order and its pins; archived it shows no members", () => {
    const { workspace, as, channel, post, hide } = planted();
    const [ada, grace, linus] = [as("Ada"), as("Grace").userId, as("Linus").userId];
    const { id } = hide("Ada", "cellar");
    addMembers(workspace, ada, id, [linus, grace, linus]);
    const message = post("Ada", "cellar", { text: "keep" });
    pinMessage(workspace, ada, message.id);
    const entry = () => channelEntryFor(workspace, channel("cellar"), ada.userId);
    const pins = [{ workspaceUserId: ada.userId, messageId: message.id }];
    expect([entry().users, entry().pinnedMessages]).toEqual([[ada.userId, linus, grace], pins]);
    changeChannel(workspace, ada, id, { archived: true });
    expect([entry().users, entry().pinnedMessages, entry().channel.isArchived]).toEqual([[], pins, true]);
  });
});

describe("the list of channels", () => {
  test("begins with one's own, the named before the direct ones, and ends with the public ones that one is not in", () => {
    const { workspace, as, hide, channel } = planted();
    hide("Ada", "cellar");
    const kay = joinWorkspace(workspace, { name: "Kay", email: "kay@example.com" });
    const shown = (types?: string[]) =>
      listChannels(workspace, as("Kay"), types).map(({ name, channelType }) => name || channelType);
    expect(shown()).toEqual(["general", "SELF", "DIRECT", "random"]);
    expect(shown(["PUBLIC"])).toEqual(["general", "random"]);
    addMembers(workspace, as("Ada"), channel("cellar").id, [kay.id]);
    expect(shown(["PRIVATE", "SELF"])).toEqual(["cellar", "SELF"]);
    workspace.db.users.put({ ...kay, role: "GUEST_SINGLE_CHANNEL" });
    expect(shown()).toEqual(["general", "cellar", "SELF", "DIRECT"]);
  });
});

describe("a message", () => {
  test("has every key of a live answer", () => {
    const { workspace, as, channel, post } = planted();
    const message = post("Grace", "random", { text: "hello" });
    const at = start + minute;
    expect(messageFor(workspace, message, as("Ada").userId)).toEqual({
      ...{ id: message.id, localId: message.id, channelId: channel("random").id, author: as("Grace").userId },
      ...{ workspaceId: workspace.record.id, text: "hello", subtype: "", authorAppId: null },
      ...{ timestamp: isoTime(at), timestampMilli: at, savedTimestampMilli: 0 },
      ...{ reactions: [], linkPreviews: [], files: [], attachments: [], isFollowing: false },
      ...{ deleted: false, edited: false, threadRootInfo: null, threadReplyInfo: null },
      ...{ sharedMessage: null, meta: null },
      blocks: [
        {
          type: "rich_text",
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "hello" }] }],
        },
      ],
    });
  });

  test("keeps the skin tone of a reaction to itself", () => {
    const { workspace, as, post } = planted();
    const { id } = post("Grace", "random", { text: "hello" });
    addReaction(workspace, as("Ada"), id, { code: ":wave:", skinTone: 3 });
    expect(messageFor(workspace, workspace.db.messages.get(id)!, "").reactions).toEqual([
      { user: as("Ada").userId, code: ":wave:" },
    ]);
  });

  test("that was sent with blocks keeps them; of a tombstone there are none", () => {
    const { workspace, as, post } = planted();
    const blocks = [{ type: "divider" }];
    const root = post("Grace", "random", { text: "over", blocks });
    const shown = () => messageFor(workspace, workspace.db.messages.get(root.id)!, as("Ada").userId);
    expect(shown().blocks).toEqual(blocks);
    expect(messageFor(workspace, { ...root, blocks: [] }, "").blocks).toMatchObject([{ type: "rich_text" }]);
    post("Ada", "random", { text: "reply", threadRootId: root.id });
    deleteMessage(workspace, as("Grace"), { channelId: root.channelId, messageId: root.id });
    expect(shown()).toMatchObject({
      text: "",
      deleted: true,
      blocks: [],
      threadRootInfo: { repliesCount: 1 },
    });
  });

  test("of Pumble's own says whom it is about, who did it and when", () => {
    const { workspace, as, channel, clock } = planted();
    const [ada, grace] = [as("Ada").userId, as("Grace").userId];
    clock.advance(minute);
    removeMember(workspace, as("Ada"), channel("random").id, grace);
    const message = workspace.db.timelines.of(channel("random").id).at(-1)!;
    expect(messageFor(workspace, message, ada)).toMatchObject({
      ...{ subtype: "removed_from_channel", author: ada, text: `removed <<@${grace}>>` },
      meta: { affectedUsers: [{ workspaceUserId: grace, addedBy: ada, addedAt: start + minute }] },
    });
  });
});

describe("a thread", () => {
  function thread() {
    const setup = planted();
    const { workspace, post, as } = setup;
    const root = post("Ada", "random", { text: "root" });
    const replies = [
      post("Grace", "random", { text: "one", threadRootId: root.id }),
      post("Grace", "random", { text: "two", threadRootId: root.id, alsoSendToChannel: true }),
    ];
    const shown = (id: string, who: string) =>
      messageFor(workspace, workspace.db.messages.get(id)!, as(who).userId);
    return { ...setup, root, replies, shown };
  }

  test("is counted at its root, with each who replied once and the time of the last", () => {
    const { root, shown, as } = thread();
    const last = start + 3 * minute;
    expect(shown(root.id, "Linus").threadRootInfo).toEqual({
      ...{ repliesCount: 2, repliers: [as("Grace").userId], isFollowing: false },
      ...{ lastReplyTimestamp: isoTime(last), lastReplyTimestampMilli: last },
      ...{ lastMarkTimestamp: "1970-01-01T00:00:00Z", lastMarkTimestampMilli: 0 },
    });
  });

  test("is followed by who began it and who replied, once there is a reply", () => {
    const { root, shown, post } = thread();
    const follows = ["Ada", "Grace", "Linus"].map((who) => {
      const { isFollowing, threadRootInfo } = shown(root.id, who);
      expect(threadRootInfo?.isFollowing).toBe(isFollowing);
      return isFollowing;
    });
    expect(follows).toEqual([true, true, false]);
    post("Linus", "random", { text: "three", threadRootId: root.id });
    expect([shown(root.id, "Linus").isFollowing, shown(root.id, "Grace").isFollowing]).toEqual([true, true]);
    expect(shown(post("Ada", "random", { text: "alone" }).id, "Ada").isFollowing).toBe(false);
  });

  test("is named by its replies, with the root's text and whether the channel has them too", () => {
    const { root, replies, shown, post, workspace } = thread();
    const info = { rootId: root.id, rootText: "root" };
    expect(replies.map(({ id }) => shown(id, "Ada").threadReplyInfo)).toEqual([
      { ...info, replySentToChannel: false },
      { ...info, replySentToChannel: true },
    ]);
    const deeper = post("Linus", "random", { text: "three", threadRootId: replies[0]!.id });
    expect(shown(deeper.id, "Ada").threadReplyInfo?.rootId).toBe(root.id);
    workspace.db.messages.delete(root.id);
    expect(shown(deeper.id, "Ada").threadReplyInfo).toMatchObject({ rootId: root.id, rootText: "" });
  });
});

describe("a file of a message", () => {
  function withFile() {
    const setup = planted();
    const { workspace, post, as } = setup;
    const bytes = Buffer.from("abc");
    const uploaderId = as("Grace").userId;
    const file = { id: workspace.ids.next(), name: "a b.txt", mimeType: "text/plain", bytes, uploaderId };
    const { id, path } = storeFile(workspace, file);
    const message = post("Ada", "random", { text: "see", files: [{ id, name: "a b.txt", path }] });
    const shown = (given = message) => messageFor(workspace, given, as("Ada").userId).files?.[0];
    return { ...setup, id, path, shown, message };
  }

  test("has a whole address, its owner and its time; a public one its public address too", () => {
    const { id, path, shown, as, workspace } = withFile();
    const file = {
      ...{ id, name: "a b.txt", path: `http://local${path}`, owner: as("Grace").userId },
      ...{ thumbnails: [], uploadedAtMilli: start + minute },
    };
    expect(path).toBe(`/files/${id}/a%20b.txt`);
    expect(shown()).toEqual(file);
    const { publicPath } = makeFilePublic(workspace, as("Grace"), id);
    expect(shown()).toEqual({ ...file, publicPath });
  });

  test("that lies elsewhere keeps its address and is its author's", () => {
    const { shown, message, as } = withFile();
    const path = "https://files.example.com/x";
    expect(shown({ ...message, files: [{ id: "other", path }] })).toMatchObject({
      path,
      owner: as("Ada").userId,
    });
  });
});

test("a scheduled message is shown without what only the workspace needs", () => {
  const { workspace, as, channel } = planted();
  const record = createScheduled(workspace, as("Ada"), {
    ...{ channelId: channel("random").id, text: "later", sendAt: start + minute },
  });
  const shown = scheduledFor(record);
  expect(shown).toMatchObject({
    id: record.id,
    author: as("Ada").userId,
    text: "later",
    sendAt: start + minute,
  });
  for (const hidden of ["sentCount", "authorAppId", "viaAppId"]) expect(shown).not.toHaveProperty(hidden);
});
