// What messages, replies and direct messages have in common, by what members and Pumble see of it.
import { beforeAll, describe, expect, it } from "vitest";
import { provider } from "../../../src/provider/provider";
import { control } from "../../support/control";
import { InProcess, type Values } from "../in-process";
import { unknown } from "../in-process-object";
import { issueKeyFor } from "../issue-key";
import { setUnitScene } from "../scene";

const scene = setUnitScene();
let linusKey: string;

beforeAll(async () => {
  await scene.control("/limits", { enabled: false });
  linusKey = await issueKeyFor(scene.test, "linus@example.com");
});

const titles = (told: { severity: string; summary: string }[]) =>
  told.map(({ severity, summary }) => `${severity}: ${summary}`);
const archivedWarning = "warning: An archived channel cannot be changed";

type What = "message" | "reply";
const both: What[] = ["message", "reply"];

/** A channel with somebody's message in it, and how what is posted there is declared. */
async function place(what: What, type: "PUBLIC" | "PRIVATE" = "PUBLIC") {
  const { id: channel_id, name } = await scene.channel(type);
  await scene.act("add_members", { channelId: channel_id, users: ["grace@example.com"] });
  const root = await scene.test.client.sendMessage({ channelId: channel_id, text: "Root" });
  return {
    channel_id,
    name,
    at: what === "reply" ? { channel_id, thread_root_id: root.id } : { channel_id },
  };
}

async function sent(what: What, more: Values = {}, type: "PUBLIC" | "PRIVATE" = "PUBLIC") {
  const { at, ...rest } = await place(what, type);
  const config = { ...at, text: "Hello", ...more };
  const object = await scene.applied(what, config);
  const id = object.state!["id"] as string;
  const shown = () => scene.test.client.fetchMessage({ channelId: rest.channel_id, messageId: id });
  return { ...rest, config, object, id, shown };
}

/** Calls of the public API that change something, since the last time that this was asked. */
async function writes(): Promise<string[]> {
  const log = await control<{ direction: string; method: string; url: string }[]>(
    scene.test.stack,
    "GET",
    "/requests?limit=1000",
  );
  await control(scene.test.stack, "DELETE", "/requests");
  const changing = log.filter(({ direction, method }) => direction === "public" && method !== "GET");
  return changing.map(({ url }) => new URL(url).pathname.slice(1));
}

/** While a call of Pumble's own API fails. */
async function failing<T>(fault: object, during: () => Promise<T>): Promise<T> {
  await scene.control("/faults", { fault: "status", body: "{}", ...fault });
  try {
    return await during();
  } finally {
    await control(scene.test.stack, "DELETE", "/faults");
  }
}

const takenOut = (channelId: string) =>
  scene.act("remove_member", { channelId, user: "ada@example.com" }, "grace@example.com");

describe.each(both)("reading a %s", (what) => {
  it("that is gone makes it again, and one in a place that is not shown says so", async () => {
    const { object, config, id, channel_id } = await sent(what, {}, "PRIVATE");
    await takenOut(channel_id);
    const kept = await object.plan(config);
    expect([kept.action, titles(kept.told)]).toEqual(["no-op", ["warning: Not visible to this key"]]);
    const called = what === "message" ? "Message" : "Reply";
    expect(kept.told[0]?.detail).toContain(
      `${called} ${id} is in channel ${channel_id}, which Ada <ada@example.com> cannot see`,
    );
    await scene.act(
      "add_members",
      { channelId: channel_id, users: ["ada@example.com"] },
      "grace@example.com",
    );
    expect(titles((await object.plan(config)).told)).toEqual([]);
    await scene.act("delete", { messageId: id });
    const again = await object.plan(config);
    expect([again.action, again.told]).toEqual(["create", []]);
  });

  it("that fails is an error, and takes nothing for gone", async () => {
    const { object, config } = await sent(what);
    const plan = await failing({ path: "/v1/*messages*", status: 400 }, () => object.plan(config));
    expect([plan.action, plan.errors.length]).toEqual(["no-op", 1]);
    expect(plan.errors[0]?.summary).toMatch(/^Cannot /);
  });

  it("for an import finds nothing in a place that is not shown, and warns of nothing", async () => {
    const { channel_id, object } = await sent(what, {}, "PRIVATE");
    const { id, thread_root_id } = object.state!;
    await takenOut(channel_id);
    const imported = scene.object(what);
    const told = await imported.import(
      what === "reply" ? { channel_id, thread_root_id, id } : { channel_id, id },
    );
    expect([told, imported.stored]).toEqual([[], null]);
  });
});

describe.each(both)("a plan of a %s in an archived channel", (what) => {
  it("warns of each way in which what it says may change, and of nothing else", async () => {
    const { object, config, channel_id } = await sent(what, { text: null, markdown: "Hello" });
    await scene.act("archive", { channelId: channel_id });
    const told = async (change: Values) => titles((await object.plan({ ...config, ...change })).told);
    const blocks = JSON.stringify([
      {
        type: "rich_text",
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "x" }] }],
      },
    ]);
    for (const change of [
      { markdown: "Other" },
      { markdown: unknown },
      { markdown: null, text: "Hello" },
      { markdown: null, blocks },
      { markdown_base_url: "https://example.com/" },
      { markdown_unresolved: "text" },
    ]) {
      expect(await told(change)).toEqual([archivedWarning]);
    }
    expect(await told({})).toEqual([]);
    expect(await told({ allow_broadcast: true, on_destroy: "keep" })).toEqual([]);
    expect(titles(await object.planDestroy())).toEqual([]);
  });
});

it.each(["message", "reply", "scheduled_message"])(
  "a %s that mentions a user group is refused by the plan that takes its leave away",
  async (what) => {
    const { at, name } = await place(what === "reply" ? "reply" : "message");
    await scene.act("create_group", { handle: name, name, users: ["grace@example.com"] });
    const later = what === "scheduled_message" ? { send_at: "2040-01-01T00:00:00Z" } : {};
    const config = { ...at, ...later, markdown: `Hello @${name}`, allow_broadcast: true };
    const object = await scene.applied(what, config);
    const { errors } = await object.plan({ ...config, allow_broadcast: false });
    expect(errors.map(({ text }) => text)).toEqual([expect.stringContaining(`@${name}`)]);
    expect((await object.plan(config)).told).toEqual([]);
  },
);

describe.each(both)("a change of a %s", (what) => {
  it("to another text, to Markdown and to blocks is what people see then, and settles", async () => {
    const { object, config, id, shown } = await sent(what);
    for (const [change, text] of [
      [{ text: "Other" }, "Other"],
      [{ text: null, markdown: "**Bold**" }, "Bold"],
      [{ text: "Bold" }, "Bold"],
    ] as const) {
      const changed = { ...config, ...change };
      expect(titles((await object.apply(changed)).told)).toEqual([]);
      expect(object.state!["id"]).toBe(id);
      const { text: said, blocks } = await shown();
      expect(said).toContain(text);
      if ("markdown" in change) expect(JSON.stringify(blocks)).toContain('"bold":true');
      const settled = await object.plan(changed);
      expect([settled.action, settled.told]).toEqual(["no-op", []]);
    }
  });

  it("that changes nothing that is seen edits nothing", async () => {
    const { object, config, shown } = await sent(what, { text: null, markdown: "**Hello**" });
    await writes();
    for (const change of [
      { on_destroy: "keep" },
      { markdown: "__Hello__" },
      { markdown_unresolved: "text" },
    ]) {
      const applied = await object.apply({ ...config, ...change });
      expect([applied.action, applied.errors]).toEqual(["update", []]);
    }
    const plain = await sent(what);
    await writes();
    await plain.object.apply({ ...plain.config, on_destroy: "keep" });
    expect(await writes()).toEqual([]);
    await object.apply({ ...config, markdown: "Hello" });
    expect(await writes()).toEqual(["editMessage"]);
    expect(JSON.stringify((await shown()).blocks)).not.toContain("bold");
  });

  it("that a member made where it is Markdown is undone in place", async () => {
    const { object, config, id, shown } = await sent(what, { text: null, markdown: "**Hello**" });
    await scene.act("edit", { messageId: id, text: "Goodbye" });
    const undone = await object.apply(config);
    expect([undone.action, undone.errors, object.state!["id"]]).toEqual(["update", [], id]);
    const { text, blocks } = await shown();
    expect([text, JSON.stringify(blocks)]).toEqual(["Hello", expect.stringContaining('"bold":true')]);
    expect((await object.plan(config)).action).toBe("no-op");
  });

  it("is seen by what reads it next in the same process, and so is its end", async () => {
    const { at } = await place(what);
    const pumble = new InProcess(provider);
    const begin = () => pumble.configure({ api_key: scene.test.apiKey, base_url: scene.test.stack.addonUrl });
    await begin();
    const made = await pumble.apply(what, { ...at, text: "One" });
    expect((await pumble.read(what, made)).state!["text"]).toBe("One");
    const changed = await pumble.apply(what, { ...at, text: "Two" }, made);
    expect((await pumble.read(what, changed)).state!["text"]).toBe("Two");
    await begin();
    expect((await pumble.read(what, changed)).state!["text"]).toBe("Two");
    await pumble.apply(what, null, changed);
    expect((await pumble.read(what, changed)).state).toBeNull();
  });
});

describe.each(both)("a plan of a %s that takes over what is there", (what) => {
  it("tells of what another resource has, and of nothing else", async () => {
    const { object, config, id } = await sent(what);
    const other = await sent(what);
    expect(await object.planTogether([object, other.object], config)).toEqual([]);
    const adopting = { ...config, adopt_existing: true };
    const [warning, ...more] = await object.planTogether([object, adopting], config);
    expect([warning?.summary, more]).toEqual([
      "Two resources of this configuration would have one object",
      [],
    ]);
    expect(warning?.detail).toContain(`Message ${id} is`);
    expect(await object.planTogether([object, { ...adopting, text: "Other" }], config)).toEqual([]);
    expect(await object.planTogether([object, config], config)).toEqual([]);
  });
});

describe.each(both)("destroying a %s", (what) => {
  const called = what === "message" ? "Message" : "Reply";

  it("takes it back, or leaves it where it is to be kept", async () => {
    for (const [on_destroy, deleted] of [
      ["delete", true],
      ["keep", false],
    ] as const) {
      const { object, config, shown } = await sent(what, { on_destroy });
      expect(titles((await object.destroy(config)).told)).toEqual([]);
      const left = await shown().then(
        ({ deleted: is = false }) => is,
        () => true,
      );
      expect([object.stored, left]).toEqual([null, deleted]);
    }
  });

  it("is a success where it is gone, and says where it is left", async () => {
    const gone = await sent(what);
    const hidden = await sent(what, {}, "PRIVATE");
    const archived = await sent(what);
    const meanwhile = async ({ object }: typeof gone) => titles(await object.destroyStored());
    await scene.act("delete", { messageId: gone.id });
    expect(await meanwhile(gone)).toEqual([]);
    await takenOut(hidden.channel_id);
    expect(await meanwhile(hidden)).toEqual(["warning: Left in a channel that this key cannot see"]);
    expect(hidden.object.told[0]?.detail).toContain(
      `${called} ${hidden.id} is in channel ${hidden.channel_id}`,
    );
    const unclear = await sent(what, {}, "PRIVATE");
    await takenOut(unclear.channel_id);
    const broken = { path: "/v1/*messages/*", method: "DELETE", status: 400 };
    expect(await failing(broken, () => meanwhile(unclear))).toEqual([
      expect.stringMatching(/^error: Cannot delete /),
    ]);
    await scene.act("archive", { channelId: archived.channel_id });
    const refused = { path: "/v1/*messages/*", method: "DELETE", status: 403 };
    const left = await failing(refused, () => meanwhile(archived));
    expect(left).toEqual(["warning: Left in an archived channel"]);
    expect(archived.object.told[0]?.detail).toContain(`${called} ${archived.id} is in #${archived.name}`);
  });

  it("is refused with the cause where it is another member's, and where nobody knows why", async () => {
    const { object, config, id, channel_id } = await sent(what);
    for (const status of [400, 403]) {
      const { errors } = await failing({ path: "/v1/*messages/*", method: "DELETE", status }, () =>
        object.destroy(config),
      );
      expect([status, errors[0]?.summary]).toEqual([status, expect.stringMatching(/^Cannot delete /)]);
      expect(object.stored).not.toBeNull();
    }
    await scene.act("add_members", { channelId: channel_id, users: ["linus@example.com"] });
    object.apiKey = linusKey;
    const { errors } = await object.destroy(config);
    expect(titles(errors)).toEqual([`error: Cannot remove ${called.toLowerCase()} ${id}`]);
    expect(errors[0]?.detail).toContain(
      "made in the name of Ada <ada@example.com>, and this key is that of Linus <linus@example.com>",
    );
  });
});
