import { describe, expect, test } from "vitest";
import {
  addMembers,
  changeChannel,
  createChannel,
  deleteChannel,
} from "../../../../src/local/core/workspace/channels";
import type { WorkspaceEvent } from "../../../../src/local/core/workspace/events";
import { changeGroup, createGroup } from "../../../../src/local/core/workspace/groups";
import { addReaction, editMessage, removeReaction } from "../../../../src/local/core/workspace/messages";
import { changeUser, joinWorkspace, setCustomStatus } from "../../../../src/local/core/workspace/users";
import { messageFor } from "../../../../src/local/core/workspace/wire";
import { appEventOf } from "../../../../src/local/platform/apps/event-bodies";
import { event as eventShape } from "../../../../src/platform";
import { planted, start } from "../../core/workspace/planted";

function watched() {
  const setup = planted();
  const { workspace, events, as, channel } = setup;
  const told = (type: WorkspaceEvent["type"]) => {
    const found = appEventOf(workspace, events.findLast((event) => event.type === type)!);
    if (found) {
      const body = JSON.stringify(found.body);
      const { eventType } = found;
      const trigger = {
        messageType: "PUMBLE_EVENT",
        eventType,
        body,
        workspaceId: "w",
        workspaceUserIds: ["u"],
      };
      expect(eventShape.safeParse(trigger).error).toBeUndefined();
    }
    return found;
  };
  const [ada, grace, linus] = [as("Ada").userId, as("Grace").userId, as("Linus").userId];
  const common = { wId: workspace.record.id, rid: expect.stringMatching(/^[0-9a-f]{24}$/) };
  return { ...setup, told, common, ada, grace, linus, random: channel("random") };
}

describe("a message", () => {
  test("is told with every short key", () => {
    const { post, told, common, random, grace, workspace } = watched();
    const message = post("Grace", "random", { text: "hello", attachments: [{ title: "a" }] });
    const { blocks } = messageFor(workspace, message, grace);
    const at = start + 60_000;
    expect(told("message.created")).toEqual({
      ...{ eventType: "NEW_MESSAGE", scope: "messages:read", channel: random },
      body: {
        ...common,
        ...{ mId: message.id, cId: random.id, aId: grace, tx: "hello", bl: blocks, ty: "NEW_MESSAGE" },
        ...{ trId: "", stc: false, trMt: "", ts: "2030-01-07T09:01:00Z", tsm: at, st: "", lId: message.id },
        ...{
          att: [{ title: "a" }],
          sm: null,
          mm: null,
          md: [],
          mc: [],
          mu: [],
          au: [],
          e: false,
          eph: false,
        },
        f: [],
      },
    });
  });

  test("that was edited or stands in a thread says so", () => {
    const { workspace, post, told, as } = watched();
    const root = post("Grace", "random", { text: "root" });
    const reply = post("Ada", "random", { text: "reply", threadRootId: root.id, alsoSendToChannel: true });
    expect(told("message.created")?.body).toMatchObject({ trId: root.id, trMt: "root", stc: true });
    editMessage(workspace, as("Ada"), { channelId: reply.channelId, messageId: reply.id }, { text: "new" });
    expect(told("message.updated")).toMatchObject({
      eventType: "UPDATED_MESSAGE",
      body: { mId: reply.id, tx: "new", e: true, ty: "UPDATED_MESSAGE" },
    });
  });

  test("without a word leaves its files out, as seen live", () => {
    const { post, told } = watched();
    post("Grace", "random", { text: "", files: [{ id: "f" }] });
    expect(told("message.created")?.body).not.toHaveProperty("f");
    post("Grace", "random", { text: "see", files: [{ id: "f" }] });
    expect(told("message.created")?.body).toMatchObject({ f: [{ id: "f" }] });
  });

  test("names each whom it mentions once: by name, by group, and by a broadcast", () => {
    const { workspace, as, post, told, ada, grace, linus } = watched();
    const group = (handle: string, workspaceUserIds: string[]) =>
      createGroup(workspace, as("Ada"), { handle, name: handle, workspaceUserIds }).id;
    const groups = [group("crew", [grace, linus]), group("ops", [linus])];
    const mentions = (elements: object[], text = "x") => {
      const blocks = [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }];
      post("Grace", "random", { text, blocks });
      const { md, mu, mc } = told("message.created")!.body;
      return { md, mu, mc };
    };
    const user = (user_id: string) => ({ type: "user", user_id });
    const toGroup = (usergroup_id: string) => ({ type: "usergroup", usergroup_id });
    expect(mentions([user(ada), user(linus), user(ada)])).toEqual({ md: [ada, linus], mu: [], mc: [] });
    expect(mentions(groups.map(toGroup))).toEqual({ md: [], mu: [grace, linus], mc: [] });
    expect(mentions([{ type: "broadcast", range: "here" }])).toEqual({
      md: [],
      mu: [],
      mc: [ada, grace, linus],
    });
    const quoted = JSON.stringify(user(ada)) + JSON.stringify({ type: "broadcast" });
    expect(mentions([{ type: "text", text: quoted }])).toEqual({ md: [], mu: [], mc: [] });
  });

  test("of Pumble's own is told with whom it is about", () => {
    const { workspace, as, told, linus, ada } = watched();
    const { id } = createChannel(workspace, as("Ada"), { name: "crew", type: "PRIVATE" });
    addMembers(workspace, as("Ada"), id, [linus]);
    const affected = [{ workspaceUserId: linus, addedBy: ada, addedAt: start }];
    expect(told("message.created")?.body).toMatchObject({
      ...{ st: "joined_channel", au: affected, mm: { affectedUsers: affected } },
    });
  });

  test("that somebody reacted to is told, and nothing of a reaction that is taken back", () => {
    const { workspace, as, post, told, random, common, ada, grace } = watched();
    const { id } = post("Grace", "random", { text: "x" });
    addReaction(workspace, as("Ada"), id, { code: ":eyes:" });
    expect(told("reaction.added")).toEqual({
      ...{ eventType: "REACTION_ADDED", scope: "reaction:read", channel: random },
      body: { ...common, cId: random.id, mId: id, mat: grace, uId: ada, rc: ":eyes:", ty: "REACTION_ADDED" },
    });
    removeReaction(workspace, as("Ada"), id, ":eyes:");
    expect(told("reaction.removed")).toBeNull();
  });
});

test("a channel is told of when it is made, archived and deleted, and not when it is changed", () => {
  const { workspace, as, told, common, ada, linus } = watched();
  const { id } = createChannel(workspace, as("Ada"), { name: "New One", type: "PRIVATE" });
  const base = { scope: "channels:read", channel: { id, name: "new-one" } };
  const cId = id;
  expect(told("channel.created")).toMatchObject({ ...base, eventType: "CHANNEL_CREATED" });
  expect(told("channel.created")?.body).toEqual({
    ...common,
    ...{ cId, cN: "new-one", cU: [ada], cT: "PRIVATE", ty: "CHANNEL_CREATED" },
  });
  addMembers(workspace, as("Ada"), id, [linus]);
  changeChannel(workspace, as("Ada"), id, { description: "d" });
  expect(told("channel.updated")).toBeNull();
  changeChannel(workspace, as("Linus"), id, { archived: true });
  expect(told("channel.archived")).toMatchObject({ ...base, eventType: "CHANNEL_ARCHIVED" });
  expect(told("channel.archived")?.body).toEqual({
    ...common,
    ...{ cId, m: [ada, linus], v: true, ty: "CHANNEL_ARCHIVED", uId: linus },
  });
  deleteChannel(workspace, as("Ada"), id);
  const { seenBy, ...deleted } = told("channel.deleted")!;
  expect(deleted).toMatchObject({ ...base, eventType: "CHANNEL_DELETED" });
  expect(deleted.body).toEqual({ ...common, cId, m: [ada, linus], ty: "CHANNEL_DELETED" });
  expect(seenBy).toEqual([ada, linus]);
});

describe("a member", () => {
  test("who joins is told with everything of theirs", () => {
    const { workspace, told, common, ada } = watched();
    const avatar = { fullPath: "/full", scaledPath: "/scaled" };
    const kay = joinWorkspace(workspace, {
      ...{
        name: "Kay",
        email: "kay@example.com",
        invitedBy: ada,
        title: "Dr",
        phone: "1",
        activeUntil: 7,
        avatar,
      },
    });
    expect(told("user.joined")).toEqual({
      ...{ eventType: "WORKSPACE_USER_JOINED", scope: "user:read", channel: null },
      body: {
        ...common,
        ...{ uN: "Kay", uE: "kay@example.com", uId: kay.id, ty: "WORKSPACE_USER_JOINED", tz: "Etc/UTC" },
        ...{ afp: "/full", asp: "/scaled", sts: "0", au: "7", ib: ada, st: "ACTIVATED", pt: "Dr", pp: "1" },
        ...{ ro: "USER", cs: null },
      },
    });
  });

  test("who changes is told with who did it and the address of before", () => {
    const { workspace, as, told, ada, grace } = watched();
    const bare = workspace.user(grace);
    const { avatar: _a, activeUntil: _u, ...rest } = bare;
    workspace.db.users.put({ ...rest, automaticallyTimeZone: false } as typeof bare);
    changeUser(workspace, as("Ada"), grace, { email: "g@example.com" });
    expect(told("user.updated")).toMatchObject({
      eventType: "WORKSPACE_USER_UPDATED",
      body: {
        ...{ uE: "g@example.com", puE: "grace@example.com", cb: ada, atz: false, ib: "", au: "0" },
        ...{ afp: "", asp: "" },
      },
    });
  });

  test("who sets a status is told with it", () => {
    const { workspace, as, told } = watched();
    const expiresAt = start + 60_000;
    setCustomStatus(workspace, as("Ada"), { code: ":tea:", status: "Tea", expiresAt });
    const cs = { st: "Tea", co: ":tea:", ex: "custom", ea: String(expiresAt), su: true };
    expect(told("user.updated")?.body.cs).toEqual(cs);
    const { userId } = as("Ada");
    changeUser(workspace, as("Ada"), userId, { customStatus: { code: ":tea:", status: "" } });
    expect(told("user.updated")?.body.cs).toMatchObject({ co: ":tea:", ea: "0" });
  });
});

test("a group is told of with its members, and who changed it", () => {
  const { workspace, as, told, common, ada, grace, linus } = watched();
  const group = createGroup(workspace, as("Ada"), {
    handle: "crew",
    name: "Crew",
    workspaceUserIds: [grace],
  });
  const fields = { cbId: ada, id: group.id, n: "Crew", h: "crew", d: "", di: false, uIds: [grace], cIds: [] };
  const base = { scope: "group:read", channel: null };
  const made = "WORKSPACE_USER_GROUP_CREATED";
  expect(told("group.created")).toEqual({
    ...base,
    eventType: made,
    body: { ...common, ...fields, ty: made },
  });
  changeGroup(workspace, as("Linus"), group.id, { description: "All", disabled: true });
  const changed = "WORKSPACE_USER_GROUP_UPDATED";
  expect(told("group.updated")).toEqual({
    ...{ ...base, eventType: changed },
    body: { ...common, ...fields, d: "All", di: true, ty: changed, uId: linus },
  });
});

test.each([
  ["app.unauthorized", "APP_UNAUTHORIZED", { userId: "u" }],
  ["app.uninstalled", "APP_UNINSTALLED", {}],
] as const)("%s is for the app alone, whatever it may see", (type, eventType, more) => {
  const { workspace } = watched();
  const details = { app: "a", id: "i" };
  const event = { type, appId: "a", details, ...more } as WorkspaceEvent;
  expect(appEventOf(workspace, event)).toEqual({
    eventType,
    scope: null,
    channel: null,
    body: details,
    appId: "a",
  });
});
