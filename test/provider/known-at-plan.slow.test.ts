// What a plan shows, and what a refresh finds right after an apply: for every resource.

import { ExtData } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { declared, groundOf } from "./every-resource";
import { unknown } from "./in-process-object";
import { setUnitScene } from "./scene";

const scene = setUnitScene();
const names = provider.resources.map(({ name }) => name);

/** What nobody can know before the apply, by resource. */
const later: Readonly<Record<string, readonly string[]>> = {
  api_key: ["created_at", "id", "last_characters", "status"],
  channel: ["id"],
  channel_member: [],
  channel_members: [],
  direct_message: ["channel_id", "id"],
  message: ["id"],
  reaction: [],
  reply: ["id"],
  scheduled_message: ["id"],
};

const unknowns = (planned: object | null) =>
  Object.entries(planned ?? {}).flatMap(([name, value]) => (value instanceof ExtData ? [name] : []));

describe("every resource", () => {
  it("has a row here", () => {
    expect(Object.keys(declared).sort()).toEqual([...names].sort());
    expect(Object.keys(later).sort()).toEqual([...names].sort());
  });

  it.each(names)("%s shows in its plan all that is known by then", async (name) => {
    const config = declared[name]!(await groundOf(scene));
    const { planned, errors } = await scene.object(name).plan(config);
    expect(errors).toEqual([]);
    expect(unknowns(planned).sort()).toEqual(later[name]);
  });

  it.each(names)(
    "%s is the same for a refresh right after its apply, private state included",
    async (name) => {
      const object = await scene.applied(name, declared[name]!(await groundOf(scene)));
      const before = structuredClone({ state: object.state, privateState: object.privateState });
      object.stored = await object.refresh();
      expect({ state: object.state, privateState: object.privateState }).toEqual(before);
      expect(object.told).toEqual([]);
    },
  );
});

describe("a scheduled message", () => {
  const daily = { type: "DAILY", end_after_occurrences: null, end_date: null };
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const planned = async (more: object, before?: object) => {
    const { channelId } = await groundOf(scene);
    const config = { channel_id: channelId, text: "Later", ...more };
    if (!before) return (await scene.object("scheduled_message").plan(config)).planned!;
    const object = await scene.applied("scheduled_message", { ...config, ...before });
    return (await object.plan(config)).planned!;
  };

  it("that recurs shows its next time while the plan will not outlive it", async () => {
    const recurrence = daily;
    expect(unknowns(await planned({ send_at: at(2), recurrence }))).toEqual(["id"]);
    expect(unknowns(await planned({ send_at: at(0.5), recurrence }))).toEqual(["id", "next_send_at"]);
  });

  it("shows what a change makes of its next time", async () => {
    const send_at = "2040-01-02T00:00:00Z";
    const moved = await planned({ send_at }, { send_at: "2040-01-01T00:00:00Z" });
    expect(moved).toMatchObject({ status: "scheduled", next_send_at: "2040-01-02T00:00:00Z" });
  });
});

describe("with a key that is not known yet", () => {
  it.each(Object.keys(declared))("%s is planned unseen", async (name) => {
    const config = declared[name]!(await groundOf(scene));
    const { action, errors, warnings } = await scene.object(name, unknown).plan(config);
    expect({ action, errors, warnings }).toEqual({ action: "create", errors: [], warnings: [] });
  });
});

it("a reaction whose emoji is not known yet has no id yet", async () => {
  const config = declared["reaction"]!(await groundOf(scene));
  const { errors, planned } = await scene.object("reaction").plan({ ...config, reaction: unknown });
  expect([errors, unknowns(planned).sort()]).toEqual([[], ["id", "reaction"]]);
});

describe("a channel", () => {
  it.each(["type", "adopt_existing"])("of a name that is taken waits for its %s", async (attribute) => {
    const { channelName } = await groundOf(scene);
    const config = { name: channelName, adopt_existing: true, [attribute]: unknown };
    const { errors, planned } = await scene.object("channel").plan(config);
    expect(errors).toEqual([]);
    expect(unknowns(planned)).toContain("id");
  });

  it("that may be taken over does not promise to be empty and new", async () => {
    const { channelName } = await groundOf(scene);
    const adopting = { adopt_existing: true };
    const found = await scene.object("channel").plan({ name: channelName, ...adopting });
    expect(unknowns(found.planned)).toEqual(["member_count"]);
    const none = await scene.object("channel").plan({ name: `${channelName}-none`, ...adopting });
    expect(unknowns(none.planned).sort()).toEqual(["description", "id", "member_count"]);
  });

  it("whose members our own resource adds is no different for it", async () => {
    const ground = await groundOf(scene);
    const object = await scene.applied("channel", { name: `${ground.channelName}-own` });
    const channel_id = object.state!["id"];
    await scene.applied("channel_members", { channel_id, emails: [ground.member, "linus@example.com"] });
    const refreshed = await object.refresh();
    expect(refreshed?.state).toEqual(object.state);
  });
});
