import { describe, expect, it } from "vitest";
import { provider } from "../../../src/provider/provider";
import { control } from "../../support/control";
import { InProcess, type Stored, type Values } from "../in-process";
import { unknown } from "../in-process-object";
import { setUnitScene } from "../scene";

const scene = setUnitScene();

const readdress = (user: string, email: string) => scene.act("change_user", { user, email });
const idOf = async (email: string) =>
  (await scene.test.client.listUsers({})).find((user) => user.email === email)!.id;
const inside = async (channelId: string) => (await scene.test.client.getChannel({ channelId })).users ?? [];
const titles = (told: { summary: string }[]) => told.map(({ summary }) => summary);

describe("pumble_channel_member", () => {
  it("stays the same person under another address, in state and in the channel", async () => {
    const { id: channel_id } = await scene.channel();
    const email = await scene.member();
    const id = await idOf(email);
    const object = await scene.applied("channel_member", { channel_id, email });
    await readdress(email, `new-${email}`);
    const kept = await object.plan({ channel_id, email });
    expect([kept.action, titles(kept.warnings)]).toEqual([
      "no-op",
      ["A member has another e-mail address now"],
    ]);
    const moved = await object.apply({ channel_id, email: `new-${email}` });
    expect([moved.action, moved.told]).toEqual(["no-op", []]);
    expect(object.state).toMatchObject({ user_id: id, email: `new-${email}` });
    expect((await object.plan({ channel_id, user_id: id })).action).toBe("no-op");
    await object.destroy({ channel_id, user_id: id });
    expect(await inside(channel_id)).not.toContain(id);
  });

  it("is replaced for somebody else, by id, by address, and while that is not known yet", async () => {
    const { id: channel_id } = await scene.channel();
    const object = await scene.applied("channel_member", { channel_id, email: "grace@example.com" });
    const { grace, linus } = scene.ids;
    const action = async (config: object) => (await object.plan({ channel_id, ...config })).action;
    expect(await action({ email: "linus@example.com" })).toBe("replace");
    expect(await action({ user_id: linus })).toBe("replace");
    expect(await action({ user_id: grace })).toBe("no-op");
    expect(await action({ user_id: grace, email: "GRACE@example.com" })).toBe("no-op");
    expect(await action({ user_id: unknown })).toBe("replace");
    expect(await action({ email: unknown })).toBe("replace");
  });

  it("who is deactivated is left out, and nothing is tried again while they are", async () => {
    const { id: channel_id } = await scene.channel();
    const email = await scene.member();
    await scene.act("deactivate", { user: email });
    const object = scene.object("channel_member");
    const made = await object.apply({ channel_id, email });
    expect(made.errors).toEqual([]);
    // Terraform plans once more in the apply.
    const once = "Deactivated members are left out";
    expect(titles(made.warnings)).toEqual([once, once]);
    expect((await object.plan({ channel_id, email })).action).toBe("no-op");
    await scene.act("activate", { user: email });
    expect((await object.plan({ channel_id, email })).action).toBe("create");
  });
});

describe("a plan of pumble_channel_member", () => {
  it("knows the member and not its id where the channel is not known yet", async () => {
    const { planned, told } = await scene.object("channel_member").plan({
      channel_id: unknown,
      email: "grace@example.com",
    });
    expect([planned, told]).toMatchObject([{ user_id: scene.ids["grace"], id: unknown }, []]);
  });

  it("in an archived channel says nothing of who is deactivated, for it does not show who is in", async () => {
    const { id: channel_id } = await scene.channel();
    const email = await scene.member();
    await scene.act("deactivate", { user: email });
    await scene.act("archive", { channelId: channel_id });
    const { told } = await scene.object("channel_member").plan({ channel_id, email });
    expect(titles(told)).toEqual(["An archived channel cannot be changed"]);
  });
});

describe("pumble_channel_members", () => {
  it("keeps the address that the code has, also when something else changes", async () => {
    const { id: channel_id } = await scene.channel();
    const email = await scene.member();
    const config = { channel_id, emails: [email, "grace@example.com"] };
    const object = await scene.applied("channel_members", config);
    await readdress(email, `new-${email}`);
    expect((await object.plan(config)).action).toBe("no-op");
    const changed = { ...config, emails: [email] };
    expect((await object.apply(changed)).errors).toEqual([]);
    expect(object.state!["emails"]).toEqual([email]);
    expect(await inside(channel_id)).toEqual([scene.ids["ada"], await idOf(`new-${email}`)]);
    await readdress(`new-${email}`, `newer-${email}`);
    expect((await object.plan(changed)).errors).toEqual([]);
  });

  it("gives an address to who has it now, though somebody else had it before", async () => {
    const { id: channel_id } = await scene.channel();
    const email = await scene.member();
    const object = await scene.applied("channel_members", { channel_id, emails: [email] });
    await readdress(email, `old-${email}`);
    await scene.act("add_user", { email, name: "Successor" });
    const plan = await object.apply({ channel_id, emails: [email] });
    expect(plan.errors).toEqual([]);
    expect(await inside(channel_id)).toEqual([scene.ids["ada"], await idOf(email)]);
  });

  it("names who is taken out, by whichever change, and never the key's owner", async () => {
    const { id: channel_id } = await scene.channel();
    await scene.act("add_members", {
      channelId: channel_id,
      users: ["grace@example.com", "linus@example.com"],
    });
    const object = scene.object("channel_members");
    const leaving = async (config: object) => {
      const { warnings } = await object.plan({ channel_id, ...config });
      return warnings.find(({ summary }) => summary.includes(" will be taken out of #"))?.detail ?? "";
    };
    expect(await leaving({ emails: ["grace@example.com"] })).toBe("");
    expect(await leaving({ emails: ["grace@example.com"], remove_unmanaged: unknown })).toBe("");
    const strict = await leaving({ emails: ["grace@example.com"], remove_unmanaged: true });
    expect(strict).toContain("Linus <linus@example.com>");
    expect(strict).not.toContain("Ada");
    expect(strict).not.toContain("Grace");
    await object.apply({ channel_id, emails: ["grace@example.com", "linus@example.com"] });
    expect(await leaving({ emails: ["grace@example.com"] })).toContain("Linus <linus@example.com>");
    expect(await leaving({ user_ids: [scene.ids["grace"], unknown] })).toBe("");
    expect(await leaving({ channel_id: unknown, emails: ["grace@example.com"] })).toBe("");
  });

  it("names who may be taken out while the plan does not know", async () => {
    const { id: channel_id } = await scene.channel();
    const users = ["grace@example.com", "linus@example.com"];
    await scene.act("add_members", { channelId: channel_id, users });
    const object = scene.object("channel_members");
    const possible = async (config: object) => {
      const { warnings } = await object.plan({ channel_id, ...config });
      const about = warnings.filter(({ summary }) => summary.includes(" may be taken out of #"));
      return about.map(({ detail }) => detail).join();
    };
    const both = { emails: unknown, remove_unmanaged: true };
    expect(await possible(both)).toContain("The list of members is not known before the apply");
    expect(await possible(both)).toMatch(/Grace <.*\n.*Linus </);
    expect(await possible({ user_ids: [scene.ids["grace"], unknown], remove_unmanaged: unknown })).not.toBe(
      "",
    );
    expect(await possible({ emails: unknown })).toBe("");
    const open = await possible({ emails: ["grace@example.com"], remove_unmanaged: unknown });
    expect(open).toMatch(/^remove_unmanaged is not known before the apply[\s\S]*Linus </);
    expect(open).not.toMatch(/Ada|Grace/);
    await object.apply({ channel_id, emails: ["grace@example.com"] });
    expect(await possible({ emails: unknown })).toMatch(/Grace </);
    expect(await possible({ emails: unknown })).not.toMatch(/Linus/);
    expect(await possible({ emails: ["linus@example.com", unknown] })).toMatch(/Grace </);
    await scene.act("archive", { channelId: channel_id });
    expect(await possible({ emails: unknown })).toBe("");
  });

  it("names who is taken out of the channel that they were declared for before", async () => {
    const { id: channel_id, name } = await scene.channel();
    const { id: other } = await scene.channel();
    const linus = { emails: ["linus@example.com"] };
    await scene.act("add_members", { channelId: channel_id, users: ["grace@example.com"] });
    const members = await scene.applied("channel_members", { channel_id, ...linus });
    const member = await scene.applied("channel_member", { channel_id, email: "grace@example.com" });
    const moving = async (object: typeof members, config: Record<string, unknown>) => {
      const { warnings } = await object.plan(config);
      return warnings.filter(({ summary }) => summary.endsWith("declared there until now"));
    };
    for (const channel of [other, unknown]) {
      const [warning] = await moving(members, { channel_id: channel, ...linus });
      expect(warning?.detail).toMatch(new RegExp(`takes out of #${name}:\n  - Linus <`));
    }
    expect(await moving(members, { channel_id, ...linus })).toEqual([]);
    // Who was found there stays.
    expect(await moving(member, { channel_id: other, email: "grace@example.com" })).toEqual([]);
    await member.apply({ channel_id, email: "grace@example.com", remove_unmanaged: true });
    const [warning] = await moving(member, { channel_id: other, email: "grace@example.com" });
    expect(warning?.detail).toContain("Grace <");
  });

  it("who is deactivated and in no channel any more is as listed, and nothing is tried again", async () => {
    const { id: channel_id } = await scene.channel();
    const email = await scene.member();
    const config = { channel_id, emails: ["grace@example.com", email] };
    const object = await scene.applied("channel_members", config);
    await scene.act("remove_member", { channelId: channel_id, user: email });
    expect((await object.plan(config)).action).toBe("update");
    await scene.act("deactivate", { user: email });
    expect((await object.plan(config)).action).toBe("no-op");
    expect((await object.plan({ channel_id, emails: ["grace@example.com"] })).action).toBe("update");
  });

  it("that are imported are who is in the channel, without the key's owner, bots and who is deactivated", async () => {
    const { id: channel_id, name } = await scene.channel();
    const email = await scene.member();
    await scene.act("add_members", { channelId: channel_id, users: ["grace@example.com", email] });
    await scene.act("deactivate", { user: email });
    expect(await inside(channel_id)).toContain(await idOf(email));
    const object = scene.object("channel_members");
    expect(await object.import(name)).toEqual([]);
    expect(object.state).toMatchObject({ channel_id, emails: ["grace@example.com"] });
    expect((await object.plan({ channel_id, emails: ["grace@example.com"] })).action).toBe("no-op");
  });

  it("that were found by an import stay when they are not listed, and are named", async () => {
    const { id: channel_id, name } = await scene.channel();
    const both = ["grace@example.com", "linus@example.com"];
    await scene.act("add_members", { channelId: channel_id, users: both });
    const object = scene.object("channel_members");
    await object.import(name);
    const { warnings } = await object.apply({ channel_id, emails: ["grace@example.com"] });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.text).toContain("Linus");
    expect(await inside(channel_id)).toContain(scene.ids["linus"]);
    const all = { channel_id, emails: ["ada@example.com", "grace@example.com"] };
    await object.apply(all);
    // Of the key's owner, who always stays, nothing is said.
    expect((await object.destroy(all)).told.map(({ text }) => text)).toEqual([
      expect.stringContaining("Grace"),
    ]);
  });

  it("of a closed list are all who are in the channel, so that who joins by hand is taken out again", async () => {
    const { id: channel_id } = await scene.channel();
    const config = { channel_id, emails: ["grace@example.com"] };
    const object = await scene.applied("channel_members", { ...config, remove_unmanaged: true });
    await scene.act("add_members", { channelId: channel_id, users: ["linus@example.com"] });
    const plan = await object.apply({ ...config, remove_unmanaged: true });
    expect([plan.action, plan.errors]).toEqual(["update", []]);
    expect(plan.warnings[0]?.detail).toContain("Linus <linus@example.com>");
    expect(await inside(channel_id)).toEqual([scene.ids["ada"], scene.ids["grace"]]);
    await object.apply(config);
    await scene.act("add_members", { channelId: channel_id, users: ["linus@example.com"] });
    expect((await object.plan(config)).action).toBe("no-op");
  });

  it("who cannot be taken out is told of, and stays in state", async () => {
    const { id: channel_id } = await scene.channel();
    const both = { channel_id, emails: ["grace@example.com", "linus@example.com"] };
    const object = await scene.applied("channel_members", both);
    const path = "/v1/channels/*/users*";
    const rule = { path, method: "DELETE", count: 9, fault: "status", status: 403, body: "{}" };
    const { id } = await scene.control<{ id: number }>("/faults", rule);
    const refused = await object.apply({ channel_id, emails: ["grace@example.com"] });
    const { controlUrl, controlToken } = scene.test.stack;
    const headers = { authorization: `Bearer ${controlToken}` };
    await fetch(`${controlUrl}/faults/${id}`, { method: "DELETE", headers });
    expect(refused.errors.map(({ summary }) => summary)).toEqual([
      expect.stringMatching(/^Cannot (remove|take) /),
    ]);
    expect(object.state!["emails"]).toHaveLength(2);
    expect((await object.apply({ channel_id, emails: ["grace@example.com"] })).errors).toEqual([]);
    expect(await inside(channel_id)).not.toContain(scene.ids["linus"]);
  });

  it("of a list that could not be closed are in state with who was added", async () => {
    const { id: channel_id } = await scene.channel();
    await scene.act("add_members", { channelId: channel_id, users: ["linus@example.com"] });
    const fault = { path: "/v1/channels/*/users*", method: "DELETE", count: 9, fault: "status", status: 403 };
    await scene.control("/faults", { ...fault, body: "{}" });
    const object = scene.object("channel_members");
    const { errors } = await object.apply({
      ...{ channel_id, emails: ["grace@example.com"], remove_unmanaged: true },
    });
    await control(scene.test.stack, "DELETE", "/faults");
    expect(errors).toHaveLength(1);
    expect(object.state).toMatchObject({ id: channel_id, emails: ["grace@example.com"] });
  });

  it("are taken out by a destroy also when they were added before the last change", async () => {
    const { id: channel_id } = await scene.channel();
    const object = await scene.applied("channel_members", { channel_id, emails: ["grace@example.com"] });
    const both = { channel_id, emails: ["grace@example.com", "linus@example.com"] };
    await object.apply(both);
    await object.destroy(both);
    expect(await inside(channel_id)).toEqual([scene.ids["ada"]]);
  });

  it("of an archived channel cannot be imported, for they are not shown", async () => {
    const { id: channel_id, name } = await scene.channel();
    await scene.act("add_members", { channelId: channel_id, users: ["grace@example.com"] });
    await scene.act("archive", { channelId: channel_id });
    const user_id = scene.ids["grace"];
    for (const [resource, by] of [
      ["channel_members", name],
      ["channel_members", { channel_id }],
      ["channel_member", `${name}/grace@example.com`],
      ["channel_member", { channel_id, user_id }],
    ] as const) {
      const [problem] = await scene.object(resource).import(by);
      expect(problem?.text).toContain(`#${name} is archived, and Pumble does not show who is in`);
    }
  });

  it("is not refused for both ids and addresses, unless they name different people", async () => {
    const { id: channel_id } = await scene.channel();
    const { grace, linus } = scene.ids;
    const object = scene.object("channel_members");
    const same = { channel_id, user_ids: [grace, linus], emails: ["linus@example.com", "Grace@example.com"] };
    expect((await object.apply(same)).errors).toEqual([]);
    expect((await object.plan(same)).action).toBe("no-op");
    for (const user_ids of [[grace], [grace, scene.ids["ada"]]]) {
      const { errors } = await object.plan({ ...same, user_ids });
      expect(errors[0]?.summary).toBe("user_ids and emails name different people");
    }
    expect((await object.plan({ channel_id })).errors[0]?.summary).toBe("Give either user_ids or emails");
  });
});

it.each<[string, Values]>([
  ["channel_member", { email: "grace@example.com" }],
  ["channel_members", { emails: ["grace@example.com"] }],
])("%s is seen in and out by the process that added and took out", async (what, who) => {
  const { id: channel_id } = await scene.channel();
  const pumble = new InProcess(provider);
  const begin = () => pumble.configure({ api_key: scene.test.apiKey, base_url: scene.test.stack.addonUrl });
  await begin();
  const shown = async (stored: Stored) => {
    const { state } = await pumble.read(what, stored);
    return [state?.["user_id"] ?? state?.["user_ids"] ?? []].flat();
  };
  const made = await pumble.apply(what, { channel_id, ...who });
  expect(await shown(made)).toEqual([scene.ids["grace"]]);
  await begin();
  expect(await shown(made)).toEqual([scene.ids["grace"]]);
  await pumble.apply(what, null, made);
  expect(await inside(channel_id)).toEqual([scene.ids["ada"]]);
  expect(await shown(made)).toEqual([]);
});

describe("who is taken out by a destroy", () => {
  const told = (plan: { told: { severity: string; detail: string }[] }) =>
    plan.told.map(({ severity, detail }) => `${severity}: ${detail}`);

  it.each(["channel_member", "channel_members"])(
    "of %s is who was added, and who was there before only where that is wanted",
    async (resource) => {
      const of = (email: string) => (resource === "channel_member" ? { email } : { emails: [email] });
      const { id: channel_id } = await scene.channel();
      await scene.act("add_members", { channelId: channel_id, users: ["grace@example.com"] });
      const found = { channel_id, ...of("grace@example.com") };
      const before = await scene.applied(resource, found);
      expect(titles((await before.destroy(found)).told)).toHaveLength(1);
      const added = { channel_id, ...of("linus@example.com") };
      const after = await scene.applied(resource, added);
      expect(titles((await after.destroy(added)).told)).toEqual([]);
      expect(await inside(channel_id)).toEqual([scene.ids["ada"], scene.ids["grace"]]);
      const closed = { ...found, remove_unmanaged: true };
      const all = await scene.applied(resource, closed);
      expect(titles((await all.destroy(closed)).told)).toEqual([]);
      expect(await inside(channel_id)).toEqual([scene.ids["ada"]]);
    },
  );

  it("is never the key's owner, and nobody of the channel that everybody is in", async () => {
    const { id: channel_id } = await scene.channel();
    const own = { channel_id, email: "ada@example.com", remove_unmanaged: true };
    const mine = await scene.applied("channel_member", own);
    expect(told(await mine.destroy(own))).toEqual([expect.stringMatching(/^warning: .*Ada/)]);
    expect(await inside(channel_id)).toEqual([scene.ids["ada"]]);
    const { channel } = (await scene.test.client.listChannels({})).find((one) => one.channel.isMain)!;
    const main = { channel_id: channel.id, email: "grace@example.com", remove_unmanaged: true };
    const everywhere = await scene.applied("channel_member", main);
    expect(told(await everywhere.destroy(main))).toEqual([expect.stringMatching(/^warning: .*Grace/)]);
    expect(await inside(channel.id)).toContain(scene.ids["grace"]);
    const list = { channel_id: channel.id, emails: ["grace@example.com"], remove_unmanaged: true };
    const { warnings } = await scene.object("channel_members").plan(list);
    expect(titles(warnings)).toEqual([]);
  });
});

describe.each([
  ["channel_member", (email: string, channel_id: string) => ({ channel_id, email })],
  ["channel_members", (email: string, channel_id: string) => ({ channel_id, emails: [email] })],
  ["direct_message", (email: string) => ({ emails: [email], text: "Hello" })],
] as const)("pumble_%s that is made anew", (resource, of) => {
  it("is refused by the plan, and left as it is, under an address that is nobody's any more", async () => {
    const { id: channel_id } = await scene.channel();
    const email = await scene.member();
    const object = await scene.applied(resource, of(email, channel_id));
    await readdress(email, `new-${email}`);
    const { errors } = await object.apply(of(email, channel_id), { replace: true });
    expect(errors.map(({ text }) => text)).toEqual([expect.stringContaining(email)]);
    expect(object.state).not.toBeNull();
    const made = await object.apply(of(`new-${email}`, channel_id), { replace: true });
    expect(made.errors).toEqual([]);
  });
});

describe("pumble_direct_message", () => {
  it("goes to no group in which its sender is named", async () => {
    const emails = ["ada@example.com", "grace@example.com", "linus@example.com"];
    const { errors } = await scene.object("direct_message").plan({ emails, text: "Hello" });
    expect(titles(errors)).toEqual(["A direct message cannot go to the key's owner"]);
  });

  it("to a group knows the addresses that a change named them by", async () => {
    const email = await scene.member();
    const user_ids = [scene.ids["grace"], await idOf(email)];
    const object = await scene.applied("direct_message", { user_ids, text: "Hello" });
    const config = { emails: ["grace@example.com", email], text: "Hello all" };
    expect((await object.apply(config)).action).toBe("update");
    await readdress(email, `new-${email}`);
    const plan = await object.plan(config);
    expect([plan.action, plan.errors]).toEqual(["no-op", []]);
  });

  it("is not sent anew for another address of the same person, and is for another person", async () => {
    const email = await scene.member();
    const object = await scene.applied("direct_message", { emails: [email], text: "Hello" });
    const { id } = object.state!;
    await readdress(email, `new-${email}`);
    expect((await object.plan({ emails: [email], text: "Hello" })).action).toBe("no-op");
    const moved = await object.apply({ emails: [`new-${email}`], text: "Hello" });
    expect([moved.action, moved.told]).toEqual(["update", []]);
    expect(object.state!["id"]).toBe(id);
    expect((await object.plan({ user_ids: object.state!["user_ids"], text: "Hello" })).action).toBe("no-op");
    expect((await object.plan({ emails: ["grace@example.com"], text: "Hello" })).action).toBe("replace");
    const two = { emails: [`new-${email}`, "grace@example.com"], text: "Hello" };
    expect((await object.plan(two)).action).toBe("replace");
    for (const emails of [unknown, ["grace@example.com", unknown]]) {
      const later = await object.plan({ emails, text: "Hello" });
      expect([later.action, later.errors]).toEqual(["replace", []]);
    }
  });
});
