import { describe, expect, it } from "vitest";
import type { PumbleClient } from "../../../src/client";
import { Workspace } from "../../../src/provider/reads/workspace";
import { planMembers } from "../../../src/provider/resources/members-plan";
import type { User } from "../../../src/pumble/operations/shapes";
import { Diagnostics, Unknown } from "../../../src/terraform";

const person = (id: string, more: Partial<User> = {}) =>
  ({ id, name: id, email: `${id}@example.com`, status: "ACTIVATED", role: "USER", ...more }) as User;
const users = [
  person("ada"),
  person("grace"),
  person("linus"),
  person("away", { status: "DEACTIVATED" }),
  person("left", { status: "DEACTIVATED" }),
  person("bot", { isAddonBot: true, email: "" }),
  person("pumble", { isPumbleBot: true, email: "" }),
];
const channel = (id: string, inside: string[], more: object = {}) => ({
  ...{ channel: { id, name: id, channelType: "PUBLIC", isMain: false, isArchived: false, ...more } },
  users: inside,
});
const everybody = users.map(({ id }) => id);
const channels = [
  channel("team", ["ada", "grace", "linus", "away", "bot", "pumble"]),
  channel("main", everybody, { isMain: true }),
  channel("old", ["ada", "grace", "linus"], { isArchived: true }),
  channel("other", ["ada"]),
];

const workspaceOf = () => {
  const client = { listChannels: async () => channels, listUsers: async () => users };
  return new Workspace(client as unknown as PumbleClient, users[0]!);
};

interface Given {
  channel_id?: unknown;
  user_ids?: unknown;
  emails?: unknown;
  remove_unmanaged?: unknown;
}
interface State {
  channel_id?: string;
  user_ids: string[];
  emails?: string[];
  remove_unmanaged?: boolean;
}

/** Private state after an apply of this. */
const applied = (state: State, more: object = {}) =>
  new Map<string, unknown>(Object.entries({ listed: state.user_ids, added: state.user_ids, ...more }));

/** What is planned, and what is told: the code with the people that it names. */
async function planned(
  given: Given | null,
  state: State | null = null,
  { workspace = workspaceOf(), kept = state ? applied(state) : new Map(), configured = true } = {},
) {
  const diagnostics = new Diagnostics();
  const full = { channel_id: "team", user_ids: null, emails: null, remove_unmanaged: false, ...given };
  const stateThen = { id: "team", channel_id: "team", emails: [], remove_unmanaged: false, ...state! };
  const plan = await planMembers({
    ...{ config: given && full, plan: given && { id: Unknown, ...full }, state: state && stateThen },
    context: { client: {} as PumbleClient, workspace, configured },
    privateState: { get: (name: string) => kept.get(name) },
    diagnostics,
  } as never);
  const told = diagnostics.problems.map(({ code, cause }) =>
    [code, ...[...cause!.matchAll(/(\w+) <|- (bot|pumble)\b/g)].map(([, name, bot]) => name ?? bot)].join(
      " ",
    ),
  );
  return { plan: plan as Record<string, unknown> | undefined, told, causes: diagnostics.problems };
}

describe("a plan of a list of members", () => {
  it("is nothing for a destroy, and while nobody can be asked", async () => {
    const state = { user_ids: ["grace"] };
    expect(await planned(null, state)).toMatchObject({ plan: undefined, told: [] });
    const unasked = await planned({ user_ids: ["nobody"] }, null, { configured: false });
    expect(unasked).toMatchObject({ plan: undefined, told: [] });
  });

  it("knows who they are by ids, by addresses and by both, and where", async () => {
    const known = { id: "team", user_ids: ["grace", "linus"] };
    const emails = ["Grace@example.com", "linus@example.com"];
    for (const given of [
      { user_ids: ["grace", "linus"] },
      { emails },
      { emails, user_ids: known.user_ids },
    ]) {
      expect(await planned(given)).toMatchObject({ plan: { ...given, ...known }, told: [] });
    }
    await expect(planned({ user_ids: ["nobody"] })).rejects.toThrow("nobody");
    await expect(planned({ emails: ["no@example.com"] })).rejects.toThrow("no@example.com");
    await expect(planned({ emails, user_ids: ["grace"] })).rejects.toThrow("different people");
  });

  it("knows who they are where it does not know the channel, and says nothing of who goes", async () => {
    const given = { channel_id: Unknown, user_ids: ["grace"], remove_unmanaged: true };
    const { plan, told } = await planned(given);
    expect([plan!["user_ids"], plan!["id"], told]).toEqual([["grace"], Unknown, []]);
  });

  it("keeps the addresses in state for the same people, and says whose address is another now", async () => {
    const state = { user_ids: ["linus", "grace"], emails: ["old@example.com", "linus@example.com"] };
    const kept = applied(state, { addresses: { "old@example.com": "grace" } });
    const given = { emails: ["old@example.com", "linus@example.com"] };
    const { plan, told } = await planned(given, state, { kept });
    expect(plan).toMatchObject({ ...state, id: "team" });
    expect(told).toEqual(["member_address_changed grace"]);
    const fewer = await planned({ emails: ["old@example.com"] }, state, { kept });
    expect(fewer.plan).toMatchObject({ user_ids: ["grace"], emails: ["old@example.com"] });
  });

  it("says who is deactivated and cannot be added, not who is in the channel already", async () => {
    const { told } = await planned({ user_ids: ["away", "left"] });
    expect(told).toEqual(["member_deactivated left"]);
    expect((await planned({ user_ids: ["away"] })).told).toEqual([]);
  });

  it("warns of an archived channel where something is to change, and of nothing else in it", async () => {
    const closed = { channel_id: "old", user_ids: ["left"], remove_unmanaged: true };
    expect((await planned(closed)).told).toEqual(["channel_archived_planned"]);
    const state = { channel_id: "old", user_ids: ["grace"] };
    expect((await planned({ channel_id: "old", user_ids: ["grace"] }, state)).told).toEqual([]);
    expect((await planned({ channel_id: "gone", user_ids: ["grace"] })).told).toEqual([]);
  });
});

describe("who is taken out", () => {
  const before = { user_ids: ["grace", "linus"] };

  it("is who is not listed any more, if they were listed and not only found", async () => {
    expect((await planned({ user_ids: ["grace"] }, before)).told).toEqual(["members_leaving linus"]);
    const found = { kept: applied({ user_ids: ["grace"] }) };
    expect((await planned({ user_ids: ["grace"] }, before, found)).told).toEqual([]);
    expect((await planned({ user_ids: ["grace"] })).told).toEqual([]);
  });

  it("is everybody else where nobody else may be in, but no bot and not the key's owner", async () => {
    const closed = { user_ids: ["grace"], remove_unmanaged: true };
    expect((await planned(closed)).told).toEqual(["members_leaving linus away"]);
    expect((await planned({ ...closed, channel_id: "main" })).told).toEqual([]);
    const dropped = { channel_id: "main", user_ids: ["grace"] };
    expect((await planned(dropped, { ...before, channel_id: "main" })).told).toEqual([]);
  });

  it("is told with the ways out that keep them", async () => {
    const next = async (given: Given, state: State | null) =>
      (await planned(given, state)).causes.map(({ nextStep }) => nextStep);
    const closed = { user_ids: ["grace"], remove_unmanaged: true };
    expect(await next({ user_ids: ["grace"] }, before)).toEqual(["List whom you want to keep."]);
    expect(await next(closed, null)).toEqual([
      "List whom you want to keep, or set remove_unmanaged = false.",
    ]);
    expect(await next(closed, before)).toEqual([
      "List whom you want to keep, or set remove_unmanaged = false, which keeps away <away@example.com>.",
    ]);
  });

  it("is who may go while it is not known whether others may be in, besides who surely goes", async () => {
    const open = { user_ids: ["grace"], remove_unmanaged: Unknown };
    const { plan, told, causes } = await planned(open, before);
    expect(told).toEqual(["members_leaving linus", "members_may_leave away"]);
    expect(causes[1]!.message).toContain("remove_unmanaged");
    expect([plan!["user_ids"], plan!["id"]]).toEqual([["grace"], Unknown]);
    expect((await planned({ ...open, channel_id: "main" })).told).toEqual([]);
  });

  it.each([
    ["ids", { user_ids: Unknown }],
    ["one id", { user_ids: ["grace", Unknown] }],
    ["addresses", { emails: Unknown }],
    ["one address", { emails: [Unknown, "grace@example.com"] }],
    ["one of both", { emails: ["grace@example.com"], user_ids: [Unknown] }],
  ])("is who may go while the %s are not known", async (_, given) => {
    const told = async (more: Given, state: State | null) => {
      const answer = await planned({ ...given, ...more }, state);
      expect(answer.plan).toBeUndefined();
      for (const { message } of answer.causes) expect(message).toContain("The list of members");
      return answer.told;
    };
    expect(await told({}, null)).toEqual([]);
    expect(await told({}, { user_ids: ["linus"] })).toEqual(["members_may_leave linus"]);
    const all = ["members_may_leave grace linus away"];
    expect(await told({ remove_unmanaged: true }, null)).toEqual(all);
    expect(await told({ remove_unmanaged: Unknown }, { user_ids: ["linus"] })).toEqual(all);
    expect(await told({ channel_id: Unknown, remove_unmanaged: true }, null)).toEqual([]);
  });

  it("is who was added to the channel that the list was for before", async () => {
    const kept = applied(before, { added: ["linus"] });
    for (const channel_id of ["other", Unknown]) {
      const moved = await planned({ channel_id, user_ids: ["grace", "linus"] }, before, { kept });
      expect(moved.told).toEqual(["members_moving linus"]);
      expect(moved.causes[0]!.message).toContain("#team");
    }
    const closed = { ...before, remove_unmanaged: true };
    const all = await planned({ channel_id: "other", user_ids: ["grace"] }, closed, { kept });
    expect(all.told).toEqual(["members_moving grace linus"]);
    const unknown = await planned({ channel_id: "other", emails: Unknown }, before, { kept });
    expect(unknown.told).toEqual(["members_moving linus"]);
  });
});

describe("two lists of one channel", () => {
  const contested = async (one: Given, other: Given, states: (State | null)[] = [null, null]) => {
    const workspace = workspaceOf();
    await planned(one, states[0], { workspace });
    const { told } = await planned(other, states[1], { workspace });
    return told.filter((code) => code.startsWith("members_contested"));
  };

  it("are told of where one takes out whom the other keeps, in whatever order", async () => {
    const keeps = { user_ids: ["grace"] };
    const closed = { user_ids: ["linus"], remove_unmanaged: true };
    expect(await contested(keeps, closed)).toEqual(["members_contested grace"]);
    expect(await contested(closed, keeps)).toEqual(["members_contested grace"]);
    // Also where the other one is still to add them.
    const adds = { channel_id: "other", user_ids: ["grace"] };
    expect(await contested({ ...closed, channel_id: "other" }, adds)).toEqual(["members_contested grace"]);
    const dropped = { user_ids: ["grace", "linus"] };
    expect(await contested(keeps, { user_ids: ["linus"] }, [null, dropped])).toEqual([
      "members_contested grace",
    ]);
  });

  it("are not where both only add, nobody can be taken out, or it is not known yet", async () => {
    const keeps = { user_ids: ["grace"] };
    expect(await contested(keeps, { user_ids: ["linus"] })).toEqual([]);
    expect(await contested(keeps, { user_ids: ["linus"], remove_unmanaged: Unknown })).toEqual([]);
    expect(await contested(keeps, { user_ids: ["grace"], remove_unmanaged: true })).toEqual([]);
    const main = { channel_id: "main", user_ids: ["linus"], remove_unmanaged: true };
    expect(await contested({ ...keeps, channel_id: "main" }, main)).toEqual([]);
  });
});
