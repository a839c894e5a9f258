/** Who joins, who leaves, and who is only called otherwise. */
import { describe, expect, it } from "vitest";
import { type Change, type Finding, type StackReport, summarise, warningsBeside } from "../../src/review";
import { ids, lists, planOf } from "./plan-json";

type Values = Record<string, unknown>;
const bot = { ...lists.users[0]!, id: ids.bot, name: "API", email: "bot@example.com", isAddonBot: true };
const withBot = {
  ...lists,
  users: [...lists.users, bot],
  channels: [
    { ...lists.channels[0]!, users: [...lists.channels[0]!.users!, ids.bot, "6b00000000000000000000ff"] },
  ],
};

function changed(before: Values | null, after: Values | null, type = "pumble_channel_members") {
  const values = (one: Values | null) => one && { channel_id: ids.general, ...one };
  const one = { address: `${type}.a`, before: values(before), after: values(after) };
  const { joins = [], leaves = [] } =
    summarise(planOf([one]), { stack: "a", lists: withBot }).changes[0] ?? {};
  return { joins, leaves };
}

const [ada, grace, linus, ken] = ["ada", "grace", "linus", "ken"].map((name) => `${name}@example.com`);

describe("members of a channel", () => {
  it.each<[string, Values | null, Values | null, { joins?: unknown[]; leaves?: unknown[] }]>([
    ["join whom it did not have", null, { emails: [grace, ken] }, { joins: [ken] }],
    ["are the same by id and by address", { user_ids: [ids.grace] }, { emails: [grace] }, {}],
    ["count once", null, { emails: [ken, ken] }, { joins: [ken] }],
    ["are the same in upper and lower case", { emails: ["Ken@example.com"] }, { emails: [ken] }, {}],
    ["by id have an address", null, { user_ids: ["x"] }, { joins: ["x"] }],
    ["leave when they are listed no more", { emails: [grace, ken] }, { emails: [grace] }, { leaves: [ken] }],
    ["leave with their list", { emails: [grace, ken] }, null, { leaves: [grace, ken] }],
    ["stay where nobody is to be removed", null, { emails: [grace], remove_unmanaged: false }, {}],
    [
      "leave who are not listed, but neither the owner of the key nor bots nor whom nobody knows",
      null,
      { emails: [grace], remove_unmanaged: true },
      { leaves: [linus] },
    ],
    ["leave once", { emails: [linus] }, { emails: [grace], remove_unmanaged: true }, { leaves: [linus] }],
    ["by id leave as well", null, { user_ids: [ids.grace], remove_unmanaged: true }, { leaves: [linus] }],
    [
      "leave all with an empty list",
      null,
      { emails: [], remove_unmanaged: true },
      { leaves: [grace, linus] },
    ],
  ])("%s", (_, before, after, { joins = [], leaves = [] }) => {
    expect(changed(before, after)).toEqual({ joins, leaves });
  });

  it.each<[string, Values | null, Values | null, { joins?: unknown[]; leaves?: unknown[] }]>([
    ["joins by address", null, { email: ken }, { joins: [ken] }],
    ["joins by id", null, { user_id: "x", email: null }, { joins: ["x"] }],
    ["leaves", { user_id: ids.linus }, null, { leaves: [linus] }],
    ["gives way to another", { email: linus }, { email: ken }, { joins: [ken], leaves: [linus] }],
    ["removes nobody else", null, { email: ken, remove_unmanaged: true }, { joins: [ken] }],
  ])("a single one %s", (_, before, after, { joins = [], leaves = [] }) => {
    expect(changed(before, after, "pumble_channel_member")).toEqual({ joins, leaves });
  });

  it("another object with addresses has none", () => {
    expect(changed(null, { emails: [ken], text: "x" }, "pumble_message")).toEqual({ joins: [], leaves: [] });
  });
});

describe("another address of the same person", () => {
  const drift = (address: string, channel: string, more: { before?: Values; after?: Values } = {}) => ({
    address,
    before: { channel_id: channel, emails: [ada, grace], user_ids: [ids.ada, ids.grace], ...more.before },
    after: {
      channel_id: channel,
      emails: [ada, "new@example.com"],
      user_ids: [ids.ada, ids.grace],
      ...more.after,
    },
  });
  const nobodyAsked = { ...lists, users: [] };
  const told = (...all: ReturnType<typeof drift>[]) =>
    summarise(planOf([], { drift: all }), { stack: "a", lists: nobodyAsked }).drift.map((one) => [
      one.address,
      one.because,
    ]);

  it("is told once, and where else it stands", () => {
    expect(
      told(
        drift("pumble_channel_members.a", ids.general),
        drift("pumble_channel_members.b", ids.news),
        drift("pumble_channel_members.c", ids.onCall),
      ),
    ).toEqual([["pumble_channel_members.a", "also in #pumble_channel_members.b, #pumble_channel_members.c"]]);
  });

  it("of a single member too", () => {
    const one = (address: string) => ({
      address,
      before: { channel_id: ids.general, email: grace, user_id: ids.grace },
      after: { channel_id: ids.general, email: "new@example.com", user_id: ids.grace },
    });
    const all = [one("pumble_channel_member.a"), one("pumble_channel_member.b")];
    expect(told(...(all as never[]))).toEqual([["pumble_channel_member.a", "also in #general"]]);
  });

  it.each<[string, { before?: Values; after?: Values }]>([
    ["somebody else", { after: { user_ids: [ids.ada, ids.linus] } }],
    ["one more", { after: { emails: [ada, grace, "new@example.com"] } }],
    ["one less", { after: { emails: [ada] } }],
  ])("is not %s", (_, more) => {
    const all = [
      drift("pumble_channel_members.a", ids.general, more),
      drift("pumble_channel_members.b", ids.news, more),
    ];
    expect(told(...all)).toEqual([
      ["pumble_channel_members.a", null],
      ["pumble_channel_members.b", null],
    ]);
  });

  it.each<[string, { before?: Values; after?: Values }]>([
    ["", { before: { emails: [linus] }, after: { emails: ["other@example.com"] } }],
    [", one after the other's", { before: { emails: [ada, linus] } }],
    [", one before the other's", { after: { emails: [ada, "other@example.com"] } }],
  ])("of two people is told of each%s", (_, other) => {
    const all = [
      drift("pumble_channel_members.a", ids.general),
      drift("pumble_channel_members.b", ids.news, other),
    ];
    expect(told(...all).map(([, because]) => because)).toEqual([null, null]);
  });

  const change = {
    ...{ type: "pumble_channel_members", attributes: [{ name: "emails", before: "", after: "" }] },
    ...{ leaves: ["old@example.com"], joins: ["new@example.com"] },
  } as unknown as Change;
  const finding = (detail: string): Finding => ({ title: "t", detail, address: null });
  it.each([
    ["both, as an old address and a new one", "<old@example.com> is now new@example.com.", false],
    ["only the old one", "<old@example.com> is gone.", true],
    ["only the new one", "new@example.com came.", true],
    ["neither", "Another thing.", true],
    ["those of somebody else that end like them", "bold@example.com is now brand-new@example.com.", true],
  ])("a warning that names %s, stays: %s", (_, detail, stays) => {
    expect(warningsBeside([change], [finding(detail)])).toEqual(stays ? [finding(detail)] : []);
    expect(warningsBeside([{ ...change, type: "pumble_message" }], [finding(detail)])).toHaveLength(1);
    expect(warningsBeside([{ ...change, joins: [] }], [finding(detail)])).toHaveLength(1);
  });
});

describe("whom messages reach", () => {
  const broadcast = (text: string, address = "pumble_message.a", more: Values = {}) => ({
    address,
    after: { channel_id: ids.general, text, ...more },
  });
  const reached = (...all: ReturnType<typeof broadcast>[]): StackReport["notifies"] =>
    summarise(planOf(all), {
      stack: "a",
      lists: {
        ...withBot,
        users: [
          ...withBot.users.filter(({ id }) => id !== ids.linus),
          { ...lists.users[2]!, status: "DEACTIVATED" as never },
        ],
      },
    }).notifies;

  it("neither those who are deactivated nor bots, nor the owner of the key; strangers count", () => {
    expect(reached(broadcast("@channel"))).toEqual({ people: 2, broadcast: 2, atLeast: false });
  });

  it("each counts once, and by broadcast where one of several messages is one", () => {
    const [one, two] = [broadcast(`<<@${ids.grace}>>`), broadcast(`<<&${ids.onCall}>>`, "pumble_reply.b")];
    expect(reached(one)).toEqual({ people: 1, broadcast: 0, atLeast: false });
    expect(reached(one, two)).toEqual({ people: 1, broadcast: 1, atLeast: false });
  });

  it("a group that nobody knows makes it a lower bound, of all messages together", () => {
    const stranger = broadcast("<<&6b00000000000000000000ee>>", "pumble_reply.b");
    expect(reached(broadcast("@channel"), stranger)).toEqual({ people: 2, broadcast: 2, atLeast: true });
  });

  it("a direct message reaches by id as by address, in whatever case", () => {
    const direct = broadcast("x", "pumble_direct_message.a", {
      emails: ["Grace@Example.com", "Ken@x.example"],
    });
    const again = broadcast("x", "pumble_direct_message.b", { user_ids: [ids.grace], emails: null });
    const third = broadcast("x", "pumble_direct_message.c", { emails: ["ken@X.example"] });
    expect(reached(direct, again, third)).toEqual({ people: 2, broadcast: 0, atLeast: false });
  });
});
