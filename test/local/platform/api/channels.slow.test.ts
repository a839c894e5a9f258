import { describe, expect, test } from "vitest";
import { channelListEntry } from "../../../../src/pumble";
import { installedWorkspace, texts } from "../../support";

/** The 27 keys seen live. */
const keys =
  `addedById channelType creatorId description desktopNotificationPreferences id isAddonBot isArchived
  isHidden isInitial isMain isMember isMuted isPumbleBot lastMarkTimestamp lastMarkTimestampMilli lastMessageTimestamp
  lastMessageTimestampMilli mobileNotificationPreferences name notifyAboutRepliesInThreads postingPermissions
  postingPermissionsV2 sectionId timestamp timestampMilli workspaceId`.split(/\s+/);

type Entry = {
  channel: { id: string; name: string; channelType: string; isMember: boolean };
  users: string[];
};

describe("channels", () => {
  test("every channel is listed with exactly the keys seen live, in the documented shape", async () => {
    const { user } = await installedWorkspace();
    const { body } = await user.get("/v1/channels");
    for (const entry of body) {
      expect(Object.keys(entry.channel).sort()).toEqual(keys.toSorted());
      expect(channelListEntry.safeParse(entry).error).toBeUndefined();
      expect(entry.channel.id).toMatch(/^[0-9a-f]{24}$/);
      expect(entry.channel.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(entry.channel.timestampMilli % 1000).toBe(0);
    }
  });

  test("joined channels come first, direct ones after the named ones, with empty names", async () => {
    const { user, control } = await installedWorkspace();
    await control.act("Grace", "create_channel", { name: "not mine" });
    const entries = (await user.get("/v1/channels")).body as Entry[];
    expect(entries.map(({ channel }) => [channel.name, channel.channelType, channel.isMember])).toEqual([
      ["general", "PUBLIC", true],
      ["random", "PUBLIC", true],
      ["", "SELF", true],
      ["", "DIRECT", true],
      ["", "DIRECT", true],
      ["not-mine", "PUBLIC", false],
    ]);
  });

  test("types narrow the list", async () => {
    const { user } = await installedWorkspace();
    const { body } = await user.get("/v1/channels?types=SELF,PRIVATE");
    expect((body as Entry[]).map((entry) => entry.channel.channelType)).toEqual(["SELF"]);
  });

  test("a new channel has a normalised name, its creator as creator and only member", async () => {
    const { user, ada } = await installedWorkspace();
    const { status, body } = await user.post("/v1/channels", {
      name: "Ações Bancárias",
      description: "money",
    });
    expect(status).toBe(200);
    expect(body.channel).toMatchObject({
      name: "ações-bancárias",
      channelType: "PUBLIC",
      creatorId: ada.id,
      description: "money",
      isMember: true,
    });
    expect(body.users).toEqual([ada.id]);
    expect((await user.get(`/v1/channels/${body.channel.id}`)).body.channel).toEqual(body.channel);
  });

  const refusedChannels: Record<string, [fields: object, message: string]> = {
    "a name that is taken": [{ name: "General" }, "This channel name is already taken"],
    "a wrong type": [{ name: "x", type: "SECRET" }, "[Allowed values are PUBLIC|PRIVATE]"],
    "a missing name": [{}, "[must not be null]"],
    "a name with a slash": [{ name: "a/b" }, "[may only contain letters, digits, spaces, '-' and '_']"],
    "a name of 81 characters": [{ name: "x".repeat(81) }, "[must have at most 80 characters, has 81]"],
    "a description of 251 characters": [
      { name: "x", description: "y".repeat(251) },
      "[description must have at most 250 characters, has 251]",
    ],
  };
  for (const [what, [fields, message]] of Object.entries(refusedChannels)) {
    test(`${what} is refused with status 400 and code 400000`, async () => {
      const { user } = await installedWorkspace();
      const { status, body } = await user.post("/v1/channels", fields);
      expect([status, body]).toEqual([400, { message, localizedMessage: message, code: 400_000 }]);
    });
  }

  test("a private channel does not exist for those who are not in it", async () => {
    const { user, bot, control, ada } = await installedWorkspace();
    const { channel } = await control.act("Grace", "create_channel", { name: "secret", type: "PRIVATE" });
    const before = await user.get(`/v1/channels/${channel.id}`);
    expect([before.status, before.body]).toEqual([
      404,
      { message: "Not found", localizedMessage: "Not found", code: 404_100 },
    ]);
    expect(JSON.stringify((await user.get("/v1/channels")).body)).not.toContain(channel.id);
    await control.act("Grace", "add_members", { channelId: channel.id, users: ["Ada"] });
    const after = await user.get(`/v1/channels/${channel.id}`);
    expect(after.body.users).toContain(ada.id);
    expect((await bot.post(`/v1/channels/${channel.id}/messages`, { text: "x" })).status).toBe(404);
  });

  test("adding members answers with those who were not in, and leaves one system message", async () => {
    const { user, ada, grace, linus } = await installedWorkspace();
    const { channel } = (await user.post("/v1/channels", { name: "crew" })).body;
    const path = `/v1/channels/${channel.id}`;
    const added = await user.post(`${path}/users`, { userIds: [grace.id, ada.id, linus.id] });
    expect(added.body).toEqual({ channelId: channel.id, addedUserIds: [grace.id, linus.id] });
    expect((await user.get(path)).body.users).toEqual([ada.id, grace.id, linus.id]);
    const { messages } = (await user.get(`${path}/messages`)).body;
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      subtype: "joined_channel",
      author: ada.id,
      meta: {
        affectedUsers: [grace, linus].map(({ id }) => ({
          ...{ workspaceUserId: id, addedBy: ada.id, addedAt: messages[0].timestampMilli },
        })),
      },
    });
  });

  test("removing a member leaves a system message; removing one who is not in is refused", async () => {
    const { user, grace } = await installedWorkspace();
    const { channel } = (await user.post("/v1/channels", { name: "crew" })).body;
    const path = `/v1/channels/${channel.id}`;
    await user.post(`${path}/users`, { userIds: [grace.id] });
    const removed = await user.delete(`${path}/users/${grace.id}`);
    expect([removed.status, removed.body]).toEqual([200, ""]);
    expect(removed.headers.get("content-type")).toBeNull();
    const again = await user.delete(`${path}/users/${grace.id}`);
    expect([again.status, again.body.message]).toEqual([400, "User is not a member of the channel"]);
    const { messages } = (await user.get(`${path}/messages`)).body;
    expect(messages.at(-1)).toMatchObject({
      subtype: "removed_from_channel",
      meta: { affectedUsers: [{ workspaceUserId: grace.id }] },
    });
  });

  test("nobody can be removed from the main channel", async () => {
    const { user, general, grace } = await installedWorkspace();
    expect((await user.delete(`/v1/channels/${general}/users/${grace.id}`)).status).toBe(403);
  });

  test("an archived channel is still listed, without members, and takes no messages", async () => {
    const { user, control, random } = await installedWorkspace();
    await control.act("Grace", "archive", { channel: "random" });
    const { body } = await user.get(`/v1/channels/${random}`);
    expect(body).toMatchObject({ channel: { isArchived: true }, users: [] });
    const { status, body: refusal } = await user.post(`/v1/channels/${random}/messages`, { text: "x" });
    expect([status, refusal.message]).toEqual([403, "Channel is archived"]);
    await control.act("Grace", "unarchive", { channel: "random" });
    expect((await user.post(`/v1/channels/${random}/messages`, { text: "x" })).status).toBe(200);
  });

  test("a direct channel is missing until it is opened, then it is the same one for both", async () => {
    const { user, ada, grace, control, page } = await installedWorkspace();
    const query = `/v1/channels/direct?participantIds=${ada.id},${grace.id}`;
    expect((await user.get(query)).status).toBe(404);
    const opened = await user.post("/v1/channels/direct", { participantIds: [grace.id] });
    expect(opened.body.channel).toMatchObject({ channelType: "DIRECT", name: "" });
    expect(opened.body.users.toSorted()).toEqual([ada.id, grace.id].toSorted());
    expect((await user.get(query)).body.channel.id).toBe(opened.body.channel.id);
    const again = await page(grace).post("channels/direct", { userIds: [ada.id] });
    expect(again.body.channel.id).toBe(opened.body.channel.id);
    await control.act("Ada", "post", { channelId: opened.body.channel.id, text: "psst" });
    const list = await page(grace).get(`channels/${opened.body.channel.id}/messages`);
    expect(texts(list.body.messages)).toEqual(["psst"]);
  });

  test("the SELF channel is found with nobody but oneself", async () => {
    const { user, ada } = await installedWorkspace();
    const { body } = await user.get(`/v1/channels/direct?participantIds=${ada.id}`);
    expect([body.channel.channelType, body.users]).toEqual(["SELF", [ada.id]]);
  });

  test("a direct channel with oneself alone, or with someone deactivated, is refused", async () => {
    const { user, ada, grace, control } = await installedWorkspace();
    await control.act("Ada", "deactivate", { user: "Grace" });
    for (const participantIds of [[ada.id], [grace.id]]) {
      const { status, body } = await user.post("/v1/channels/direct", { participantIds });
      expect([status, body.message]).toEqual([400, "Provided participants are not valid"]);
    }
  });
});
