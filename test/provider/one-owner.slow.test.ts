// Two resources of one configuration never have one object without a word, whichever is planned first.
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { declared, type Ground, groundOf } from "./every-resource";
import { InProcess } from "./in-process";
import { setUnitScene } from "./scene";

type Values = Record<string, unknown>;

const scene = setUnitScene();

beforeAll(() => scene.control("/limits", { enabled: false }));

/** What a second resource would need to have the object of the first, and why some never do. */
const second: Readonly<Record<string, { more: Values } | { never: string }>> = {
  api_key: { never: "each has a text of its own, and Pumble refuses one that is taken" },
  channel: { more: { adopt_existing: true } },
  channel_member: { more: {} },
  channel_members: { never: "lists add up; one that takes out whom another keeps has a warning of its own" },
  direct_message: { never: "nothing that was sent is taken over" },
  message: { more: { adopt_existing: true } },
  reaction: { more: {} },
  reply: { more: { adopt_existing: true } },
  scheduled_message: { more: { adopt_existing: true } },
};

const shared = Object.entries(second).flatMap(([resource, how]) =>
  "more" in how ? [{ resource, more: how.more }] : [],
);

async function twins(resource: string, more: Values) {
  const ground: Ground = await groundOf(scene);
  const unique = "text" in declared[resource]!(ground) ? { text: randomUUID() } : {};
  const config = { ...declared[resource]!(ground), ...unique, ...more };
  return { config, first: await scene.applied(resource, config) };
}

describe("two resources that would have one object", () => {
  it("are thought of for every resource", () => {
    expect(Object.keys(second).sort()).toEqual(provider.resources.map(({ name }) => name).sort());
  });

  it.each(shared.flatMap((one) => ["after", "before"].map((when) => ({ ...one, when }))))(
    "are refused for $resource, planned $when what is in state, and the way out that is named works",
    async ({ resource, more, when }) => {
      const { config, first } = await twins(resource, more);
      const order = when === "after" ? [first, config] : [config, first];
      const told = await first.planTogether(order, config);
      const title = "Two resources of this configuration would have one object";
      const adopts = "adopt_existing" in more;
      expect(told.map(({ severity, summary }) => [severity, summary])).toEqual([["error", title]]);
      expect(told[0]!.detail).toContain("destroy -refresh=false");
      expect(told[0]!.detail.includes("leave adopt_existing out")).toBe(adopts);
      // Alone, and without the new one, each goes on.
      expect((await first.plan(config)).told).toEqual([]);
      expect(await first.destroyStored()).not.toContainEqual(expect.objectContaining({ severity: "error" }));
    },
  );

  it.each(shared)("are refused for $resource when both are new", async ({ resource, more }) => {
    const { config, first } = await twins(resource, more);
    first.stored = null;
    const told = await first.planTogether([config, config]);
    const isPosted = "text" in config;
    expect(told.filter(({ severity }) => severity === "error")).toHaveLength(isPosted ? 0 : 1);
  });

  it.each(shared.filter(({ resource }) => ["channel", "channel_member", "reaction"].includes(resource)))(
    "are refused for $resource by the apply that makes both, though one is replaced",
    async ({ resource, more }) => {
      const config = { ...declared[resource]!(await groundOf(scene)), ...more };
      const pumble = new InProcess(provider);
      await pumble.configure({ api_key: scene.test.apiKey, base_url: scene.test.stack.addonUrl });
      const made = await pumble.apply(resource, config);
      expect(made.diagnostics.filter(({ severity }) => severity === 1)).toEqual([]);
      const again = await pumble.apply(resource, config, { ...made, state: null });
      const errors = again.diagnostics.filter(({ severity }) => severity === 1);
      expect(errors.map(({ summary }) => summary)).toEqual([
        "Two resources of this configuration are one object",
      ]);
    },
  );

  it.each(shared)("are told of for $resource, when both are in state", async ({ resource, more }) => {
    const { config, first } = await twins(resource, more);
    const told = await first.planTogether([first, first], config);
    expect(told.map(({ severity, summary }) => [severity, summary])).toEqual([
      ["warning", "Two resources of this configuration have one object"],
    ]);
  });

  it.each([
    { resource: "channel", order: "after" },
    { resource: "channel_member", order: "after" },
    { resource: "reaction", order: "after" },
    { resource: "channel", order: "before" },
    { resource: "channel_member", order: "before" },
    { resource: "reaction", order: "before" },
  ])("are refused for a $resource that is to become another one, planned $order that", async (row) => {
    const ground = await groundOf(scene);
    const own = declared[row.resource]!(ground);
    const others: Record<string, Values> = {
      channel: { name: `${ground.channelName}-other` },
      channel_member: { email: await scene.member() },
      reaction: { reaction: ":eyes:" },
    };
    const other = { ...own, ...others[row.resource] };
    const changed = await scene.applied(row.resource, own);
    const has = await scene.applied(row.resource, other);
    const wanted = { ...other, ...(row.resource === "channel" && { adopt_existing: true }) };
    const told = await changed.planTogether(row.order === "after" ? [has, changed] : [changed, has], wanted);
    expect(told.filter(({ severity }) => severity === "error").map(({ summary }) => summary)).toEqual([
      "Two resources of this configuration would have one object",
    ]);
  });

  it.each(shared)("are not seen in one $resource that is replaced", async ({ resource, more }) => {
    const { config, first } = await twins(resource, more);
    const { told } = await first.plan(config, { replace: true });
    expect(told.filter(({ summary }) => /^Two (resources|channels)/.test(summary))).toEqual([]);
  });

  it.each(["message", "reply", "scheduled_message"])(
    "are not seen in a %s that takes over what nobody has",
    async (resource) => {
      const { config, first } = await twins(resource, { adopt_existing: true });
      const next = scene.object(resource);
      expect((await next.apply(config)).errors).toEqual([]);
      expect(next.state!["id"]).toBe(first.state!["id"]);
    },
  );
});

/** A process of one apply. */
async function applying(): Promise<InProcess> {
  const pumble = new InProcess(provider);
  await pumble.configure({ api_key: scene.test.apiKey, base_url: scene.test.stack.addonUrl });
  return pumble;
}

describe("an object that another resource has come to have in an apply", () => {
  const kept = shared.filter(({ resource }) => resource !== "channel");

  it.each(kept)("is not taken back with the $resource that had it before", async ({ resource, more }) => {
    const { config, first } = await twins(resource, more);
    const pumble = await applying();
    const old = { state: first.state, private: first.stored!.privateBytes, diagnostics: [] };
    const next = await pumble.apply(resource, { ...config, ...more });
    expect(next.state!["id"]).toBe(first.state!["id"]);
    expect((await pumble.apply(resource, null, old)).diagnostics).toEqual([]);
    expect((await (await applying()).read(resource, next)).state).not.toBeNull();
  });

  const member = ({ channelId, member: email }: Ground) => ({ channel_id: channelId, email });
  const list = ({ channelId, member: email }: Ground) => ({ channel_id: channelId, emails: [email] });

  it.each([
    { had: "channel_members", has: "channel_members", first: list, next: list, order: "before" },
    { had: "channel_members", has: "channel_member", first: list, next: member, order: "before" },
    { had: "channel_member", has: "channel_members", first: member, next: list, order: "before" },
    { had: "channel_members", has: "channel_members", first: list, next: list, order: "while" },
    { had: "channel_member", has: "channel_member", first: member, next: member, order: "while" },
  ])("is no member of $has who leaves with $had, made $order that is destroyed", async (row) => {
    const ground = await groundOf(scene);
    const old = await scene.applied(row.had, row.first(ground));
    const pumble = await applying();
    const stored = { state: old.state, private: old.stored!.privateBytes, diagnostics: [] };
    const made = () => pumble.apply(row.has, row.next(ground));
    const destroyed = () => pumble.apply(row.had, null, stored);
    if (row.order === "before") await made().then(destroyed);
    else await Promise.all([destroyed(), made()]);
    const { id } = (await scene.test.client.listUsers({})).find(({ email }) => email === ground.member)!;
    const { users } = await scene.test.client.getChannel({ channelId: ground.channelId });
    expect(users).toContain(id);
  });

  it.each(["message", "reply"])("is not the %s itself, which on_destroy keeps", async (resource) => {
    const { config, first } = await twins(resource, { adopt_existing: true, on_destroy: "keep" });
    const { errors } = await first.plan(config, { replace: true });
    expect(errors.map(({ detail }) => detail)).toEqual([expect.stringContaining("leave adopt_existing out")]);
    const { action, errors: none } = await first.plan(
      { ...config, adopt_existing: false },
      { replace: true },
    );
    expect([action, none]).toEqual(["replace", []]);
  });
});

describe("a member of one list whom another takes out", () => {
  const lists = (channel_id: string) => ({
    keeps: { channel_id, emails: ["grace@example.com"] },
    removes: { channel_id, emails: ["linus@example.com"], remove_unmanaged: true },
  });

  it.each([
    ["first", ["keeps", "removes"]],
    ["last", ["removes", "keeps"]],
  ] as const)("is named where the list that keeps them is planned %s", async (_, order) => {
    const { id: channelId } = await scene.channel();
    const planned = lists(channelId);
    const told = await scene.object("channel_members").planTogether(order.map((name) => planned[name]));
    const [warning] = told.filter(({ summary }) => summary.startsWith("One resource takes out"));
    expect(warning?.detail).toContain("Grace <grace@example.com>");
  });

  it("is nobody where both lists only add", async () => {
    const { channelId } = await groundOf(scene);
    const { keeps, removes } = lists(channelId);
    const told = await scene
      .object("channel_members")
      .planTogether([keeps, { ...removes, remove_unmanaged: false }]);
    expect(told).toEqual([]);
  });
});
