// What is unknown when Terraform validates is checked when it is known, before anything is asked of Pumble.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { type AddonProxy, startAddonProxy } from "../e2e/addon-proxy";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { InProcess, type Told, unknown, type Values } from "./in-process";

let test: TestStack;
let proxy: AddonProxy;
let pumble: InProcess;
let channelId: string;

beforeAll(async () => {
  test = await startTestStack();
  proxy = await startAddonProxy(test.stack.addonUrl);
  channelId = (await test.client.createChannel({ name: "later", type: "PUBLIC" })).id;
});
afterAll(async () => {
  await proxy?.close();
  await test?.client.close();
  await test?.close();
});
beforeEach(async () => {
  pumble = new InProcess(provider);
  expect(await pumble.configure({ api_key: test.apiKey, base_url: proxy.url })).toEqual([]);
});

interface Case {
  kind: "resource" | "data source" | "ephemeral resource" | "action" | "list";
  name: string;
  /** What is fine. */
  rest?: () => Values;
  /** What is not, and is unknown at first. */
  wrong: Values;
  /** How Terraform hands the known values over. */
  use: (name: string, config: Values) => Promise<Told[]>;
  says: string;
}

const planned = async (name: string, config: Values) => (await pumble.plan(name, config)).diagnostics;
const read = async (name: string, config: Values) => (await pumble.data(name, config)).diagnostics;
const opened = async (name: string, config: Values) => (await pumble.open(name, config)).diagnostics;
const listed = (name: string, config: Values) => pumble.list(name, config);
const actionPlanned = (name: string, config: Values) => pumble.planAction(name, config);
const invoked = (name: string, config: Values) => pumble.invoke(name, config);

const inChannel = () => ({ channel_id: channelId });
const message = { kind: "action", name: "send_message", rest: inChannel } as const;
const wrongTexts = [
  { ...message, wrong: { text: "@channel x" }, says: "The message's text cannot be sent as it is" },
  { ...message, wrong: { text: "" }, says: "Invalid value for text" },
  { ...message, wrong: { text: "a", markdown: "b" }, says: "Give exactly one of" },
  { ...message, wrong: { text: null }, says: "Give exactly one of" },
  { ...message, wrong: { blocks: "{}" }, says: "Invalid value for blocks" },
  { ...message, wrong: { text: "a", attachments: "none" }, says: "Invalid value for attachments" },
  { ...message, wrong: { text: "a", thread_root_id: "root" }, says: "Invalid value for thread_root_id" },
  { ...message, wrong: { channel_id: "later", text: "a" }, says: "Invalid value for channel_id" },
] as const;

const cases: Case[] = [
  ...wrongTexts.flatMap((one) => [
    { ...one, use: actionPlanned },
    { ...one, use: invoked },
  ]),
  ...["message", "reply", "scheduled_message"].map((name) => ({
    ...{ kind: "resource" as const, name, wrong: { channel_id: "later" }, use: planned },
    rest: () => ({ text: "a", thread_root_id: channelId, send_at: "2040-01-01T00:00:00Z" }),
    says: "Invalid value for channel_id",
  })),
  {
    ...{ kind: "resource", name: "scheduled_message", rest: () => ({ ...inChannel(), text: "a" }) },
    ...{ wrong: { send_at: "tomorrow" }, use: planned, says: "Invalid value for send_at" },
  },
  {
    ...{ kind: "resource", name: "direct_message", rest: () => ({ text: "a" }) },
    ...{ wrong: { emails: ["ada"] }, use: planned, says: "Invalid value for emails" },
  },
  {
    ...{ kind: "resource", name: "api_key", rest: () => ({ name: "ci" }) },
    ...{ wrong: { api_key_wo: "secret" }, use: planned, says: "Invalid value for api_key_wo" },
  },
  { kind: "data source", name: "channel", wrong: { id: "x" }, use: read, says: "Invalid value for id" },
  {
    ...{ kind: "data source", name: "channel", rest: () => ({ name: "later" }) },
    ...{ wrong: { id: "0".repeat(24) }, use: read, says: "Give either id or name" },
  },
  { kind: "data source", name: "search", wrong: { text: null }, use: read, says: "Nothing to search for" },
  {
    ...{ kind: "data source", name: "channels", wrong: { name_regex: "(" } },
    ...{ use: read, says: "Invalid value for name_regex" },
  },
  {
    ...{ kind: "ephemeral resource", name: "api_key", wrong: { lifetime_seconds: 1 } },
    ...{ use: opened, says: "Invalid value for lifetime_seconds" },
  },
  {
    ...{ kind: "ephemeral resource", name: "api_key", wrong: { channel_ids: ["later"] } },
    ...{ use: opened, says: "Invalid value for channel_ids" },
  },
  {
    ...{ kind: "list", name: "message", wrong: { channel_id: "later" } },
    ...{ use: listed, says: "Invalid value for channel_id" },
  },
  {
    ...{ kind: "list", name: "channel", wrong: { type: "DIRECT" } },
    ...{ use: listed, says: "Invalid value for type" },
  },
];

describe("what validation could not know", () => {
  it.each(
    cases.map((one) => [`${one.kind} ${one.name}`, JSON.stringify(one.wrong), one.use.name, one] as const),
  )(
    "%s with %s is refused when it is %s",
    async (_object, _wrong, _when, { kind, name, rest, wrong, use, says }) => {
      const unclear = Object.fromEntries(Object.keys(wrong).map((attribute) => [attribute, unknown]));
      expect(await pumble.validate(kind, name, { ...rest?.(), ...unclear })).toEqual([]);
      const asked = proxy.requests.length;
      const told = await use(name, { ...rest?.(), ...wrong });
      expect(told.map(({ severity, summary }) => [severity, summary])).toEqual([
        [1, expect.stringContaining(says)],
      ]);
      expect(proxy.requests.slice(asked)).toEqual([]);
    },
  );

  it("the provider block is refused when it is configured", async () => {
    const settings = { api_key: test.apiKey, base_url: proxy.url, request_timeout_seconds: 0 };
    const asked = proxy.requests.length;
    expect(await new InProcess(provider).configure(settings)).toMatchObject([
      { summary: "Invalid value for request_timeout_seconds" },
    ]);
    expect(proxy.requests.slice(asked)).toEqual([]);
  });
});

describe("a configuration with values that a test mocks", () => {
  /** What mocks of Terraform and OpenTofu give for a text. */
  const mocked = "qPSMbzhLub4tEFy";

  it.each([
    ["resource", "message", { channel_id: mocked, text: "Hello" }],
    ["resource", "message", { channel_id: mocked, blocks: mocked, attachments: mocked }],
    ["resource", "reply", { channel_id: mocked, thread_root_id: mocked, text: `<<@${mocked}>>` }],
    ["resource", "reaction", { channel_id: mocked, message_id: mocked, reaction: ":tada:" }],
    ["resource", "channel_member", { channel_id: mocked, user_id: mocked }],
    ["resource", "channel_members", { channel_id: mocked, user_ids: [mocked] }],
    ["resource", "channel_members", { channel_id: mocked, emails: [mocked] }],
    ["resource", "direct_message", { user_ids: [mocked], text: "Hello" }],
    ["resource", "direct_message", { emails: [], text: "Hello" }],
    ["resource", "scheduled_message", { channel_id: mocked, send_at: mocked, text: "Hello" }],
    ["resource", "api_key", { name: "ci", api_key_wo: mocked, channel_ids: [mocked], expires_at: mocked }],
    ["data source", "channel", { id: mocked }],
    ["data source", "user", { id: mocked }],
    ["data source", "messages", { channel_id: mocked, thread_root_id: mocked, sent_after: mocked }],
    ["data source", "search", { from: [mocked], in: [mocked], sent_before: mocked }],
    ["ephemeral resource", "api_key", { channel_ids: [mocked] }],
    ["action", "send_message", { channel_id: mocked, thread_root_id: mocked, text: "Hello" }],
    ["list", "message", { channel_id: mocked }],
  ] as const)("%s %s is valid: %o", async (kind, name, config) => {
    expect(await pumble.validate(kind, name, config)).toEqual([]);
  });

  it.each([
    ["mention_user", [mocked]],
    ["mention_channel", [mocked]],
    ["markdown_to_blocks", ["#general", { "#general": mocked }]],
  ] as const)("the function %s takes it", async (name, args) => {
    expect(await pumble.call(name, ...args)).toBeNull();
  });
});
