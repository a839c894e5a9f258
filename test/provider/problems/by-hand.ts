/** Problems that take a change by hand, another member's key, or two resources: how a person comes to each of them. */
import { randomBytes } from "node:crypto";
import type { ProblemCode } from "../../../src/provider/problems";
import { provider } from "../../../src/provider/provider";
import { generateApiKey } from "../../../src/pumble/api-keys/api-key-text";
import type { TestStack } from "../../e2e/test-stack";
import { act } from "../../support/control";
import { InProcess } from "../in-process";
import { InProcessObject, unknown } from "../in-process-object";
import { issueKeyFor } from "../issue-key";

type Values = Record<string, unknown>;

const noId = "0".repeat(24);
const dayMs = 86_400_000;
let count = 0;

/** What each of these needs. */
class Scene {
  readonly name = `provoked-${++count}`;
  readonly member = `${this.name}@example.com`;
  channelId = "";

  constructor(readonly test: TestStack) {}

  act<T = unknown>(action: string, more: Values = {}, as = "ada@example.com"): Promise<T> {
    return act<T>(this.test.stack, as, action, more);
  }

  async channel(type: "PUBLIC" | "PRIVATE" = "PUBLIC"): Promise<string> {
    this.channelId = (await this.test.client.createChannel({ name: this.name, type })).id;
    return this.channelId;
  }

  async joined(): Promise<string> {
    await this.act("add_user", { email: this.member, name: `Member ${count}` });
    return this.member;
  }

  async posted(as = "ada@example.com", more: Values = {}): Promise<string> {
    const post = { channelId: this.channelId, text: "By hand", ...more };
    return (await this.act<{ message: { id: string } }>("post", post, as)).message.id;
  }

  /** A direct message of the key's owner. */
  async whispered(): Promise<{ channelId: string; messageId: string }> {
    const { client } = this.test;
    const grace = (await client.listUsers({})).find(({ email }) => email === "grace@example.com")!;
    const { channelId, id: messageId } = await client.dmUser({ userId: grace.id, text: "Between us" });
    return { channelId, messageId };
  }

  object(resource: string, apiKey?: string): InProcessObject {
    return new InProcessObject(this.test, `pumble_${resource}`, apiKey);
  }

  /** An object after its first apply. */
  async applied(resource: string, config: Values): Promise<InProcessObject> {
    const object = this.object(resource);
    const { errors } = await object.apply(config);
    if (errors.length > 0) throw new Error(errors[0]!.text);
    return object;
  }
}

const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();
const message = ({ channelId }: Scene, more: Values = {}) => ({
  channel_id: channelId,
  text: "Hello",
  ...more,
});

/** Plans a scheduled message, and tells its problems. */
async function planned(scene: Scene, more: Values): Promise<string[]> {
  await scene.channel();
  const object = scene.object("scheduled_message");
  await object.plan(message(scene, more));
  return object.codes;
}

async function importing(scene: Scene, resource: string, by: string | Values): Promise<string[]> {
  const object = scene.object(resource);
  await object.import(by);
  return object.codes;
}

/** A scheduled message of which Terraform only knows that it was due yesterday. */
async function missed(
  scene: Scene,
  state: Values = {},
): Promise<{ object: InProcessObject; config: Values }> {
  await scene.channel();
  const config = message(scene, { send_at: inDays(2) });
  const object = await scene.applied("scheduled_message", config);
  await scene.act("cancel_scheduled", { scheduledMessageId: object.state!["id"] });
  const due = inDays(-1);
  object.stored!.state = { ...object.state!, send_at: due, next_send_at: due, ...state };
  return { object, config: { ...config, send_at: due } };
}

const provoking = {
  async key_too_narrow(scene) {
    await scene.channel();
    const { text } = generateApiKey(randomBytes);
    const scopes = { readOnly: false, groups: ["Users" as const], channels: null };
    await scene.test.client.apiKeys.create({ name: scene.name, apiKey: text, scopes });
    const object = scene.object("message", text);
    await object.apply(message(scene));
    return object.codes;
  },

  async channel_description_by_hand(scene) {
    const object = await scene.applied("channel", { name: scene.name, description: "One" });
    await scene.act("change_channel", { channelId: object.state!["id"], description: "Two" });
    await object.plan({ name: scene.name, description: "One" });
    return object.codes;
  },
  async channel_type_by_hand(scene) {
    const object = await scene.applied("channel", { name: scene.name });
    await scene.act("change_channel", { channelId: object.state!["id"], type: "PRIVATE" });
    await object.plan({ name: scene.name });
    return object.codes;
  },
  async channel_renamed_by_hand(scene) {
    const object = await scene.applied("channel", { name: scene.name });
    await scene.act("change_channel", { channelId: object.state!["id"], name: `${scene.name}-new` });
    await object.plan({ name: scene.name });
    return object.codes;
  },
  async channel_replaced_by_itself(scene) {
    const object = await scene.applied("channel", { name: scene.name });
    await object.plan({ name: scene.name }, { replace: true });
    return object.codes;
  },
  async channel_in_state(scene) {
    const object = await scene.applied("channel", { name: scene.name });
    await object.plan({ name: scene.name }, { taint: true });
    return object.codes;
  },
  async channel_twice(scene) {
    const object = scene.object("channel");
    await object.planTogether([{ name: scene.name }, { name: scene.name.toUpperCase() }]);
    return object.codes;
  },
  async channel_unseen(scene) {
    const object = await scene.applied("channel", { name: scene.name, type: "PRIVATE" });
    const channelId = object.state!["id"];
    await scene.act("add_members", { channelId, users: ["grace@example.com"] });
    await scene.act("remove_member", { channelId, user: "ada@example.com" }, "grace@example.com");
    await object.refresh();
    return object.codes;
  },

  async member_names_differ(scene) {
    const channel_id = await scene.channel();
    const users = await scene.test.client.listUsers({});
    const { id } = users.find(({ email }) => email === "grace@example.com")!;
    const object = scene.object("channel_member");
    await object.plan({ channel_id, user_id: id, email: "linus@example.com" });
    return object.codes;
  },
  async member_address_changed(scene) {
    const config = { channel_id: await scene.channel(), email: await scene.joined() };
    const object = await scene.applied("channel_member", config);
    await scene.act("change_user", { user: scene.member, email: `new-${scene.member}` });
    await object.plan(config);
    return object.codes;
  },
  async member_deactivated(scene) {
    const config = { channel_id: await scene.channel(), email: await scene.joined() };
    await scene.act("deactivate", { user: scene.member });
    const object = scene.object("channel_member");
    await object.plan(config);
    return object.codes;
  },
  async members_leaving(scene) {
    const channelId = await scene.channel();
    await scene.act("add_members", { channelId, users: ["grace@example.com"] });
    const object = scene.object("channel_members");
    await object.plan({ channel_id: channelId, emails: ["linus@example.com"], remove_unmanaged: true });
    return object.codes;
  },

  async members_owned_key(scene) {
    const channel_id = await scene.channel();
    const config = { channel_id, emails: ["grace@example.com"], remove_unmanaged: true };
    const object = await scene.applied("channel_members", config);
    object.apiKey = await issueKeyFor(scene.test, "grace@example.com");
    await object.plan(config);
    return object.codes;
  },

  async gone_meanwhile(scene) {
    const config = { channel_id: await scene.channel(), text: "Before" };
    const object = await scene.applied("message", config);
    const meanwhile = () => scene.act("delete", { messageId: object.state!["id"] });
    await object.apply({ ...config, text: "After" }, { meanwhile });
    return object.codes;
  },
  async members_moving(scene) {
    const config = { channel_id: await scene.channel(), emails: ["linus@example.com"] };
    const object = await scene.applied("channel_members", config);
    await object.plan({ ...config, channel_id: noId });
    return object.codes;
  },
  async members_may_leave(scene) {
    const config = { channel_id: await scene.channel(), emails: ["linus@example.com"] };
    const object = await scene.applied("channel_members", config);
    await object.plan({ ...config, emails: unknown });
    return object.codes;
  },

  async mentioned_channel_missing(scene) {
    await scene.channel();
    const object = scene.object("message");
    await object.plan({ channel_id: scene.channelId, markdown: "See #not-there-yet" });
    return object.codes;
  },
  async reaction_message_missing(scene) {
    const object = scene.object("reaction");
    await object.plan({ channel_id: await scene.channel(), message_id: noId, reaction: ":tada:" });
    return object.codes;
  },
  async reaction_message_gone(scene) {
    const channel_id = await scene.channel();
    const config = { channel_id, message_id: await scene.posted(), reaction: ":tada:" };
    const object = await scene.applied("reaction", config);
    await scene.act("delete", { messageId: config.message_id });
    await object.refresh();
    return object.codes;
  },
  async object_twice(scene) {
    const config = {
      channel_id: await scene.channel(),
      message_id: await scene.posted(),
      reaction: ":tada:",
    };
    const object = scene.object("reaction");
    await object.planTogether([config, config]);
    return object.codes;
  },
  async object_adopted_twice(scene) {
    const object = scene.object("channel");
    const config = { name: scene.name, adopt_existing: true };
    await object.planTogether([config, config]);
    return object.codes;
  },
  async object_twice_in_state(scene) {
    await scene.channel();
    const object = await scene.applied("message", message(scene));
    await object.planTogether([object, object], message(scene));
    return object.codes;
  },
  async members_contested(scene) {
    const channel_id = await scene.channel();
    const object = scene.object("channel_members");
    await object.planTogether([
      { channel_id, emails: ["grace@example.com"] },
      { channel_id, emails: ["linus@example.com"], remove_unmanaged: true },
    ]);
    return object.codes;
  },

  async made_by_another(scene) {
    await scene.channel();
    const object = await scene.applied("message", message(scene));
    object.apiKey = await issueKeyFor(scene.test, "grace@example.com");
    await object.refresh();
    return object.codes;
  },
  async place_unseen(scene) {
    await scene.channel();
    const object = await scene.applied("message", message(scene));
    await scene.act("delete_channel", { channelId: scene.channelId });
    await object.refresh();
    return object.codes;
  },
  async place_of_another(scene) {
    await scene.channel("PRIVATE");
    const object = await scene.applied("message", message(scene));
    object.apiKey = await issueKeyFor(scene.test, "grace@example.com");
    await object.refresh();
    return object.codes;
  },
  async not_yours_to_change(scene) {
    await scene.channel();
    const object = await scene.applied("message", message(scene));
    object.apiKey = await issueKeyFor(scene.test, "grace@example.com");
    await object.apply({ ...message(scene), text: "Theirs" });
    return object.codes;
  },
  async left_unseen(scene) {
    await scene.channel();
    const object = await scene.applied("message", message(scene));
    await scene.act("delete_channel", { channelId: scene.channelId });
    await object.destroy(message(scene));
    return object.codes;
  },
  async left_in_archived(scene) {
    const config = {
      channel_id: await scene.channel(),
      message_id: await scene.posted(),
      reaction: ":tada:",
    };
    const object = await scene.applied("reaction", config);
    await scene.act("archive", { channelId: scene.channelId });
    await object.destroy(config);
    return object.codes;
  },
  async not_yours(scene) {
    const config = {
      channel_id: await scene.channel(),
      message_id: await scene.posted(),
      reaction: ":tada:",
    };
    const object = await scene.applied("reaction", config);
    object.apiKey = await issueKeyFor(scene.test, "grace@example.com");
    await object.destroy(config);
    return object.codes;
  },

  import_identity: (scene) => importing(scene, "message", { channel_id: "", id: noId }),
  async import_conversation(scene) {
    const { channel } = (await scene.test.client.listChannels({})).find((one) => one.channel.name === "")!;
    return importing(scene, "channel", channel.id);
  },
  async import_direct(scene) {
    const { channelId, messageId } = await scene.whispered();
    return importing(scene, "message", `${channelId}/${messageId}`);
  },
  async list_direct(scene) {
    const { channelId } = await scene.whispered();
    const pumble = new InProcess(provider);
    await pumble.configure({ api_key: scene.test.apiKey, base_url: scene.test.stack.addonUrl });
    await pumble.list("message", { channel_id: channelId });
    return pumble.codes;
  },
  async import_foreign(scene) {
    await scene.channel();
    const id = await scene.posted("grace@example.com");
    return importing(scene, "message", `${scene.name}/${id}`);
  },
  async import_system(scene) {
    const channelId = await scene.channel();
    await scene.act("join", { channelId }, "grace@example.com");
    const { messages } = await scene.test.client.listMessages({ channelId });
    return importing(scene, "message", `${scene.name}/${messages.at(-1)!.id}`);
  },
  async import_is_reply(scene) {
    await scene.channel();
    const threadRootId = await scene.posted();
    const id = await scene.posted("ada@example.com", { threadRootId, alsoSendToChannel: true });
    return importing(scene, "message", `${scene.name}/${id}`);
  },
  async import_other_thread(scene) {
    await scene.channel();
    const root = await scene.posted();
    const id = await scene.posted("ada@example.com", { threadRootId: await scene.posted() });
    return importing(scene, "reply", `${scene.name}/${root}/${id}`);
  },

  async schedule_cancelled(scene) {
    const { object, config } = await missed(scene);
    await object.apply(config);
    await object.plan({ ...config, text: "Other" });
    return object.codes;
  },
  async schedule_taken_back(scene) {
    const { object } = await missed(scene);
    await object.refresh();
    return object.codes;
  },
  async schedule_archived(scene) {
    const { object } = await missed(scene, { send_at: inDays(2), next_send_at: inDays(2) });
    await scene.act("archive", { channelId: scene.channelId });
    await object.refresh();
    return object.codes;
  },
  schedule_over: (scene) => {
    const recurrence = { type: "DAILY", end_after_occurrences: 2, end_date: null };
    return planned(scene, { send_at: inDays(-5), recurrence });
  },
  schedule_rolled_forward: (scene) => {
    const recurrence = { type: "DAILY", end_after_occurrences: null, end_date: null };
    return planned(scene, { send_at: inDays(-5), recurrence });
  },
  schedule_clocks: (scene) => {
    const recurrence = { type: "DAILY", end_after_occurrences: null, end_date: null };
    return planned(scene, { send_at: "2040-01-31T09:00", time_zone: "Europe/Berlin", recurrence });
  },
  schedule_skipped: (scene) => planned(scene, { send_at: "2040-03-25T02:30", time_zone: "Europe/Berlin" }),
  schedule_twice: (scene) => planned(scene, { send_at: "2040-10-28T02:30", time_zone: "Europe/Berlin" }),
  schedule_days: (scene) => {
    const recurrence = { type: "BUSINESSDAYS", end_after_occurrences: null, end_date: null };
    return planned(scene, { send_at: "2040-01-31T09:00", time_zone: "Pacific/Auckland", recurrence });
  },
} satisfies Partial<Record<ProblemCode, (scene: Scene) => Promise<string[]>>>;

export type ByHandCode = keyof typeof provoking;

export function isByHand(code: ProblemCode): code is ByHandCode {
  return Object.hasOwn(provoking, code);
}

/** Brings each about; answers with the codes of what was told. */
export const provokedByHand = Object.fromEntries(
  Object.entries(provoking).map(([code, provoke]) => [code, (test: TestStack) => provoke(new Scene(test))]),
) as Record<ByHandCode, (test: TestStack) => Promise<string[]>>;
