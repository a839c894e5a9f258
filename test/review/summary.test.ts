import { describe, expect, it } from "vitest";
import { memberProblems } from "../../src/provider/problems/members";
import { emptyStack, renderText, sentence, summarise } from "../../src/review";
import { ids, lists, planOf } from "./plan-json";

/** What is said, with lines joined again. */
const words = (plan: ReturnType<typeof planOf>, command: "plan" | "drift" = "plan") =>
  text(plan, command).replace(/\s+/g, " ");
const text = (plan: ReturnType<typeof planOf>, command: "plan" | "drift" = "plan") =>
  renderText({
    ...{ format: 1, tool: "pumble-iac 0", command, project: "acme", environment: null, preview: false },
    stacks: [summarise(plan, { stack: "acme", lists })],
  });

const message = { channel_id: ids.general, text: null, markdown: null, blocks: null, on_destroy: "delete" };

describe("a scheduled message", () => {
  const later = { ...message, send_at: "2090-01-01T09:00:00Z", text: "@channel later" };

  it.each([
    ["new", undefined],
    ["edited", { ...later, text: "later" }],
  ])("that is %s counts those whom it will notify, so that the policy sees them", (_, before) => {
    const plan = planOf([
      { address: "pumble_scheduled_message.a", ...(before ? { before } : {}), after: later },
    ]);
    const { notifies } = summarise(plan, { stack: "acme", lists });
    expect(notifies.broadcast).toBeGreaterThan(0);
    expect(words(plan)).toMatch(/, notifies \d+ (person|people)/);
  });
});

describe("what a plan says of a channel", () => {
  it("a new channel is told in one line, with all that comes with it", () => {
    const refers = ["pumble_channel.ops.id", "pumble_channel.ops"];
    const plan = planOf([
      { address: "pumble_channel.ops", after: { name: "ops", type: "PRIVATE" }, unknown: { id: true } },
      {
        ...{ address: "pumble_channel_members.ops", refers, unknown: { channel_id: true } },
        after: { emails: ["grace@example.com", "linus@example.com"] },
      },
      { address: "pumble_message.rules", refers, after: { text: "Be kind" }, unknown: { channel_id: true } },
    ]);
    expect(text(plan)).toBe(
      [
        "acme",
        "",
        "  #ops                    new private channel · 2 people · 1 announcement",
        "",
        "  Makes 3. Notifies 0 people.",
        "",
      ].join("\n"),
    );
  });

  it("one that is there already is taken over, and what comes along is counted", () => {
    const there = { channel_id: ids.news, adopt_existing: true };
    const plan = planOf([
      { address: "pumble_channel.news", after: { id: ids.news, name: "news", adopt_existing: true } },
      { address: "pumble_channel_member.news", after: { channel_id: ids.news, user_id: ids.ada } },
      { address: "pumble_message.rules", after: { ...there, text: "Be kind" } },
    ]);
    expect(words(plan)).toContain(
      "#news channel news is taken over as it is · 1 person · 1 announcement Makes 2, takes over 1.",
    );
  });

  it("many that are only taken over are counted", () => {
    const names = ["a", "b", "c", "d"];
    const plan = planOf([
      ...names.map((name) => ({
        ...{ address: `pumble_channel.${name}`, actions: ["no-op"], importing: { id: name } },
        ...{ before: { id: name, name }, after: { id: name, name } },
      })),
      { address: "pumble_channel.new", after: { name: "new", type: "PUBLIC" }, unknown: { id: true } },
    ]);
    expect(words(plan)).toContain(
      "#new new public channel 4 channels are taken over as they are: #a, #b, #c, #d Makes 1, takes over 4.",
    );
  });

  it("a bot that is let in is nobody who joins, and a script of a workspace's files runs", () => {
    const channel = { id: ids.news, name: "news", type: "PRIVATE" };
    const plan = planOf([
      { address: "pumble_channel_member.news", after: { channel_id: ids.news, user_id: ids.bot } },
      { address: "terraform_data.news_greet", after: { triggers_replace: { script: "1" } } },
    ]);
    const withBot = {
      ...lists,
      users: [...lists.users, { ...lists.users[0]!, id: ids.bot, name: "API", isAddonBot: true }],
      channels: [{ channel: { ...lists.channels[0]!.channel, ...channel }, users: [] }],
    };
    const stack = summarise(plan, {
      ...{ stack: "acme", lists: withBot },
      words: new Map([["terraform_data.news_greet", { name: "greet", channel: "news" }]]),
    });
    expect(stack.changes.map(sentence)).toEqual(["#news the bot API is let in", "#news script greet runs"]);
  });

  it("one that is taken out of the code is forgotten, not destroyed: it stays in Pumble", () => {
    const plan = planOf([{ address: "pumble_channel.old", before: { id: ids.news, name: "news" } }]);
    expect(text(plan)).toContain("#news                   stays in Pumble, no longer managed (no API can");
    expect(text(plan)).toContain("Forgets 1.");
  });

  it("a new name makes another channel and leaves the old one", () => {
    const plan = planOf([
      {
        ...{ address: "pumble_channel.news", actions: ["delete", "create"] },
        before: { id: ids.news, name: "news" },
        after: { name: "newsletter", type: "PUBLIC" },
        unknown: { id: true },
      },
    ]);
    expect(text(plan)).toContain(
      "#newsletter             new public channel; #news stays in Pumble (no API can",
    );
  });

  it("a moved and an imported object are told as such", () => {
    const before = { id: ids.news, name: "news" };
    const plan = planOf([
      {
        ...{ address: "pumble_channel.b", previousAddress: "pumble_channel.a", actions: ["no-op"] },
        ...{ before, after: before },
      },
      { address: "pumble_channel.c", actions: ["no-op"], before, after: before, importing: { id: ids.news } },
    ]);
    expect(text(plan)).toContain("channel b was pumble_channel.a before");
    expect(text(plan)).toContain("channel c is taken over as it is");
    expect(text(plan)).toContain("Takes over 1, moves 1.");
  });
});

describe("what a plan says of people", () => {
  const members = (emails: string[]) => ({
    channel_id: ids.general,
    emails,
    user_ids: [],
    remove_unmanaged: false,
  });

  it("names who joins and who leaves, not who is there already", () => {
    const plan = planOf([
      {
        address: "pumble_channel_members.all",
        before: members(["linus@example.com"]),
        after: members(["Grace@example.com", "ken@example.com"]),
      },
    ]);
    expect(words(plan)).toContain("+ 1 person: ken@example.com; − 1 person: linus@example.com");
  });

  it("with remove_unmanaged names those whom nobody listed, but not the key's owner", () => {
    const plan = planOf([
      {
        address: "pumble_channel_members.all",
        after: { ...members(["grace@example.com"]), remove_unmanaged: true },
      },
    ]);
    expect(text(plan)).toContain("− 1 person: linus@example.com");
    expect(text(plan)).not.toContain("ada@example.com");
  });
});

it("a warning of members who are taken out says no more than the changes, unless it names somebody else", () => {
  const address = "pumble_channel_members.general";
  const plan = planOf([
    {
      ...{ address, before: { channel_id: ids.general, emails: ["ada@example.com", "grace@example.com"] } },
      after: { channel_id: ids.general, emails: ["ada@example.com"] },
    },
  ]);
  const titled = (people: string[]) => {
    const who = people.length === 1 ? people[0]! : `${people.length} members`;
    return memberProblems.members_leaving({ channel: "#general", who, people: "", also: "" }).title;
  };
  const warned = (...people: string[]) => {
    const detail = `Applying this takes out of #general:\n${people.map((one) => `- X <${one}>`).join("\n")}\nList whom`;
    const warnings = [{ title: titled(people), detail, address }];
    return summarise(plan, { stack: "acme", lists, warnings }).warnings.length;
  };
  expect(warned("grace@example.com")).toBe(0);
  expect(warned("grace@example.com", "linus@example.com")).toBe(1);
});

describe("whom a plan notifies", () => {
  const notifies = (after: Record<string, unknown>, address = "pumble_message.a") =>
    summarise(planOf([{ address, after: { ...message, ...after } }]), { stack: "a", lists }).notifies;

  it.each([
    ["@channel reaches all in the channel but the key's owner", { text: "@channel hi" }, [2, 2]],
    ["@here counts as all, for nobody knows who is there", { markdown: "@here hi" }, [2, 2]],
    ["a group reaches its members", { markdown: "@on-call hi" }, [1, 1]],
    ["a group by its code too", { text: `<<&${ids.onCall}>> hi` }, [1, 1]],
    [
      "a person counts once, by address and by code",
      { markdown: `@grace@example.com <<@${ids.grace}>>` },
      [1, 0],
    ],
    ["an address in plain text mentions nobody", { text: "@grace@example.com" }, [0, 0]],
    ["code in Markdown mentions nobody", { markdown: "`@channel`" }, [0, 0]],
    ["blocks mention by id", { blocks: JSON.stringify([{ type: "user", user_id: ids.linus }]) }, [1, 0]],
    ["blocks may broadcast", { blocks: '[{"type":"broadcast","range":"here"}]' }, [2, 2]],
    ["an address that holds the word does not", { markdown: "mail me@channel.example" }, [0, 0]],
  ])("%s", (_, after, [people, broadcast]) => {
    expect(notifies(after)).toEqual({ people, broadcast, atLeast: false });
  });

  it("a direct message reaches those whom it is to", () => {
    expect(notifies({ emails: ["grace@example.com"], text: "x" }, "pumble_direct_message.a").people).toBe(1);
  });

  it("an edit notifies nobody", () => {
    const plan = planOf([
      {
        address: "pumble_message.a",
        before: { ...message, text: "old" },
        after: { ...message, text: "@channel new" },
      },
    ]);
    expect(summarise(plan, { stack: "a", lists }).notifies.people).toBe(0);
  });

  it("who joins a channel by the same plan counts", () => {
    const refers = ["pumble_channel.ops.id", "pumble_channel.ops"];
    const plan = planOf([
      { address: "pumble_channel.ops", after: { name: "ops" }, unknown: { id: true } },
      {
        ...{ address: "pumble_channel_members.ops", refers, unknown: { channel_id: true } },
        after: { emails: ["grace@example.com", "ken@example.com"] },
      },
      { address: "pumble_message.a", refers, after: { text: "@channel hi" }, unknown: { channel_id: true } },
    ]);
    expect(summarise(plan, { stack: "a", lists }).notifies).toEqual({
      people: 2,
      broadcast: 2,
      atLeast: false,
    });
  });

  it("without anybody to ask the number is a lower bound", () => {
    const plan = planOf([{ address: "pumble_message.a", after: { ...message, text: "@channel" } }]);
    expect(summarise(plan, { stack: "a" }).notifies).toEqual({ people: 0, broadcast: 0, atLeast: true });
  });
});

describe("what a plan keeps to itself", () => {
  it("a sensitive text shows nowhere", () => {
    const plan = planOf([
      {
        address: "pumble_message.a",
        before: { ...message, text: "before-secret" },
        after: { ...message, text: "after-secret" },
        beforeSensitive: { text: true },
        afterSensitive: { text: true },
      },
    ]);
    expect(JSON.stringify(summarise(plan, { stack: "a", lists }))).not.toMatch(/(before|after)-secret/);
  });

  it("a sensitive part of a list is hidden alone", () => {
    const plan = planOf([
      {
        address: "pumble_channel_members.a",
        after: { channel_id: ids.general, emails: ["open@example.com", "hidden@example.com"] },
        afterSensitive: { emails: [false, true] },
      },
    ]);
    const told = JSON.stringify(summarise(plan, { stack: "a", lists }));
    expect(told).toContain("open@example.com");
    expect(told).not.toContain("hidden@example.com");
  });
});

describe("what was changed by hand", () => {
  it("each difference is told once, with what becomes of it", () => {
    const before = { ...message, text: "ours" };
    const after = { ...message, text: "theirs" };
    const plan = planOf([{ address: "pumble_message.a", before: after, after: before }], {
      drift: [{ address: "pumble_message.a", before, after }],
    });
    const told = text(plan, "drift");
    expect(told.match(/announcement a/g)).toHaveLength(1);
    expect(words(plan, "drift")).toContain("announcement a was edited in Pumble; the next apply undoes it");
    expect(told).toContain("− ours\n");
    expect(told).toContain("+ theirs\n");
  });

  it.each([
    ["a renamed channel", { name: "a" }, { name: "b" }, "was renamed: it was #a, it is #b"],
    ["an archived channel", { archived: false }, { archived: true }, "was archived"],
    ["a private channel", { type: "PUBLIC" }, { type: "PRIVATE" }, "was made private"],
  ])("%s", (_, before, after, says) => {
    const base = { id: ids.news, name: "a" };
    const plan = planOf([], {
      drift: [{ address: "pumble_channel.a", before: { ...base, ...before }, after: { ...base, ...after } }],
    });
    expect(text(plan, "drift")).toContain(says);
  });

  it("what goes on by itself is nobody's doing", () => {
    const schedule = { channel_id: ids.general, text: "x" };
    const plan = planOf([], {
      drift: [
        {
          address: "pumble_scheduled_message.a",
          before: { ...schedule, next_send_at: "2030-01-01T00:00:00Z" },
          after: { ...schedule, next_send_at: "2030-01-02T00:00:00Z" },
        },
      ],
    });
    expect(text(plan, "drift")).toContain("Nothing was changed by hand.");
  });
});

it("an empty stack says that it changes nothing", () => {
  expect(summarise(planOf([]), { stack: "a" })).toEqual(emptyStack("a"));
});

it("every line fits 80 columns, however long names and texts are", () => {
  const plan = planOf([
    { address: "pumble_channel.long", after: { name: "n".repeat(80), type: "PUBLIC" } },
    {
      address: "pumble_message.a",
      before: { ...message, text: "x ".repeat(300) },
      after: { ...message, text: `${"漢".repeat(200)} ${"y".repeat(200)}` },
    },
  ]);
  const columns = (line: string) =>
    [...line].reduce((sum, c) => sum + (/\p{Script=Han}/u.test(c) ? 2 : 1), 0);
  for (const line of text(plan).split("\n")) expect(columns(line)).toBeLessThanOrEqual(80);
});
