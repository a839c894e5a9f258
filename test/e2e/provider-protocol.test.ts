// What the Terraform on this machine may be too old to ask for, and what needs a look inside: asked of the server itself.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { call, plain, serverOf, wire } from "../terraform/rpc/harness";
import { startTestStack, type TestStack } from "./test-stack";

type Server = ReturnType<typeof serverOf>["server"];

let test: TestStack;
let server: Server;
let log: string[];
let channelId: string;

beforeAll(async () => {
  test = await startTestStack();
  channelId = (await test.client.createChannel({ name: "protocol", type: "PRIVATE" })).id;
});
afterAll(() => test?.close());
beforeEach(() => {
  ({ server, log } = serverOf(provider));
});

function configure(more: Record<string, unknown> = {}) {
  const config = {
    ...{ api_key: test.apiKey, base_url: test.stack.addonUrl },
    ...{ max_requests_per_minute: null, request_timeout_seconds: null },
    ...more,
  };
  return server.configureProvider(
    { terraformVersion: "1.14.0", config: wire(config), clientCapabilities: undefined },
    call,
  );
}

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of stream) found.push(each);
  return found;
}

/** Reads what an identity leads to. */
async function importedBy(typeName: string, identity: Record<string, string>) {
  const identityData = { identityData: wire(identity) };
  const request = { typeName, id: "", identity: identityData, clientCapabilities: undefined };
  const { importedResources, diagnostics } = await server.importResourceState(request, call);
  expect(diagnostics).toEqual([]);
  const { state: currentState, private: bytes } = importedResources![0]!;
  const read = await server.readResource(
    {
      ...{ typeName, currentState, private: bytes, providerMeta: undefined },
      ...{ currentIdentity: identityData, clientCapabilities: undefined },
    } as never,
    call,
  );
  expect(read.diagnostics).toEqual([]);
  return {
    state: plain(read.newState as never) as Record<string, unknown>,
    identity: plain((read.newIdentity as never as { identityData: never })?.identityData),
  };
}

describe("identity", () => {
  beforeEach(() => configure());

  it("is declared by every resource", async () => {
    const { identitySchemas } = await server.getResourceIdentitySchemas({}, call);
    const names = provider.resources.map(({ name }) => `pumble_${name}`);
    expect(Object.keys(identitySchemas!).sort()).toEqual(names.sort());
  });

  it("leads to each kind of object, and is the object's own afterwards", async () => {
    const { client } = test;
    const grace = (await client.listUsers({})).find((user) => user.email === "grace@example.com")!;
    await client.addUsersToChannel({ channelId, userIds: [grace.id] });
    const { id } = await client.sendMessage({ channelId, text: "Root" });
    const reply = await client.sendReply({ channelId, messageId: id, text: "Reply" });
    const direct = await client.dmUser({ userId: grace.id, text: "Direct" });
    const sendAt = Date.now() + 86_400_000;
    const later = await client.createScheduledMessage({ channelId, text: "Later", sendAt });
    await client.addReaction({ channelId, messageId: id, reaction: ":tada:" });
    const inChannel = { channel_id: channelId };
    const { key } = await client.apiKeys.create({ name: "found" });
    const objects: [string, Record<string, string>, Record<string, unknown>][] = [
      ["pumble_api_key", { id: key.id }, { name: "found", api_key_wo: null, api_key_wo_version: "1" }],
      ["pumble_channel", { id: channelId }, { name: "protocol", type: "PRIVATE" }],
      ["pumble_channel_member", { ...inChannel, user_id: grace.id }, { email: grace.email }],
      ["pumble_channel_members", inChannel, { user_ids: [grace.id], emails: [grace.email] }],
      [
        "pumble_direct_message",
        { channel_id: direct.channelId, id: direct.id },
        { text: "Direct", emails: [grace.email] },
      ],
      ["pumble_message", { ...inChannel, id }, { text: "Root", on_destroy: "delete" }],
      ["pumble_reaction", { ...inChannel, message_id: id, reaction: ":tada:" }, { skin_tone: null }],
      ["pumble_reply", { ...inChannel, thread_root_id: id, id: reply.id }, { text: "Reply" }],
      ["pumble_scheduled_message", { id: later.id }, { text: "Later", status: "scheduled" }],
    ];
    for (const [type, identity, state] of objects) {
      const found = await importedBy(type, identity);
      expect(found.state, type).toMatchObject(state);
      expect(found.identity, type).toEqual(identity);
    }
  });
});

describe("lists", () => {
  beforeEach(() => configure());

  const list = (typeName: string, config: object, limit = 100) =>
    all(
      server.listResource(
        { typeName, config: wire(config), includeResourceObject: true, limit } as never,
        call,
      ),
    );

  it("find channels by type, without direct conversations", async () => {
    const found = await list("pumble_channel", { type: "PRIVATE", include_archived: null });
    expect(found.map((each) => each.displayName)).toEqual(["#protocol"]);
    expect(plain(found[0]!.resourceObject as never)).toMatchObject({ id: channelId, name: "protocol" });
    const everything = await list("pumble_channel", { type: null, include_archived: true });
    expect(everything.map((each) => each.displayName)).toEqual(
      expect.arrayContaining(["#general", "#random", "#protocol"]),
    );
  });

  it("find the key owner's messages of a channel, or everybody's, newest first", async () => {
    const general = (await test.client.listChannels({})).find(({ channel }) => channel.name === "random")!;
    const id = general.channel.id;
    await test.client.sendMessage({ channelId: id, text: "First of ours" });
    await test.client.sendMessage({ channelId: id, text: "Second of ours" });
    const ours = await list("pumble_message", { channel_id: id, include_others: null });
    expect(ours.map((each) => each.displayName)).toEqual(["Second of ours", "First of ours"]);
    const everybody = await list("pumble_message", { channel_id: id, include_others: true });
    expect(everybody.length).toBeGreaterThan(2);
    expect(await list("pumble_message", { channel_id: id, include_others: true }, 1)).toHaveLength(1);
  });

  it("say which channel they cannot see", async () => {
    const config = { channel_id: "0".repeat(24), include_others: null };
    const events = await list("pumble_message", config);
    expect(events).toMatchObject([
      { diagnostic: [{ summary: `Cannot list the messages of channel ${"0".repeat(24)}` }] },
    ]);
  });
});

describe("the send_message action", () => {
  beforeEach(() => configure());

  const nothing = { thread_root_id: null, text: null, markdown: null, blocks: null, attachments: null };
  const config = (more: object) =>
    wire({ ...nothing, channel_id: channelId, allow_broadcast: null, as_bot: null, ...more });

  it("sends each time it is invoked and says what it sent", async () => {
    const request = { actionType: "pumble_send_message", config: config({ markdown: "It is **done**" }) };
    for (let time = 0; time < 2; time++) {
      const events = await all(server.invokeAction(request as never, call));
      expect(events).toMatchObject([
        { progress: { message: expect.stringMatching(/^Sent message [0-9a-f]{24}$/) } },
        { completed: { diagnostics: [] } },
      ]);
    }
    const { messages } = await test.client.listMessages({ channelId });
    expect(messages.filter((one) => one.text === "It is done")).toHaveLength(2);
  });

  it("refuses a broadcast without leave", async () => {
    const request = { typeName: "pumble_send_message", config: config({ text: "@channel now" }) };
    const { diagnostics } = await server.validateActionConfig(request as never, call);
    expect(diagnostics).toMatchObject([{ summary: "The message's text cannot be sent as it is" }]);
  });
});

describe("the provider's configuration", () => {
  it("holds requests back at max_requests_per_minute, until Terraform asks to stop", async () => {
    expect((await configure({ max_requests_per_minute: 1 })).diagnostics).toEqual([]);
    const request = {
      typeName: "pumble_channel",
      config: wire({ type: null, include_archived: null }),
      limit: 1,
    };
    const listing = all(server.listResource(request as never, call));
    await expect.poll(() => log.join("")).toContain("at most 1 a minute");
    await server.stopProvider({}, call);
    expect(await listing).toMatchObject([{ diagnostic: [{ summary: "pumble_channel was interrupted" }] }]);
  });

  it.each([
    { what: "a rate of 0", more: { max_requests_per_minute: 0 }, says: "must be from 1 to 1000, but is 0" },
    { what: "an address that is none", more: { base_url: "pumble" }, says: "is no web address" },
    { what: "a key with a line break in it", more: { api_key: "a\nb" }, says: "characters that no key has" },
  ])("with $what is one error about that attribute", async ({ more, says }) => {
    const rates = { max_requests_per_minute: null, request_timeout_seconds: null };
    const config = { api_key: test.apiKey, base_url: null, ...rates, ...more };
    const validated = await server.validateProviderConfig({ config: wire(config) } as never, call);
    const configured = validated.diagnostics!.length > 0 ? validated : await configure(more);
    expect(configured.diagnostics).toHaveLength(1);
    const [{ summary, detail, attribute }] = configured.diagnostics as never as [
      { summary: string; detail: string; attribute?: { steps: { selector: unknown }[] } },
    ];
    expect(`${summary} ${detail}`).toContain(says);
    expect(JSON.stringify(attribute)).toContain(Object.keys(more)[0]);
  });
});
