/** Text is text: in every property of every construct, for Terraform and for CDKTF. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import { expect, test } from "vitest";
import {
  PumbleAnnouncement,
  PumbleApiKey,
  PumbleApiKeys,
  PumbleChannel,
  PumbleChannels,
  PumbleDirectMessage,
  PumbleMember,
  PumbleMembers,
  PumbleMessages,
  PumbleProvider,
  PumbleReaction,
  PumbleReply,
  PumbleSchedule,
  PumbleSearch,
  PumbleUser,
  PumbleUserGroups,
  PumbleUsers,
} from "../../constructs";
import { provider } from "../../src/provider/provider";
import { configurable } from "./configurable";
import { type Attributes, synth } from "./synth";

const nasty = 'a ${x} $${y} %{if z} %%{w} "quoted" \\ $';
const escaped = 'a $${x} $$${y} %%{if z} %%%{w} "quoted" \\ $';

const markdown = (text: string) => ({
  markdown: text,
  markdownBaseUrl: text,
  markdownUnresolved: text as never,
});

/**
 * Each construct with a text in every property, by the type of what it makes. Enums and times are bent: only text
 * counts here.
 */
const constructs: Record<string, (stack: TerraformStack, text: string) => void> = {
  "resource channel": (stack, text) =>
    new PumbleChannel(stack, "x", {
      ...{
        name: text,
        description: text,
        type: text as never,
        onDestroy: text as never,
        adoptExisting: true,
      },
    }),
  "resource channel_member": (stack, text) => {
    new PumbleMember(stack, "x", { channel: text, user: text, removeUnmanaged: true });
    new PumbleMember(stack, "y", { channel: text, user: PumbleUser.current(stack, "me") });
  },
  "resource channel_members": (stack, text) => {
    new PumbleMembers(stack, "x", { channel: text, emails: [text], removeUnmanaged: true });
    new PumbleMembers(stack, "y", { channel: text, userIds: [text] });
  },
  "resource message": (stack, text) => {
    const always = { channel: text, attachments: text, onDestroy: text as never, triggers: { [text]: text } };
    new PumbleAnnouncement(stack, "x", {
      ...always,
      text,
      adoptExisting: true,
      allowBroadcast: true,
      asBot: true,
    });
    new PumbleAnnouncement(stack, "y", { ...always, ...markdown(text) });
    new PumbleAnnouncement(stack, "z", { ...always, blocks: text });
  },
  "resource reply": (stack, text) => {
    const message = { channel: text, id: text };
    const always = {
      message,
      adoptExisting: true,
      attachments: text,
      onDestroy: text as never,
      triggers: { [text]: text },
    };
    new PumbleReply(stack, "x", {
      ...always,
      text,
      alsoSendToChannel: true,
      allowBroadcast: true,
      asBot: true,
    });
    new PumbleReply(stack, "y", { ...always, ...markdown(text) });
    new PumbleReply(stack, "z", { ...always, blocks: text });
  },
  "resource reaction": (stack, text) =>
    new PumbleReaction(stack, "x", {
      ...{ message: { channel: text, id: text }, reaction: text as never, skinTone: 1 },
    }),
  "resource scheduled_message": (stack, text) => {
    const recurrence = {
      end: {},
      toConfig: () => ({ type: text, endDate: text, endAfterOccurrences: 1 }),
    } as never;
    const threadRoot = { channel: text, id: text };
    const always = { channel: text, sendAt: text, recurrence, threadRoot, adoptExisting: true };
    new PumbleSchedule(stack, "x", { ...always, text, attachments: text, allowBroadcast: true });
    new PumbleSchedule(stack, "y", { ...always, ...markdown(text), alsoSendToChannel: true });
    new PumbleSchedule(stack, "z", { ...always, blocks: text });
    new PumbleSchedule(stack, "w", { channel: text, text, at: "", timeZone: text, from: "" });
  },
  "resource direct_message": (stack, text) => {
    const always = { text, attachments: text, onDestroy: text as never, triggers: { [text]: text } };
    new PumbleDirectMessage(stack, "x", { ...always, to: [text] });
    new PumbleDirectMessage(stack, "y", { ...always, to: ["5f0c1d2e3a4b5c6d7e8f9a0b"] });
  },
  "resource api_key": (stack, text) =>
    new PumbleApiKey(stack, "x", {
      ...{ name: text, channels: [text], groups: [text as never], expiresAt: text, readOnly: true },
      ...{ apiKeyWo: new TerraformVariable(stack, "key", {}).stringValue },
      ...{ apiKeyWoVersion: 1, rotationGraceSeconds: 1 },
    }),
  "data api_keys": (stack) => new PumbleApiKeys(stack, "x"),
  "data channel": (stack, text) => {
    PumbleChannel.fromName(stack, "x", text);
    PumbleChannel.fromId(stack, "y", text);
  },
  "data channels": (stack, text) =>
    new PumbleChannels(stack, "x", { nameRegex: text, type: text as never, archived: true, joined: true }),
  "data current_user": (stack) => PumbleUser.current(stack, "x"),
  "data messages": (stack, text) => {
    const threadRoot = { channel: text, id: text };
    const range = { sentAfter: text, sentBefore: text, includeSystem: true, limit: 1 };
    new PumbleMessages(stack, "x", { channel: text, threadRoot, ...range });
  },
  "data search": (stack, text) =>
    new PumbleSearch(stack, "x", {
      ...{
        text,
        from: [text],
        in: [text],
        sentAfter: text,
        sentBefore: text,
        order: text as never,
        limit: 1,
      },
    }),
  "data user": (stack, text) => {
    PumbleUser.fromEmail(stack, "x", text);
    PumbleUser.fromId(stack, "y", text);
  },
  "data user_groups": (stack) => new PumbleUserGroups(stack, "x"),
  "data users": (stack, text) => new PumbleUsers(stack, "x", { status: text as never, includeBots: true }),
};

/** What a construct says otherwise than its resource does. */
const elsewhere: Record<string, string[]> = { "data messages": ["channel"] };

/** Every text within a value, keys of maps included. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(texts);
  return Object.entries(value).flatMap(([key, item]) => [
    ...(key.includes("{") ? [key] : []),
    ...texts(item),
  ]);
}

function made(kind: string, declare: (stack: TerraformStack) => void): Attributes[] {
  const [where, type] = kind.split(" ") as ["resource" | "data", string];
  return Object.values(synth(declare, true, { skipValidation: true })[where][`pumble_${type}`]!);
}

const meta = ["//", "depends_on", "provider", "lifecycle", "for_each", "count"];

test("there is a construct for each resource and data source", () => {
  const kinds = [
    ...provider.resources.map(({ name }) => `resource ${name}`),
    ...provider.dataSources.map(({ name }) => `data ${name}`),
  ];
  expect(Object.keys(constructs).sort()).toEqual(kinds.sort());
});

test.each(Object.keys(constructs))(
  "%s takes every attribute, and every text in it stays as it is written",
  (kind) => {
    const all = made(kind, (stack) => constructs[kind]!(stack, nasty));
    const names = new Set(all.flatMap(Object.keys).filter((name) => !meta.includes(name)));
    expect([...names, ...(elsewhere[kind] ?? [])].sort()).toEqual(configurable(kind).sort());
    const found = all.flatMap((attributes) =>
      Object.entries(attributes).flatMap(([name, value]) => (meta.includes(name) ? [] : texts(value))),
    );
    const known = found.filter((text) => !/^(\$\{(data|var)\.[\w.]+\}|5f0c[0-9a-f]+|T:00)$/.test(text));
    expect(new Set(known)).toEqual(new Set(known.length === 0 ? [] : [escaped]));
  },
);

test.each(Object.keys(constructs))("%s takes references within texts", (kind) => {
  const all = made(kind, (stack) => {
    const who = new TerraformVariable(stack, "who", {}).stringValue;
    constructs[kind]!(stack, `${nasty}${who} } ${who}${nasty}`);
  });
  const found = all.flatMap((attributes) =>
    Object.entries(attributes).flatMap(([name, value]) => (meta.includes(name) ? [] : texts(value))),
  );
  const known = found.filter((text) => !/^(\$\{(data|var)\.[\w.]+\}|5f0c[0-9a-f]+|T:00)$/.test(text));
  const right = `${escaped}\${var.who} } \${var.who}${escaped}`;
  expect(new Set(known)).toEqual(new Set(known.length === 0 ? [] : [right]));
});

test("a number that is only known later can stand in a text, and in a name", () => {
  const { resource } = synth((stack) => {
    const many = new TerraformVariable(stack, "many", {}).numberValue;
    const channel = new PumbleChannel(stack, "x", { name: `team-${many}`, description: "-1.88e+289" });
    const blocks = [
      { type: "rich_text", elements: [] as never[], note: `${many} of ${channel.memberCount}` },
    ];
    channel.announce("a", { text: `${channel.memberCount} \${people} ${many}` });
    channel.announce("b", { blocks: blocks as never });
  });
  expect(resource.pumble_channel!.x).toMatchObject({ name: "team-${var.many}", description: "-1.88e+289" });
  const [a, b] = Object.values(resource.pumble_message!);
  expect(a!.text).toBe("${pumble_channel.x.member_count} $${people} ${var.many}");
  expect(b!.blocks).toContain('"note" = "${var.many} of ${pumble_channel.x.member_count}"');
});

test("the provider's base URL and alias are text, its key is a reference", () => {
  const { provider: providers } = synth((stack) => {
    const { stringValue: apiKey } = new TerraformVariable(stack, "key", { sensitive: true });
    new PumbleProvider(stack, "pumble", { apiKey, baseUrl: nasty, maxRequestsPerMinute: 5 });
  }, false);
  expect(providers.pumble).toEqual([
    { api_key: "${var.key}", base_url: escaped, max_requests_per_minute: 5 },
  ]);
});
