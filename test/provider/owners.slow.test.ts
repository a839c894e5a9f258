// What a key cannot see is not deleted, and what another member made is theirs: for every resource.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { generateApiKey } from "../../src/pumble/api-keys/api-key-text";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { control } from "../support/control";
import { declared, type Ground, groundOf } from "./every-resource";
import { issueKeyFor } from "./issue-key";
import { setUnitScene } from "./scene";

const scene = setUnitScene();
const names = provider.resources.map(({ name }) => name);
const ada = "Ada <ada@example.com>";
const linus = "Linus <linus@example.com>";
let linusKey: string;
let graceKey: string;
let elsewhere: TestStack;

afterAll(async () => {
  await elsewhere?.client.close();
  await elsewhere?.close();
});
beforeAll(async () => {
  elsewhere = await startTestStack(undefined, undefined, "elsewhere");
  const change = { as: "ada@example.com", action: "change_user", user: "ada@example.com" };
  await control(elsewhere.stack, "POST", "/act", { ...change, email: "ada@elsewhere.example" });
  await scene.control("/limits", { enabled: false });
  graceKey = await issueKeyFor(scene.test, "grace@example.com");
  linusKey = await issueKeyFor(scene.test, "linus@example.com");
});

/** What another member who sees the place is told. Null: it is nobody's in particular, and they can keep it as well. */
const told: Readonly<Record<string, string | null>> = {
  api_key: "was made in the name of",
  channel: null,
  channel_member: null,
  channel_members: null,
  direct_message: "",
  message: "was made in the name of",
  reaction: "was made in the name of",
  reply: "was made in the name of",
  scheduled_message: "was made in the name of",
};

/** A change of each resource that is changed in place and is one member's. */
const changed: Readonly<Record<string, Record<string, unknown>>> = {
  api_key: { api_key_wo: generateApiKey(randomBytes).text, api_key_wo_version: 2 },
  direct_message: { text: "Other" },
  message: { text: "Other" },
  reply: { text: "Other" },
  scheduled_message: { text: "Other" },
};

/** Everything that stands in the workspace, by what it says. */
async function standing(): Promise<string[]> {
  type Snapshot = { tables: Record<string, { id: string; subtype?: string; deleted?: boolean }[]> };
  const { tables } = await control<Snapshot>(scene.test.stack, "GET", "/snapshot");
  const messages = tables["messages"]!.filter(({ subtype, deleted }) => !subtype && !deleted).map(
    ({ id }) => id,
  );
  const scheduled = (tables["scheduledMessages"] ?? tables["scheduled"] ?? []).map(({ id }) => id);
  return [...messages, ...scheduled].sort();
}

async function made(name: string, ground: Ground) {
  const config = declared[name]!(ground);
  return { config, object: await scene.applied(name, config) };
}

describe("a closed list of members, applied with another member's key", () => {
  const [grace, withLinus, withAda] = [["grace"], ["grace", "linus"], ["grace", "linus", "ada"]].map(
    (names) => names.map((one) => `${one}@example.com`),
  );
  const title = "Who applied a list of members before stays in its channel";

  /** A list that Ada applied, and Linus, who was on it, applies now. */
  async function handedOver() {
    const { id: channel_id } = await scene.channel();
    const config = (emails: string[] | undefined) => ({ channel_id, emails, remove_unmanaged: true });
    const object = await scene.applied("channel_members", config(withLinus));
    object.apiKey = linusKey;
    const inside = async () =>
      ((await scene.test.client.getChannel({ channelId: channel_id })).users ?? []).map(
        (id) => Object.entries(scene.ids).find(([, each]) => each === id)?.[0],
      );
    return { channel_id, config, object, inside };
  }

  it("leaves in the channel whose key it was before, with a warning, whoever applies it in turn", async () => {
    const { config, object, inside } = await handedOver();
    const first = await object.apply(config(withLinus));
    expect([first.action, first.warnings.map(({ summary }) => summary)]).toEqual(["no-op", [title]]);
    expect(first.warnings[0]!.detail).toContain(ada);
    const second = await object.apply(config(grace));
    expect([second.errors, second.action]).toEqual([[], "update"]);
    expect((await inside()).sort()).toEqual(["ada", "grace", "linus"]);
    object.apiKey = scene.test.apiKey;
    const third = await object.apply(config(grace));
    expect([third.action, third.warnings.map(({ summary }) => summary)]).toEqual(["no-op", [title]]);
    expect(third.warnings[0]!.detail).toContain(linus);
    expect(third.warnings[0]!.detail).not.toContain(ada);
  });

  it("has no more to say once they are listed, or were taken out in Pumble", async () => {
    const { channel_id, config, object } = await handedOver();
    expect((await object.plan(config([...withLinus!, "ada@example.com"]))).warnings).toEqual([]);
    await scene.act("remove_member", { channelId: channel_id, user: "ada@example.com" }, "grace@example.com");
    expect((await object.plan(config(withLinus))).told).toEqual([]);
  });

  it("takes them out, by name, when they were listed and are not any more", async () => {
    const { channel_id, config, object } = await handedOver();
    expect((await object.apply(config(withAda))).warnings).toEqual([]);
    const { warnings } = await object.apply(config(withLinus));
    expect(warnings.map(({ summary }) => summary)).toContainEqual(
      expect.stringMatching(/ will be taken out of #/),
    );
    expect(warnings[0]!.detail).toContain("takes out of");
    expect(warnings[0]!.detail).toContain(ada);
    expect(
      (await scene.test.client.listChannels({})).find(({ channel }) => channel.id === channel_id)?.users ??
        [],
    ).not.toContain(scene.ids["ada"]);
  });
});

describe("every resource", () => {
  it("has a row here", () => {
    expect(Object.keys(told).sort()).toEqual([...names].sort());
  });

  it.each(names.filter((name) => told[name]))(
    "%s, made with another member's key, is not taken back in silence",
    async (name) => {
      const ground = await groundOf(scene);
      await scene.act("add_members", { channelId: ground.channelId, users: ["linus@example.com"] });
      const { config, object } = await made(name, ground);
      const before = await standing();
      object.apiKey = linusKey;
      const { errors } = await object.destroy(config);
      expect(errors[0]?.text).toContain(`It was made in the name of ${ada}`);
      expect([object.stored !== null, await standing()]).toEqual([true, before]);
    },
  );

  it.each(Object.keys(changed))(
    "%s, made with another member's key, is not changed, and the next step names whose key can",
    async (name) => {
      const ground = await groundOf(scene);
      const { config, object } = await made(name, ground);
      object.apiKey = linusKey;
      const { errors } = await object.apply({ ...config, ...changed[name] });
      expect(errors.map(({ text }) => text)).toEqual([expect.stringContaining(`Use a key of ${ada}`)]);
      expect(errors[0]!.text).toMatch(/^Cannot change (API|[a-z])/);
    },
  );

  it.each(["one", "two"])("a direct message to %s stops no plan with the key of who got it", async (many) => {
    const emails = ["grace@example.com", ...(many === "two" ? [await scene.member()] : [])];
    const object = await scene.applied("direct_message", { emails, text: "For you" });
    const before = await standing();
    object.apiKey = graceKey;
    const applied = await object.apply({ emails, text: "For you" });
    expect([applied.errors, applied.action, await standing()]).toEqual([[], "no-op", before]);
    expect(applied.warnings.map(({ summary }) => summary)).toEqual(["Made with another member's key"]);
  });

  it("a direct message goes to nobody else with another member's key, whoever has the address now", async () => {
    const email = await scene.member();
    const object = await scene.applied("direct_message", { emails: [email], text: "For you" });
    await scene.act("change_user", { user: email, email: `now-${email}` });
    await scene.act("add_user", { email, name: "Other" });
    const before = await standing();
    object.apiKey = graceKey;
    const applied = await object.apply({ emails: [email], text: "For you" });
    expect([applied.errors, applied.action, await standing()]).toEqual([[], "no-op", before]);
  });

  it.each(names)("%s, made with another member's key, stays in state and is not made again", async (name) => {
    const ground = await groundOf(scene);
    await scene.act("add_members", { channelId: ground.channelId, users: ["linus@example.com"] });
    const { config, object } = await made(name, ground);
    const [state, before] = [object.state, await standing()];
    object.apiKey = linusKey;
    const applied = await object.apply(config);
    expect(applied.errors).toEqual([]);
    expect(applied.action).toBe("no-op");
    expect(object.state).toEqual(state);
    expect(await standing()).toEqual(before);
    const says = told[name];
    if (says === null) return;
    const text = applied.warnings.map((one) => one.text).join("\n");
    expect(text).toContain(says);
    expect(text).toContain(linus);
    if (says) expect(text).toContain(ada);
  });

  it.each(names)(
    "%s, in a place that the key does not see, stays in state and is not made again",
    async (name) => {
      const ground = await groundOf(scene, "PRIVATE");
      const { config, object } = await made(name, ground);
      const own = name === "channel" ? (object.state!["id"] as string) : ground.channelId;
      if (name === "channel") await scene.act("change_channel", { channelId: own, type: "PRIVATE" });
      const [state, before] = [object.state, await standing()];
      object.apiKey = linusKey;
      const applied = await object.apply(config);
      expect(applied.errors).toEqual([]);
      expect(applied.action).toBe("no-op");
      expect(object.state).toEqual(state);
      expect(await standing()).toEqual(before);
      const text = applied.warnings.map((one) => one.text).join("\n");
      expect(text).toContain(linus);
      if (told[name] !== null) expect(text).toContain(`Use a key of ${ada}`);
    },
  );

  it.each(names)("%s stays as it is with a key of another workspace, and is not forgotten", async (name) => {
    const { config, object } = await made(name, await groundOf(scene));
    const before = [object.state, await standing()];
    object.movedTo(elsewhere);
    for (const refresh of [true, false]) {
      const plan = await object.plan(config, { refresh });
      expect([plan.errors, plan.action, plan.planned]).toEqual([[], "no-op", before[0]]);
      if (refresh)
        expect(plan.warnings.map(({ text }) => text).join("\n")).toContain("<ada@elsewhere.example>");
    }
    for (const told of [(await object.destroy(config)).errors, await object.destroyStored()]) {
      expect(told.map(({ severity, text }) => [severity, text])).toEqual([
        ["error", expect.stringMatching(/^Cannot remove [\s\S]*in the name of Ada <ada@example\.com>/)],
      ]);
    }
    expect([object.state, await standing()]).toEqual(before);
  });

  it("channel, replaced with a key of another workspace, is made there for nobody", async () => {
    const { object } = await made("channel", await groundOf(scene));
    object.movedTo(elsewhere);
    const name = "made-elsewhere";
    expect((await object.apply({ name })).errors).toHaveLength(1);
    const there = await elsewhere.client.listChannels({});
    expect(there.some(({ channel }) => channel.name === name)).toBe(false);
  });

  it.each(["message", "reply", "reaction"])(
    "%s of another member, in a place that the key does not see, is not forgotten",
    async (name) => {
      const { config, object } = await made(name, await groundOf(scene, "PRIVATE"));
      object.apiKey = linusKey;
      const { errors } = await object.destroy(config);
      expect(errors.map(({ text }) => text)).toEqual([expect.stringContaining(`Use a key of ${ada}`)]);
      expect(object.state).not.toBeNull();
    },
  );

  it.each([
    ["channel_member", { email: "grace@example.com" }, { email: "linus@example.com" }],
    ["channel_members", { emails: ["grace@example.com"] }, { emails: ["linus@example.com"] }],
  ])("%s is not given to whoever has the address in another workspace", async (name, people, others) => {
    const { id: channel_id } = await scene.channel();
    const config = { channel_id, ...people };
    const object = await scene.applied(name, config);
    const state = object.state;
    await scene.act("change_user", { user: "grace@example.com", email: "grace@new.example" });
    expect((await object.apply(config)).action).toBe("no-op");
    await scene.act("change_user", { user: "grace@new.example", email: "grace@example.com" });
    object.movedTo(elsewhere);
    const plan = await object.plan(config);
    expect([plan.errors, plan.action]).toEqual([[], "no-op"]);
    expect(state!["id"]).toBe(object.state!["id"]);
    // What the code changes is still planned, and refused where nothing can be done.
    const changed = await object.apply({ channel_id, ...others });
    expect(changed.errors.map(({ summary }) => summary)).toEqual([
      expect.stringMatching(/^(No channel|Cannot remove member) /),
    ]);
  });

  it.each(names)(
    "%s is there once when the key's owner left the private channel and came back",
    async (name) => {
      const ground = await groundOf(scene, "PRIVATE");
      const { config, object } = await made(name, ground);
      const { channelId } = ground;
      const before = await standing();
      await scene.act("remove_member", { channelId, user: "ada@example.com" }, "grace@example.com");
      expect((await object.apply(config)).action).toBe("no-op");
      await scene.act("add_members", { channelId, users: ["ada@example.com"] }, "grace@example.com");
      expect((await object.apply(config)).action).toBe("no-op");
      expect(object.told).toEqual([]);
      expect((await standing()).filter((id) => !before.includes(id))).toEqual([]);
    },
  );
});
