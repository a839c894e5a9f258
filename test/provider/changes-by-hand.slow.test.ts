// Every change that a member can make by hand, to every resource: plan, apply and destroy never fail, nothing is sent
// twice, and what people wrote stays.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Action, action } from "../../src/local/control/actions";
import { type ChangeByHand, changesByHand, type Effect, effectsByHand } from "../../src/provider/by-hand";
import { provider } from "../../src/provider/provider";
import { generateApiKey } from "../../src/pumble/api-keys/api-key-text";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { act as actIn, control } from "../support/control";
import { InProcessObject, type Plan } from "./in-process-object";

let test: TestStack;
let count = 0;

beforeAll(async () => {
  test = await startTestStack();
});
afterAll(async () => {
  await test?.client.close();
  await test?.close();
});

const owner = "ada@example.com";
const admin = "root@example.com";
const dayMs = 86_400_000;

const act = <T = unknown>(as: string, action: string, more: object = {}) =>
  actIn<T>(test.stack, as, action, more);

/** What a change is made to. */
interface Stage {
  object: InProcessObject;
  config: Record<string, unknown>;
  channelId: string;
  channelName: string;
  member: string;
  /** The message that it is, answers, or is a reaction to. */
  messageId: string | null;
  author: string;
  /** What is sent, if anything is. */
  text: string;
}

type Setting = Pick<Stage, "channelId" | "channelName" | "member" | "text"> & { type: "PUBLIC" | "PRIVATE" };
type Part = Partial<Stage> & { config: Record<string, unknown> };

async function posted({ channelId, text }: Setting, as: string): Promise<string> {
  const { message } = await act<{ message: { id: string } }>(as, "post", {
    channelId,
    text: `${text} by hand`,
  });
  return message.id;
}

/** How each resource is declared; a new resource needs a row. */
const settings: Record<string, (setting: Setting) => Promise<Part> | Part> = {
  api_key: ({ text }) => ({ config: { name: text, api_key_wo: generateApiKey(randomBytes).text } }),
  channel: ({ channelName, type }) => ({
    config: { name: channelName, type, description: "As declared", adopt_existing: true },
  }),
  channel_member: ({ channelId, member }) => ({ config: { channel_id: channelId, email: member } }),
  channel_members: ({ channelId, member }) => ({ config: { channel_id: channelId, emails: [member] } }),
  direct_message: ({ member, text }) => ({ config: { emails: [member], text } }),
  message: ({ channelId, text }) => ({ config: { channel_id: channelId, text } }),
  async reply(setting) {
    const thread_root_id = await posted(setting, setting.member);
    return { config: { channel_id: setting.channelId, thread_root_id, text: setting.text } };
  },
  async reaction(setting) {
    const messageId = await posted(setting, setting.member);
    const config = { channel_id: setting.channelId, message_id: messageId, reaction: ":tada:" };
    return { config, messageId, author: setting.member };
  },
  scheduled_message: ({ channelId, text }) => ({
    config: { channel_id: channelId, text, send_at: new Date(Date.now() + 30 * dayMs).toISOString() },
  }),
};

async function staged(resource: string, type: "PUBLIC" | "PRIVATE"): Promise<Stage> {
  const name = `hand-${++count}`;
  const member = `${name}@example.com`;
  await act(owner, "add_user", { email: member, name: `Member ${count}` });
  const channel = { name, type, description: "As declared" };
  const { id: channelId } = (await act<{ channel: { id: string } }>(owner, "create_channel", channel))
    .channel;
  const others = /^channel_member/.test(resource) ? [admin] : [member, admin];
  await act(owner, "add_members", { channelId, users: others });
  const setting: Setting = { type, channelId, channelName: name, member, text: `Text of ${name}` };
  const part = await settings[resource]!(setting);
  const object = new InProcessObject(test, `pumble_${resource}`);
  const stage = { ...setting, object, author: owner, messageId: null, ...part };
  expect((await object.apply(stage.config)).errors).toEqual([]);
  const state = object.state!;
  if (["message", "reply", "direct_message"].includes(resource)) stage.messageId = state["id"] as string;
  if (typeof state["channel_id"] === "string") stage.channelId = state["channel_id"];
  if (stage.messageId && resource !== "reply" && resource !== "direct_message") {
    const threadRootId = stage.messageId;
    await act(member, "post", { channelId: stage.channelId, threadRootId, text: `Reply to ${name}` });
  }
  return stage;
}

type Change = (stage: Stage) => Promise<unknown> | unknown;
const onMessage =
  (change: (stage: Stage, messageId: string) => unknown): Change =>
  (stage) =>
    change(stage, stage.messageId!);

/** How each change is made; `null` for what a resource has nothing of. */
const doings: Record<
  ChangeByHand,
  { needs?: "message" | "channel" | readonly string[]; type?: "PRIVATE"; act: Change }
> = {
  reply: {
    needs: "message",
    act: onMessage(({ channelId, member, object }, messageId) => {
      const threadRootId = (object.state!["thread_root_id"] as string | undefined) ?? messageId;
      return act(member, "post", { channelId, threadRootId, text: "Me too" });
    }),
  },
  post: {
    act: ({ channelId, member, object }) =>
      act(object.type.includes("channel_member") ? admin : member, "post", { channelId, text: "Hello" }),
  },
  react: {
    needs: "message",
    act: onMessage(({ member }, messageId) => act(member, "react", { messageId, code: ":+1:" })),
  },
  pin: { needs: "message", act: onMessage(({ member }, messageId) => act(member, "pin", { messageId })) },
  unpin: {
    needs: "message",
    act: onMessage(async ({ member }, messageId) => {
      await act(member, "pin", { messageId });
      await act(member, "unpin", { messageId });
    }),
  },
  edit: {
    needs: "message",
    act: onMessage(({ author }, messageId) => act(author, "edit", { messageId, text: "Edited" })),
  },
  delete: { needs: "message", act: onMessage((_stage, messageId) => act(owner, "delete", { messageId })) },
  unreact: {
    needs: ["reaction"],
    act: onMessage((_stage, messageId) => act(owner, "unreact", { messageId, code: ":tada:" })),
  },
  rename: {
    needs: "channel",
    act: ({ channelId, channelName }) =>
      act(admin, "change_channel", { channelId, name: `${channelName}-new` }),
  },
  describe: {
    needs: "channel",
    act: ({ channelId }) => act(admin, "change_channel", { channelId, description: "By hand" }),
  },
  make_private: {
    needs: "channel",
    act: ({ channelId }) => act(admin, "change_channel", { channelId, type: "PRIVATE" }),
  },
  archive: { needs: "channel", act: ({ channelId }) => act(admin, "archive", { channelId }) },
  unarchive: {
    needs: "channel",
    act: async ({ channelId }) => {
      await act(admin, "archive", { channelId });
      await act(admin, "unarchive", { channelId });
    },
  },
  delete_public: { needs: "channel", act: ({ channelId }) => act(admin, "delete_channel", { channelId }) },
  delete_private: {
    needs: "channel",
    type: "PRIVATE",
    act: ({ channelId }) => act(admin, "delete_channel", { channelId }),
  },
  join: { needs: "channel", act: ({ channelId }) => act("linus@example.com", "join", { channelId }) },
  add: {
    needs: "channel",
    act: ({ channelId }) => act(admin, "add_members", { channelId, users: ["linus@example.com"] }),
  },
  webhook: {
    needs: "channel",
    act: ({ channelId }) => act(admin, "create_webhook", { channelId }),
  },
  member_out: {
    needs: "channel",
    act: ({ channelId, member }) => act(admin, "remove_member", { channelId, user: member }),
  },
  owner_leaves: { needs: "channel", act: ({ channelId }) => act(owner, "leave", { channelId }) },
  owner_out: {
    needs: "channel",
    type: "PRIVATE",
    act: ({ channelId }) => act(admin, "remove_member", { channelId, user: owner }),
  },
  member_email: { act: ({ member }) => act(admin, "change_user", { user: member, email: `new-${member}` }) },
  member_name: { act: ({ member }) => act(admin, "change_user", { user: member, name: "Another name" }) },
  member_guest: {
    act: ({ member }) => act(admin, "change_user", { user: member, role: "GUEST_MULTI_CHANNEL" }),
  },
  deactivate: { act: ({ member }) => act(admin, "deactivate", { user: member }) },
  activate: {
    act: async ({ member }) => {
      await act(admin, "deactivate", { user: member });
      await act(admin, "activate", { user: member });
    },
  },
  owner_email: { act: () => act(admin, "change_user", { user: "Ada", email: "ada.new@example.com" }) },
  owner_status: {
    act: () => act(owner, "set_status", { code: ":coffee:", expiration: "never", expiresAt: 0 }),
  },
  owner_status_over: {
    act: async () => {
      await act(owner, "set_status", { code: ":coffee:", expiration: "never", expiresAt: 0 });
      await act(owner, "clear_status");
    },
  },
  direct: {
    needs: ["direct_message", "channel"],
    act: () => act("linus@example.com", "open_direct", { users: [owner] }),
  },
  group_changed: {
    needs: ["message", "reply", "scheduled_message"],
    act: async ({ channelName, member }) => {
      const { id } = await act<{ id: string }>(owner, "create_group", {
        handle: channelName,
        name: channelName,
        users: [member],
      });
      await act(owner, "change_group", { group: id, users: [] });
    },
  },
  group: {
    act: ({ channelName, member }) =>
      act(owner, "create_group", { handle: channelName, name: channelName, users: [member] }),
  },
  scheduled_edit: {
    needs: ["scheduled_message"],
    act: ({ object }) =>
      act(owner, "edit_scheduled", { scheduledMessageId: object.state!["id"], text: "By hand" }),
  },
  scheduled_move: {
    needs: ["scheduled_message"],
    act: ({ object }) =>
      act(owner, "edit_scheduled", {
        scheduledMessageId: object.state!["id"],
        sendAt: Date.now() + 9 * dayMs,
      }),
  },
  scheduled_cancel: {
    needs: ["scheduled_message"],
    act: ({ object }) => act(owner, "cancel_scheduled", { scheduledMessageId: object.state!["id"] }),
  },
  key_delete: {
    needs: ["api_key"],
    act: async ({ text }) => {
      const { channel } = (await test.client.listChannels({})).find(
        (entry) => entry.channel.name === "general",
      )!;
      await act(owner, "slash_command", { channelId: channel.id, text: `/api-keys delete ${text}` });
    },
  },
};

/** By which change each action of the control API is tried, or why it is not. A new action needs a row. */
const tried: Record<Action["action"], readonly ChangeByHand[] | string> = {
  post: ["post", "reply"],
  edit: ["edit"],
  delete: ["delete"],
  react: ["react"],
  unreact: ["unreact"],
  create_channel: "It is how each of these tests begins.",
  change_channel: ["rename", "describe", "make_private"],
  archive: ["archive"],
  unarchive: ["unarchive"],
  delete_channel: ["delete_public", "delete_private"],
  join: ["join"],
  leave: ["owner_leaves"],
  add_members: ["add"],
  remove_member: ["member_out", "owner_out"],
  open_direct: ["direct"],
  set_status: ["owner_status"],
  clear_status: ["owner_status_over"],
  create_webhook: ["webhook"],
  make_file_public: "The API has no files.",
  edit_scheduled: ["scheduled_edit", "scheduled_move"],
  cancel_scheduled: ["scheduled_cancel"],
  pin: ["pin"],
  unpin: ["unpin"],
  add_user: "It is how each of these tests begins.",
  change_user: ["member_email", "member_name", "member_guest", "owner_email"],
  create_group: ["group"],
  change_group: ["group_changed"],
  deactivate: ["deactivate"],
  activate: ["activate"],
  unauthorize_app: "The key works no more: nothing can be asked.",
  uninstall_app: "The key works no more: nothing can be asked.",
  slash_command: ["key_delete"],
  shortcut: "It tells an app something, and changes nothing.",
  open_home: "It tells an app something, and changes nothing.",
  press: "It tells an app something, and changes nothing.",
  choose: "It tells an app something, and changes nothing.",
  type: "It tells an app something, and changes nothing.",
  options: "It tells an app something, and changes nothing.",
  submit: "It tells an app something, and changes nothing.",
  close: "It tells an app something, and changes nothing.",
};

function isPossible(resource: string, change: ChangeByHand): boolean {
  const { needs } = doings[change];
  if (Array.isArray(needs)) return needs.includes(resource);
  if (needs === "message") return ["message", "reply", "reaction", "direct_message"].includes(resource);
  if (needs === "channel") return !["api_key", "direct_message"].includes(resource);
  return true;
}

function effectOf({ action, warnings }: Plan): Effect {
  if (action === "create") return "again";
  if (action === "update") return "undone";
  if (action !== "no-op") throw new Error(`The plan is to ${action}`);
  return warnings.length > 0 ? "warned" : "nothing";
}

/** Texts that stand in channels, those of deleted messages aside. */
async function texts(): Promise<string[]> {
  type Snapshot = { tables: { messages: { text: string; deleted?: boolean }[] } };
  const { tables } = await control<Snapshot>(test.stack, "GET", "/snapshot");
  return tables.messages.filter(({ deleted }) => !deleted).map(({ text }) => text);
}

const rows = provider.resources.flatMap(({ name: resource }) =>
  (Object.keys(changesByHand) as ChangeByHand[])
    .filter((change) => isPossible(resource, change))
    .map((change) => ({ resource, change, effect: effectsByHand[resource]?.[change] ?? "nothing" })),
);

describe("a change by hand", () => {
  beforeAll(async () => {
    await control(test.stack, "POST", "/limits", { enabled: false });
    await act(owner, "add_user", { email: admin, name: "Root", role: "ADMINISTRATOR" });
  });

  it("is tried on every resource", () => {
    expect(Object.keys(settings).sort()).toEqual(provider.resources.map(({ name }) => name).sort());
    expect(Object.keys(effectsByHand).sort()).toEqual(Object.keys(settings).sort());
    const listed = Object.entries(effectsByHand).flatMap(([resource, changes]) =>
      (Object.keys(changes) as ChangeByHand[]).filter((change) => !isPossible(resource, change)),
    );
    expect(listed).toEqual([]);
  });

  it("is tried for every action that a member has", () => {
    const actions = action.options.map((option) => option.shape.action.value);
    expect(Object.keys(tried).sort()).toEqual([...actions].sort());
    const changes = Object.values(tried).flatMap((each) => (typeof each === "string" ? [] : each));
    expect([...new Set(changes)].sort()).toEqual(Object.keys(changesByHand).sort());
  });

  it.each(rows)("$resource: $change → $effect", async ({ resource, change, effect }) => {
    const { type = "PUBLIC", act: doIt } = doings[change];
    const stage = await staged(resource, type);
    const { object, text, channelName } = stage;
    const config = () =>
      resource === "api_key" && object.state === null
        ? { ...stage.config, api_key_wo: generateApiKey(randomBytes).text }
        : stage.config;
    try {
      await doIt(stage);
      const plan = await object.plan(
        change === "key_delete"
          ? { ...stage.config, api_key_wo: generateApiKey(randomBytes).text }
          : config(),
      );
      expect(plan.errors).toEqual([]);
      expect(effectOf(plan)).toBe(effect);
      const again =
        change === "key_delete"
          ? { ...stage.config, api_key_wo: generateApiKey(randomBytes).text }
          : config();
      expect((await object.apply(again)).errors).toEqual([]);
      const settled = await object.plan(again);
      expect(settled.errors).toEqual([]);
      expect(settled.action).toBe("no-op");
      const isSent = stage.messageId !== null || resource === "scheduled_message";
      const standing = isSent ? await texts() : [];
      expect(standing.filter((one) => one === text).length).toBeLessThanOrEqual(1);
      const isLost = ["delete_public", "delete_private"].includes(change);
      const wasAnswered = stage.messageId && ["message", "reaction"].includes(resource);
      if (wasAnswered && !isLost) expect(standing).toContain(`Reply to ${channelName}`);
      expect((await object.destroy(again)).errors).toEqual([]);
      expect(object.state).toBeNull();
      if (wasAnswered && !isLost) expect(await texts()).toContain(`Reply to ${channelName}`);
    } finally {
      if (change === "owner_email") await act(admin, "change_user", { user: "Ada", email: owner });
    }
  });
});
