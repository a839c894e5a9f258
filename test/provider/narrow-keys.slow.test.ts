import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  actionGroups,
  dataSourceGroups,
  ephemeralGroups,
  listGroups,
  resourceGroups,
} from "../../src/provider/key-groups";
import { provider } from "../../src/provider/provider";
import { generateApiKey } from "../../src/pumble/api-keys/api-key-text";
import { type OperationGroup, operationGroups } from "../../src/pumble/operations/groups";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { InProcess } from "./in-process";
import { InProcessObject } from "./in-process-object";

let test: TestStack;
let channelId: string;
let count = 0;

beforeAll(async () => {
  test = await startTestStack();
});
afterAll(async () => {
  await test?.client.close();
  await test?.close();
});
beforeEach(async () => {
  channelId = (await test.client.createChannel({ name: `narrow-${++count}`, type: "PUBLIC" })).id;
});

/** Keys by their groups, for each that is made is shown to its owner. */
const keys = new Map<string, Promise<string>>();

function keyFor(groups: OperationGroup[]): Promise<string> {
  const name = groups.join();
  const key = keys.get(name) ?? newKey(groups);
  keys.set(name, key);
  return key;
}

async function newKey(groups: OperationGroup[]): Promise<string> {
  const { text } = generateApiKey(randomBytes);
  const scopes = { readOnly: false, groups, channels: null };
  await test.client.apiKeys.create({ name: `narrow ${count}`, apiKey: text, scopes });
  return text;
}

async function providerFor(groups: OperationGroup[]): Promise<InProcess> {
  const pumble = new InProcess(provider);
  const api_key = await keyFor(groups);
  expect(await pumble.configure({ api_key, base_url: test.stack.addonUrl })).toEqual([]);
  return pumble;
}

/** How each resource is declared; a new resource needs a row. */
const configs: Record<string, () => Promise<Record<string, unknown>> | Record<string, unknown>> = {
  channel: () => ({ name: `made-narrow-${count}` }),
  channel_member: () => ({ channel_id: channelId, email: "grace@example.com" }),
  channel_members: () => ({ channel_id: channelId, emails: ["grace@example.com"] }),
  direct_message: () => ({ emails: ["grace@example.com"], text: "Hello" }),
  message: () => ({ channel_id: channelId, text: "Hello" }),
  async reaction() {
    const { id } = await test.client.sendMessage({ channelId, text: "Hello" });
    return { channel_id: channelId, message_id: id, reaction: ":tada:" };
  },
  async reply() {
    const { id } = await test.client.sendMessage({ channelId, text: "Hello" });
    return { channel_id: channelId, thread_root_id: id, text: "Hello" };
  },
  scheduled_message: () => ({ channel_id: channelId, text: "Later", send_at: "2040-01-01T00:00:00Z" }),
};

const rows = Object.entries(resourceGroups).flatMap(([resource, { groups }]) =>
  groups ? [{ resource, groups: [...groups] }] : [],
);

describe("a narrowed key", () => {
  it("has its groups stated for every object", () => {
    const names = (all: readonly { name: string }[]) => all.map(({ name }) => name).sort();
    expect(Object.keys(resourceGroups).sort()).toEqual(names(provider.resources));
    expect(Object.keys(dataSourceGroups).sort()).toEqual(names(provider.dataSources));
    expect(Object.keys(listGroups).sort()).toEqual(names(provider.resources.filter(({ list }) => list)));
    expect(Object.keys(actionGroups).sort()).toEqual(names(provider.actions));
    expect(Object.keys(ephemeralGroups).sort()).toEqual(names(provider.ephemeralResources));
    expect(Object.keys(configs).sort()).toEqual(rows.map(({ resource }) => resource).sort());
  });

  it.each(rows)(
    "for $groups makes, plans, refreshes and destroys $resource",
    async ({ resource, groups }) => {
      const object = new InProcessObject(test, `pumble_${resource}`, await keyFor(groups));
      const config = await configs[resource]!();
      expect((await object.apply(config)).errors).toEqual([]);
      const plan = await object.plan(config);
      expect([plan.errors, plan.action]).toEqual([[], "no-op"]);
      expect((await object.destroy(config)).errors).toEqual([]);
    },
  );

  it.each(rows.flatMap(({ resource, groups }) => groups.map((missing) => ({ resource, missing }))))(
    "for all but $missing says that $resource needs that group",
    async ({ resource, missing }) => {
      const groups = operationGroups.filter((group) => group !== missing);
      const object = new InProcessObject(test, `pumble_${resource}`, await keyFor(groups));
      const { errors } = await object.apply(await configs[resource]!());
      expect(errors[0]?.detail).toContain(`Use one that also has the group "${missing}"`);
      expect(errors[0]?.detail).not.toContain("a key of a member who has it");
    },
  );

  it.each(["message", "reply", "reaction", "direct_message"])(
    "that lacks Messages says so where %s is in state, and neither forgets it nor takes it for hidden",
    async (resource) => {
      const config = await configs[resource]!();
      const object = new InProcessObject(test, `pumble_${resource}`);
      await object.apply(config);
      for (const groups of [["Users"], ["Channels", "Users"], ["Scheduled messages"]] as const) {
        object.apiKey = await keyFor([...groups]);
        const { errors, warnings } = await object.plan(config);
        expect([groups, warnings.map(({ summary }) => summary)]).toEqual([groups, []]);
        for (const told of [errors, await object.destroyStored()]) {
          expect(told.map(({ detail }) => detail)).toEqual([
            expect.stringContaining('Use one that also has the group "Messages"'),
          ]);
        }
        expect(object.stored).not.toBeNull();
      }
    },
  );

  it.each(["channel", "message"])("for its groups lists %s", async (name) => {
    const pumble = await providerFor([...listGroups[name]!.groups!]);
    expect(await pumble.list(name, name === "message" ? { channel_id: channelId } : {})).toEqual([]);
  });

  it("for Messages sends by the action", async () => {
    const pumble = await providerFor([...actionGroups["send_message"]!.groups!]);
    const config = { channel_id: channelId, text: "Hello" };
    expect(await pumble.planAction("send_message", config)).toEqual([]);
    expect(await pumble.invoke("send_message", config)).toEqual([]);
  });

  it("that may only read says so", async () => {
    const { text } = generateApiKey(randomBytes);
    const scopes = { readOnly: true, groups: null, channels: null };
    await test.client.apiKeys.create({ name: "reader", apiKey: text, scopes });
    const object = new InProcessObject(test, "pumble_message", text);
    const { errors } = await object.apply({ channel_id: channelId, text: "Hello" });
    expect(errors[0]?.detail).toContain("Use one that may also write.");
  });

  it.each(["message", "reaction", "channel_member", "channel_members"])(
    "for some channels keeps in state, with a warning, a %s in others",
    async (resource) => {
      const config = await configs[resource]!();
      const object = new InProcessObject(test, `pumble_${resource}`);
      await object.apply(config);
      const other = (await test.client.createChannel({ name: `other-${count}`, type: "PUBLIC" })).id;
      const { text } = generateApiKey(randomBytes);
      const scopes = { readOnly: false, groups: null, channels: [other] };
      await test.client.apiKeys.create({ name: "elsewhere", apiKey: text, scopes });
      object.apiKey = text;
      const plan = await object.plan(config);
      expect([plan.errors, plan.action]).toEqual([[], "no-op"]);
      expect(plan.warnings.map(({ summary }) => summary)).toContain("Not visible to this key");
      const [problem] = await object.destroyStored();
      expect(problem?.detail).toContain("Use one that is for this one too, or for all.");
      expect(object.stored).not.toBeNull();
    },
  );
});
