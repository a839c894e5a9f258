// Every problem of the catalogue is provoked as a person would come to it, and the catalogue holds no other.
import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../../src/client";
import { catalogue, type ProblemCode, problemSections } from "../../../src/provider/problems";
import { provider } from "../../../src/provider/provider";
import { generateApiKey } from "../../../src/pumble/api-keys/api-key-text";
import { a, defineFunction, forContext, Problem, type Provider, t } from "../../../src/terraform";
import { type AddonProxy, type Fault, startAddonProxy } from "../../e2e/addon-proxy";
import { startTestStack, type TestStack } from "../../e2e/test-stack";
import { act as actIn } from "../../support/control";
import { InProcess, type Stored, unknown, type Values } from "../in-process";
import { type ByHandCode, isByHand, provokedByHand } from "./by-hand";

let test: TestStack;
let proxy: AddonProxy;
let pumble: InProcess;
/** A channel in which nothing happens but these tests. */
let channelId: string;
let ids: Record<string, string>;

beforeAll(async () => {
  test = await startTestStack();
  proxy = await startAddonProxy(test.stack.addonUrl);
  channelId = (await test.client.createChannel({ name: "stage", type: "PUBLIC" })).id;
  const users = await test.client.listUsers({});
  ids = Object.fromEntries(users.map((user) => [user.email.split("@")[0]!, user.id]));
});
afterAll(async () => {
  await proxy?.close();
  await test?.client.close();
  await test?.close();
});
beforeEach(async () => {
  pumble = new InProcess(provider);
});
afterEach(() => {
  proxy.fault = () => null;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const noId = "0".repeat(24);
const configured = (more: Values = {}) =>
  pumble.configure({ api_key: test.apiKey, base_url: proxy.url, ...more });

/** Each in a process of its own, as Terraform does it. */
async function madeAndDestroyed(what: string, config: Values): Promise<void> {
  const made = await pumble.apply(what, config);
  pumble = new InProcess(provider);
  await configured();
  await pumble.apply(what, null, made);
}

/** Lets the addon's answer to one operation be another. */
function answering(operation: string, fault: Omit<Fault, "when">, when: Fault["when"] = "before"): void {
  proxy.fault = (request) => (request.includes(operation) ? { when, ...fault } : null);
}
const json = (body: object) => ({ status: 403, body: JSON.stringify(body) });

const message = (more: Values = {}) => ({ channel_id: channelId, text: "Hello", ...more });
const key = (more: Values = {}) => ({
  name: "ci",
  api_key_wo: generateApiKey(randomBytes).text,
  ...more,
});

const validMarkdown = (markdown: string, more: Values = {}) =>
  pumble.validate("resource", "message", message({ text: null, markdown, ...more }));

/** Sends a message whose sending fails. */
async function refusedMessage(fault: Omit<Fault, "when">): Promise<void> {
  await configured();
  answering("/sendMessage", fault);
  await pumble.apply("message", message());
}

/** A channel of its own for one test. */
async function channelNamed(name: string, more: Values = {}): Promise<Stored> {
  await configured();
  return pumble.apply("channel", { name, ...more });
}

/** What a member does by hand. */
const act = (action: string, more: object, as = "ada@example.com") => actIn(test.stack, as, action, more);

/** A provider with one resource, for what no honest provider does. */
function other(resource: Values, more: Values = {}): InProcess {
  const { defineProvider, defineResource } = forContext<null>();
  const attributes = { id: a.string({ computed: true, description: "Id." }) };
  const thing = defineResource({
    ...{ name: "thing", description: "A thing.", attributes },
    ...{ create: () => ({ id: "1" }), read: () => ({ id: "1" }), delete() {} },
    ...(resource as object),
  });
  const made = defineProvider({
    ...{ name: "other", address: "a/b/other", version: "1.0.0", description: "Another.", attributes: {} },
    ...{ configure: () => null, resources: [thing as never] },
    ...(more as object),
  });
  return new InProcess(made as Provider);
}

/** Has the client's clock run ahead instead of waiting. */
function withoutWaiting() {
  let ahead = 0;
  const now = systemClock.now;
  vi.spyOn(systemClock, "now").mockImplementation(() => now() + ahead);
  vi.spyOn(systemClock, "sleep").mockImplementation(async (ms) => {
    ahead += ms;
  });
}

/** Asks a provider of its own, and notes what it says as if `pumble` had been asked. */
async function inOther(resource: Values, ask: (inside: InProcess) => Promise<unknown>, more: Values = {}) {
  pumble = other(resource, more);
  await pumble.configure({});
  await ask(pumble);
}

const rawState = (state: object) => ({ json: new TextEncoder().encode(JSON.stringify(state)), flatmap: {} });
const signal = { signal: new AbortController().signal };
const upgrading = (version: bigint, raw: object) => (inside: InProcess) =>
  inside.server.upgradeResourceState({ typeName: "other_thing", version, rawState: raw } as never, signal);

const provoked: Record<Exclude<ProblemCode, ByHandCode>, () => Promise<unknown>> = {
  key_missing: () => pumble.configure({ base_url: proxy.url }),
  setting_empty: () => configured({ api_key: " " }),
  key_refused: () => configured({ api_key: generateApiKey(randomBytes).text }),
  server_not_addon: () => configured({ base_url: `${proxy.url}/api-docs` }),
  setting_invalid: () => configured({ base_url: "here" }),
  proxy_invalid: () => {
    vi.stubEnv("HTTPS_PROXY", "socks5://proxy");
    return configured();
  },
  configuration_unknown: async () => {
    await configured({ api_key: unknown });
    await pumble.data("current_user", {});
  },

  not_authenticated: () => refusedMessage(json({ error: "invalid api key" })),
  not_allowed: () => refusedMessage(json({ message: "No access", code: 403_000 })),
  not_found: () => refusedMessage(json({ message: "Not found", code: 404_100 })),
  thread_root_missing: async () => {
    await configured();
    await pumble.apply("reply", message({ thread_root_id: noId }));
  },
  invalid: () => refusedMessage(json({ error: "Invalid request parameters" })),
  taken: () => refusedMessage(json({ error: "This channel name is already taken" })),
  rate_limited: () => {
    withoutWaiting();
    answering("/myInfo", { status: 429, headers: { "retry-after": "0" }, body: "{}" });
    return configured();
  },
  asked_to_wait: () => refusedMessage({ status: 429, headers: { "retry-after": "3600" }, body: "{}" }),
  unavailable: () => configured({ base_url: "http://127.0.0.1:9" }),
  addon_unavailable: () => {
    withoutWaiting();
    const headers = { "x-pumble-error": "addon_unavailable" };
    answering("/myInfo", { status: 503, headers, body: '{"error":"The store is away"}' });
    return configured();
  },
  protocol_changed: () => refusedMessage({ status: 404, body: "<html>" }),
  unknown_outcome: async () => {
    await configured();
    proxy.fault = (request) => {
      if (request.includes("/sendMessage")) return { when: "after" };
      return request.includes("/listMessages") ? { when: "before", ...json({ error: "No" }) } : null;
    };
    await pumble.apply("message", message());
  },

  channel_stays: async () => pumble.plan("channel", null, await channelNamed("leaving")),
  channel_destroy_refused: async () =>
    pumble.plan("channel", null, await channelNamed("staying", { on_destroy: "error" })),
  channel_name_form: () => channelNamed("Grand Opening"),
  channel_unchangeable: async () => {
    const made = await channelNamed("fixed", { description: "One" });
    pumble = new InProcess(provider);
    await configured();
    await pumble.plan("channel", { name: "fixed", description: "Two" }, made);
  },
  channel_taken: () => channelNamed("stage"),
  channel_taken_archived: async () => {
    const { state } = await channelNamed("set-aside");
    await act("archive", { channelId: state!["id"] });
    pumble = new InProcess(provider);
    await channelNamed("set-aside");
  },
  channel_taken_unseen: async () => {
    await act("create_channel", { name: "among-us", type: "PRIVATE" }, "grace@example.com");
    await channelNamed("among-us");
  },
  channel_adopt_archived: async () => {
    const { state } = await channelNamed("shelved");
    await act("archive", { channelId: state!["id"] });
    pumble = new InProcess(provider);
    await channelNamed("shelved", { adopt_existing: true });
  },
  channel_archived_planned: async () => {
    const { state } = await channelNamed("retiring");
    await act("archive", { channelId: state!["id"] });
    pumble = new InProcess(provider);
    await configured();
    await pumble.plan("message", message({ channel_id: state!["id"] }));
  },
  channel_archived: async () => {
    const { state } = await channelNamed("retired");
    await act("archive", { channelId: state!["id"] });
    pumble = new InProcess(provider);
    await configured();
    await pumble.apply("message", message({ channel_id: state!["id"] }));
  },
  bot_not_inside: async () => {
    const { state } = await channelNamed("without-bot", { type: "PRIVATE" });
    await pumble.apply("message", message({ channel_id: state!["id"], as_bot: true }));
  },
  channel_adopt_unseen: async () => {
    await configured();
    answering("/createChannel", json({ error: "This channel name is already taken" }));
    await pumble.apply("channel", { name: "hidden", adopt_existing: true });
  },
  channel_adopt_type: () => channelNamed("stage", { adopt_existing: true, type: "PRIVATE" }),
  channel_adopt_description: () => channelNamed("stage", { adopt_existing: true, description: "Other" }),
  channel_missing: async () => {
    await configured();
    await pumble.data("channel", { name: "nowhere" });
  },

  member_missing: async () => {
    await configured();
    await pumble.data("user", { email: "nobody@example.com" });
  },
  member_id_missing: async () => {
    await configured();
    await pumble.data("user", { id: noId });
  },
  member_was_in_before: async () => {
    await configured();
    await test.client.addUsersToChannel({ channelId, userIds: [ids["grace"]!] });
    const made = await pumble.apply("channel_members", { channel_id: channelId, user_ids: [ids["grace"]] });
    await pumble.apply("channel_members", null, made);
  },
  member_owns_key: async () => {
    await configured();
    const me = (await test.client.myInfo({})).id;
    const config = { channel_id: channelId, user_id: me, remove_unmanaged: true };
    await madeAndDestroyed("channel_member", config);
  },
  member_of_main_channel: async () => {
    await configured();
    const { channel } = (await test.client.listChannels({})).find((one) => one.channel.isMain)!;
    const config = { channel_id: channel.id, user_id: ids["grace"], remove_unmanaged: true };
    await madeAndDestroyed("channel_member", config);
  },
  member_of_archived_channel: async () => {
    const { state } = await channelNamed("closing");
    const config = { channel_id: state!["id"], user_id: ids["linus"], remove_unmanaged: true };
    const made = await pumble.apply("channel_member", config);
    await act("archive", { channelId: state!["id"] });
    pumble = new InProcess(provider);
    await configured();
    await pumble.apply("channel_member", null, made);
  },
  direct_message_to_deactivated: async () => {
    await act("add_user", { email: "gone@example.com", name: "Gone" });
    await act("deactivate", { user: "gone@example.com" });
    await configured();
    await pumble.plan("direct_message", { emails: ["gone@example.com"], text: "Hello" });
  },
  direct_message_to_self: async () => {
    await configured();
    const me = (await test.client.myInfo({})).id;
    await pumble.apply("direct_message", { user_ids: [me], text: "Hello" });
  },

  content_missing: () => pumble.validate("resource", "message", message({ text: null })),
  content_ambiguous: () => pumble.validate("resource", "message", message({ markdown: "Hello" })),
  blocks_invalid: () =>
    pumble.validate("resource", "message", message({ text: null, blocks: '[{"type":"rich_text"}]' })),
  markdown_mention: async () => {
    await configured();
    await pumble.plan("message", message({ text: null, markdown: "@nobody@example.com" }));
  },
  markdown_broadcast: () => validMarkdown("@channel Hello"),
  markdown_table: () => validMarkdown("| a |\n|---|\n| @ada@example.com |"),
  markdown_relative_link: () => validMarkdown("[here](/docs)"),
  markdown_link: () => validMarkdown("[here](//)", { markdown_base_url: "https://example.com/" }),
  markdown_empty: () => validMarkdown("[a]: https://example.com/"),
  broadcast_refused: () => pumble.validate("resource", "message", message({ text: "@channel Hello" })),

  schedule_past: async () => {
    await configured();
    await pumble.plan("scheduled_message", message({ send_at: "2001-01-01T00:00:00Z" }));
  },
  schedule_without_zone: async () => {
    await configured();
    return pumble.validate("resource", "scheduled_message", message({ send_at: "2040-01-01T09:00:00" }));
  },
  schedule_done: async () => {
    await configured();
    const config = message({ send_at: "2040-01-01T00:00:00Z" });
    const made = await pumble.apply("scheduled_message", config);
    const sent = { ...made, state: { ...made.state, status: "delivered", next_send_at: null } };
    await pumble.plan("scheduled_message", { ...config, text: "Other" }, sent);
  },

  keys_unsupported: async () => {
    await configured();
    answering("keys", { status: 404, body: "<html>" });
    await pumble.data("api_keys", {});
  },
  key_text_missing: async () => {
    await configured();
    await pumble.plan("api_key", key({ api_key_wo: null }));
  },
  key_text_used: async () => {
    await configured();
    const used = key();
    await pumble.apply("api_key", used);
    await pumble.apply("api_key", { ...used, name: "again" });
  },
  key_hand_over_failed: async () => {
    await configured();
    answering("keys", json({ message: "No access", code: 403_000 }));
    await pumble.apply("api_key", key());
  },
  key_replaced: async () => {
    await configured();
    const made = await pumble.apply("api_key", key());
    await pumble.plan("api_key", key({ name: "other" }), made);
  },
  key_gone: async () => {
    await configured();
    const made = await pumble.apply("api_key", key());
    await test.client.apiKeys.delete(made.state!["id"] as string);
    await pumble.read("api_key", made);
  },
  key_expired_already: async () => {
    await configured();
    await pumble.plan("api_key", key({ expires_at: "2001-01-01T00:00:00Z" }));
  },

  import_form: () => imported("message", "general"),
  import_channel_missing: () => imported("channel", "nowhere"),
  import_user_missing: () => imported("channel_member", "stage/nobody@example.com"),
  import_conversation_missing: () => imported("direct_message", `linus@example.com/${noId}`),
  import_not_in_channel: async () => {
    await act("create_channel", { name: "alone" });
    await imported("channel_member", "alone/linus@example.com");
  },
  object_made_twice: async () => {
    const made = await channelNamed("made-twice", { adopt_existing: true });
    // As one that is replaced, which has private state and no state.
    await pumble.apply("channel", { name: "made-twice", adopt_existing: true }, { ...made, state: null });
  },
  import_archived: async () => {
    await act("create_channel", { name: "closed" });
    await act("archive", { channel: "closed" });
    await imported("channel_members", "closed");
  },
  import_emoji_code: () => imported("reaction", `stage/${noId}/tada`),
  import_key_missing: () => imported("api_key", "nothing"),

  neither_set: () => pumble.validate("data source", "channel", {}),
  both_set: () => pumble.validate("data source", "channel", { id: noId, name: "general" }),
  search_empty: () => pumble.validate("data source", "search", {}),
  search_limit: () =>
    pumble.validate("data source", "search", { text: "x", order: "MOST_RELEVANT", limit: 21 }),
  search_too_early: async () => {
    await configured();
    await pumble.data("search", { text: "x", sent_after: "1969-01-01T00:00:00Z" });
  },

  function_channel_name: () => pumble.call("channel_name", "so/what"),
  function_markdown_empty: () => pumble.call("markdown_to_blocks", ""),
  function_markdown: () => pumble.call("markdown_to_blocks", "[here](/docs)"),
  function_mention_id: () => pumble.call("markdown_to_blocks", "#general", { "#general": "#general" }),
  function_user_id: () => pumble.call("mention_user", "ada@example.com"),
  function_channel_id: () => pumble.call("mention_channel", "#general"),

  required_missing: () => pumble.validate("resource", "channel", {}),
  not_configurable: () => pumble.validate("resource", "channel", { name: "x", id: noId }),
  write_only_unsupported: () => pumble.validate("resource", "api_key", key(), false),
  deprecated: () => {
    const old = a.string({ optional: true, deprecated: "Use id.", description: "Old." });
    return inOther({ attributes: { old } }, (inside) => inside.validate("resource", "thing", { old: "x" }));
  },
  invalid_value: () => pumble.validate("resource", "message", message({ channel_id: 5 })),
  unknown_type: () =>
    pumble.server.readResource({ typeName: "pumble_emoji" } as never, signal) as Promise<unknown>,
  not_configured: () => pumble.data("current_user", {}),
  interrupted: () => {
    const create = ({ signal: stopped }: { signal: AbortSignal }) => {
      void pumble.server.stopProvider({} as never, signal);
      stopped.throwIfAborted();
    };
    return inOther({ create }, (inside) => inside.apply("thing", {}));
  },
  action_interrupted: () => {
    const invoke = ({ signal: stopped }: { signal: AbortSignal }) => {
      void pumble.server.stopProvider({} as never, signal);
      stopped.throwIfAborted();
    };
    const action = { name: "act", description: "An action.", attributes: {}, invoke };
    return inOther({}, (inside) => inside.invoke("act", {}), { actions: [action] });
  },
  import_unsupported: () => inOther({}, (inside) => inside.import("thing", "1")),
  move_unsupported: () => {
    const source = { sourceTypeName: "null_resource", sourceProviderAddress: "a/b/null" };
    const request = {
      ...source,
      targetTypeName: "other_thing",
      sourceState: rawState({}),
      sourceSchemaVersion: 0n,
    };
    return inOther({ move: () => null }, (inside) =>
      inside.server.moveResourceState(request as never, signal),
    );
  },
  state_version_unknown: () => inOther({}, upgrading(7n, rawState({}))),
  state_too_old: () => inOther({}, upgrading(0n, { json: new Uint8Array(0), flatmap: {} })),
  state_unreadable: () => inOther({}, upgrading(0n, rawState({ id: { a: 1 } }))),
  identity_version_unknown: () =>
    inOther({ identity: { attributes: {}, of: () => ({}) } }, (inside) => {
      const request = { typeName: "other_thing", version: 7n, rawIdentity: rawState({}) };
      return inside.server.upgradeResourceIdentity(request as never, signal);
    }),
  bug: () =>
    inOther({ create: () => Promise.reject(new TypeError("Oh")) }, (inside) => inside.apply("thing", {})),
  returned_nothing: () => inOther({ create: () => undefined }, (inside) => inside.apply("thing", {})),
  returned_wrong: () => inOther({ create: () => ({ id: 5 }) }, (inside) => inside.apply("thing", {})),
  function_returned_wrong: () => {
    const common = { summary: "F.", description: "F.", parameters: {} };
    const wrong = defineFunction({ name: "f", ...common, returns: t.string, call: () => 5 as never });
    return inOther({}, (inside) => inside.call("f"), { functions: [wrong] });
  },
  no_update: () => {
    const note = a.string({ optional: true, description: "Note." });
    const made = { state: { note: "x" }, private: new Uint8Array(0), diagnostics: [] };
    return inOther({ attributes: { note } }, (inside) => inside.apply("thing", { note: "y" }, made));
  },
  schema_wrong: () => {
    const count = a.string({ optional: true, description: "Reserved." });
    return inOther({ attributes: { count } }, (inside) =>
      inside.server.getProviderSchema({} as never, signal),
    );
  },
};

async function imported(name: string, id: string): Promise<void> {
  await configured();
  await pumble.import(name, id);
}

describe("the catalogue of problems", () => {
  it.each(Object.keys(catalogue) as ProblemCode[])("holds %s, which can be provoked", async (code) => {
    const shown = vi.spyOn(Problem.prototype, "detail", "get");
    try {
      if (isByHand(code)) {
        expect(await provokedByHand[code](test)).toContain(code);
      } else {
        await provoked[code]();
        expect(pumble.codes).toContain(code);
      }
      for (const { title, cause, nextStep } of shown.mock.contexts as Problem[]) {
        const text = [title, cause, nextStep].join("\n");
        expect(text).not.toMatch(/undefined|\[object|\{\w+\}|[^.]\.\.([^.]|$)/);
        expect(nextStep).toMatch(/[.!?…)]$|[A-Z]$|\/[0-9]+$/);
      }
    } finally {
      shown.mockRestore();
    }
  });

  it("shows every problem in one section of the guide", () => {
    const shown = problemSections.flatMap(([, problems]) => Object.keys(problems));
    expect(shown.toSorted()).toEqual(Object.keys(catalogue).toSorted());
  });

  it("says of every problem what happened, why, and what to do", () => {
    for (const { entry } of Object.values(catalogue)) {
      for (const text of [entry.title, entry.cause, entry.nextStep]) expect(text.trim()).not.toBe("");
    }
  });

  it("names no object in the title of a warning, so that Terraform folds warnings of one kind", () => {
    const warnings = Object.values(catalogue).filter(
      ({ entry }) => "severity" in entry && entry.severity === "warning",
    );
    const named = warnings.filter(({ entry }) => entry.title.includes("{"));
    // Nobody is taken out of a channel unnamed, so these are not to be folded.
    const leaving = ["members_leaving", "members_moving", "members_may_leave"];
    expect(named.map(({ code }) => code).sort()).toEqual(["deprecated", ...leaving].sort());
  });
});
