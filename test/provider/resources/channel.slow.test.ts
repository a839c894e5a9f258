import { describe, expect, it } from "vitest";
import { unknown } from "../in-process-object";
import { setUnitScene } from "../scene";

const scene = setUnitScene();
let count = 0;
const newName = () => `channel-${++count}`;

const rename = (channelId: unknown, name: string) => scene.act("change_channel", { channelId, name });
const described = (channelId: unknown, description: string) =>
  scene.act("change_channel", { channelId, description });

describe("pumble_channel", () => {
  it("is replaced for a name that the code changed, also after a member renamed it", async () => {
    const [first, second, third] = [newName(), newName(), newName()];
    const object = await scene.applied("channel", { name: first });
    expect((await object.plan({ name: second })).action).toBe("replace");
    await rename(object.state!["id"], second);
    expect((await object.plan({ name: first })).action).toBe("no-op");
    expect((await object.plan({ name: second })).warnings).toEqual([]);
    expect((await object.plan({ name: third })).action).toBe("replace");
  });

  it("is not replaced when a member renames it again after the code took over the first new name", async () => {
    const [first, second, third] = [newName(), newName(), newName()];
    const object = await scene.applied("channel", { name: first });
    await rename(object.state!["id"], second);
    await object.apply({ name: second });
    await rename(object.state!["id"], third);
    const plan = await object.plan({ name: second });
    expect([plan.action, plan.warnings.map(({ summary }) => summary)]).toEqual([
      "no-op",
      ["A channel was renamed in Pumble"],
    ]);
  });

  it("keeps another form of its name, and goes on with other changes, while a member's name stands", async () => {
    const name = newName();
    const object = await scene.applied("channel", { name: name.toUpperCase() });
    expect(object.state!["name"]).toBe(name.toUpperCase());
    await rename(object.state!["id"], `${name}-new`);
    const plan = await object.apply({ name: name.toUpperCase(), on_destroy: "error" });
    expect([plan.action, plan.errors]).toEqual(["update", []]);
    expect(object.state).toMatchObject({ name: `${name}-new`, on_destroy: "error" });
  });

  it("warns of a name that Pumble writes differently until its advice is followed", async () => {
    const name = newName();
    const object = await scene.applied("channel", { name: name.toUpperCase() });
    const warned = await object.plan({ name: name.toUpperCase() });
    expect(warned.warnings[0]?.detail).toContain(`Write name = "${name}"`);
    const followed = await object.plan({ name });
    expect([followed.action, followed.told]).toEqual(["no-op", []]);
  });

  it.each(["as Pumble writes it", "in another form"])(
    "whose name is written %s and that a member renamed is told of ways out that all end it",
    async (form) => {
      const [name, other] = [newName(), newName()];
      const written = form === "in another form" ? name.toUpperCase() : name;
      const object = await scene.applied("channel", { name: written });
      const id = object.state!["id"];
      await rename(id, other);
      const { action, warnings } = await object.apply({ name: written });
      expect([action, warnings.map(({ summary }) => summary)]).toEqual([
        "no-op",
        ["A channel was renamed in Pumble"],
      ]);
      expect(warnings[0]!.detail).toContain(
        `Write name = "${other}"; or rename it back to "${name}" in Pumble; or, for a new channel called "${name}"`,
      );
      const followed = await object.plan({ name: other });
      expect([followed.action, followed.told]).toEqual(["no-op", []]);
      const anew = await object.plan({ name: written }, { replace: true });
      expect([anew.action, anew.errors]).toEqual(["replace", []]);
      await rename(id, name);
      const back = await object.plan({ name: written });
      const still = form === "in another form" ? ["Pumble writes this channel's name differently"] : [];
      expect([back.action, back.warnings.map(({ summary }) => summary)]).toEqual(["no-op", still]);
      expect((await object.plan({ name })).told).toEqual([]);
    },
  );

  it("is replaced for a name that is not known yet", async () => {
    const object = await scene.applied("channel", { name: newName() });
    expect((await object.plan({ name: unknown })).action).toBe("replace");
  });

  it("cannot get a description that it never had, and keeps one that a member gave it", async () => {
    const name = newName();
    const object = await scene.applied("channel", { name, description: "One" });
    const refused = await object.plan({ name, description: "Two" });
    expect(refused.errors[0]?.summary).toBe(`Cannot change the description of channel "${name}"`);
    expect(refused.errors[0]?.detail).toContain("destroy -refresh=false");
    await described(object.state!["id"], "Two");
    expect((await object.plan({ name, description: "Two" })).told).toEqual([]);
    await object.apply({ name, description: "Two" });
    await described(object.state!["id"], "Three");
    const kept = await object.plan({ name, description: "Two" });
    expect([kept.errors, kept.action, kept.planned!["description"]]).toEqual([[], "no-op", "Three"]);
  });

  it("plans a description that is not known yet, and decides in the apply", async () => {
    const name = newName();
    const object = await scene.applied("channel", { name, description: "One" });
    const plan = await object.plan({ name, description: unknown, type: unknown });
    expect([plan.errors, plan.action, plan.planned!["description"]]).toEqual([[], "update", unknown]);
  });

  it("that was imported is never refused for what it says, only replaced for its name", async () => {
    const { id, name } = await scene.channel();
    const object = scene.object("channel");
    await object.import(name);
    expect(object.state).toMatchObject({ id, name });
    const plan = await object.plan({ name, description: "Mine", type: "PRIVATE" });
    expect([plan.errors, plan.action]).toEqual([[], "no-op"]);
    expect(plan.warnings.map(({ summary }) => summary)).toEqual([
      "A channel's type is not as configured",
      "A channel's description is not as configured",
    ]);
    expect((await object.plan({ name: newName() })).action).toBe("replace");
    expect((await object.refresh())!.privateBytes).toEqual(object.stored!.privateBytes);
  });

  it("is not made a second time under its own name, with or without private state", async () => {
    const name = newName();
    const object = await scene.applied("channel", { name });
    for (const options of [{ replace: true }, { replace: true, refresh: false }]) {
      const { errors } = await object.plan({ name }, options);
      expect(errors[0]?.summary).toBe(`Channel "${name}" cannot be replaced under the same name`);
    }
    const { errors } = await object.plan({ name }, { taint: true });
    expect(errors[0]?.summary).toBe(`Cannot create channel "${name}": it is in state already`);
    await rename(object.state!["id"], newName());
    expect((await object.plan({ name }, { replace: true })).errors).toEqual([]);
  });

  it("is not made for a resource of another address, which is told of the moved block that keeps it", async () => {
    const name = newName();
    const object = await scene.applied("channel", { name });
    await object.refresh();
    const told = await object.planAnother({ name });
    expect(told.map(({ summary }) => summary)).toEqual([
      `Cannot create channel "${name}": it is in state already`,
    ]);
    expect(told[0]!.detail).toMatch(/another address now, write a moved block/);
    expect(told[0]!.detail).not.toContain("-replace");
  });

  it("to be adopted is known by its id, so that what stands in it stays when it is replaced", async () => {
    const { id, name } = await scene.channel();
    const object = scene.object("channel");
    const config = { name, adopt_existing: true };
    expect((await object.plan(config)).planned!["id"]).toBe(id);
    await object.apply(config);
    expect((await object.apply(config, { replace: true })).errors).toEqual([]);
    expect(object.state!["id"]).toBe(id);
  });

  it("is gone when Pumble does not know a public one, and stays when a private one is not shown", async () => {
    for (const [type, action] of [
      ["PUBLIC", "create"],
      ["PRIVATE", "no-op"],
    ] as const) {
      const name = newName();
      const object = await scene.applied("channel", { name, type });
      await scene.act("delete_channel", { channelId: object.state!["id"] });
      expect((await object.plan({ name, type })).action).toBe(action);
    }
  });

  it("may be hidden from a guest, whatever it is", async () => {
    const name = newName();
    const object = await scene.applied("channel", { name });
    const role = (to: string) => scene.act("change_user", { user: "ada@example.com", role: to });
    await scene.act("leave", { channelId: object.state!["id"] });
    await role("GUEST_MULTI_CHANNEL");
    try {
      expect((await object.plan({ name })).action).toBe("no-op");
    } finally {
      await role("OWNER");
    }
  });

  it("is no conversation and not the member's own channel, by name, id or import", async () => {
    const channels = await scene.test.client.listChannels({});
    const conversations = channels.filter(({ channel }) => channel.name === "");
    expect(conversations.length).toBeGreaterThan(0);
    for (const id of ["", "#", ...conversations.map(({ channel }) => channel.id)]) {
      const object = scene.object("channel");
      const told = await object.import(id);
      expect(told[0]?.summary).toContain("Cannot import");
      expect(object.state).toBeNull();
    }
  });
});

it("a channel that may not be destroyed is given up by no replacement either", async () => {
  const { name } = await scene.channel();
  const config = { name, adopt_existing: true, on_destroy: "error" };
  const object = await scene.applied("channel", config);
  const { errors } = await object.apply({ ...config, name: `${name}-other` });
  expect(errors).toHaveLength(1);
  expect(object.state).toMatchObject({ name });
});

describe("a plan of a channel", () => {
  const told = (plan: { told: { severity: string; summary: string }[] }) =>
    plan.told.map(({ severity, summary }) => `${severity}: ${summary}`);
  const stays = "warning: A channel stays in Pumble";

  it("that is new knows whatever is known: that it is in use, who is in it, and that it says nothing", async () => {
    const name = newName();
    const { planned } = await scene.object("channel").plan({ name });
    expect(planned).toMatchObject({ name, description: "", archived: false, member_count: "1", id: unknown });
    const said = await scene.object("channel").plan({ name, description: "Ours", adopt_existing: false });
    expect(said.planned).toMatchObject({ description: "Ours", member_count: "1" });
    const later = await scene.object("channel").plan({ name, description: unknown });
    expect(later.planned).toMatchObject({ description: unknown, archived: false });
  });

  it("that may be adopted knows what is there, and of nothing only that it will be in use", async () => {
    const { id, name } = await scene.channel();
    await described(id, "By hand");
    const { planned } = await scene
      .object("channel")
      .plan({ name: name.toUpperCase(), adopt_existing: true });
    expect(planned).toMatchObject({ id, description: "By hand", archived: false, member_count: unknown });
    const none = await scene.object("channel").plan({ name: newName(), adopt_existing: true });
    expect(none.planned).toMatchObject({ id: unknown, description: unknown, archived: false });
    expect(none.planned!["member_count"]).toEqual(unknown);
  });

  it("leaves to the apply what is not known yet, also whether the name is taken", async () => {
    const { name } = await scene.channel();
    for (const later of [{ type: unknown }, { adopt_existing: unknown }, { name: unknown }]) {
      const { planned, told: said } = await scene.object("channel").plan({ name, ...later });
      expect(said).toEqual([]);
      expect(planned!["archived"]).toEqual(unknown);
    }
    const unseen = await scene.object("channel", unknown).plan({ name });
    expect(unseen.told).toEqual([]);
  });

  it("that is new under a name that is another channel's is told that it is taken, not that it is itself", async () => {
    const { name } = await scene.channel();
    const refused = `error: Cannot create channel "${name}": the name is already taken`;
    expect(told(await scene.object("channel").plan({ name }))).toEqual([refused]);
  });

  it("under another name says that the old one stays, and finds the new one taken", async () => {
    const { id, name: taken } = await scene.channel();
    const name = newName();
    const object = await scene.applied("channel", { name });
    expect(told(await object.plan({ name: newName() }))).toEqual([stays]);
    expect((await object.plan({ name: newName() })).warnings[0]?.detail).toContain(`"${name}"`);
    const refused = `error: Cannot create channel "${taken}": the name is already taken`;
    expect(told(await object.plan({ name: taken }))).toEqual([stays, refused]);
    for (const later of [{ type: unknown }, { adopt_existing: unknown }]) {
      expect((await object.plan({ name: taken, ...later })).errors).toEqual([]);
    }
    const adopted = await object.plan({ name: taken, adopt_existing: true });
    expect([adopted.action, told(adopted), adopted.planned!["id"]]).toEqual(["replace", [stays], id]);
    const misfit = await object.plan({ name: taken, adopt_existing: true, type: "PRIVATE" });
    expect(misfit.errors[0]?.summary).toContain(`Cannot adopt channel "${taken}"`);
  });

  it("warns of a name by hand with both, and keeps the description and type that are there", async () => {
    const name = newName();
    const object = await scene.applied("channel", { name, description: "One" });
    const other = newName();
    await rename(object.state!["id"], other);
    await scene.act("change_channel", { channelId: object.state!["id"], type: "PRIVATE" });
    const plan = await object.plan({ name, description: "One" });
    expect([plan.action, plan.planned]).toMatchObject(["no-op", { name: other, type: "PRIVATE" }]);
    const [renamed, type] = plan.warnings;
    expect(renamed?.detail).toMatch(new RegExp(`"${other}"[\\s\\S]*"${name}"`));
    expect(type?.detail).toContain('"PRIVATE"');
    expect(type?.detail).toContain('"PUBLIC"');
  });

  it("that destroys it says that it stays, or is refused where it is to be", async () => {
    const name = newName();
    const object = await scene.applied("channel", { name });
    const [left, ...others] = await object.planDestroy();
    expect([left?.summary, others]).toEqual(["A channel stays in Pumble", []]);
    expect(left?.detail).toContain(`"${name}"`);
    await object.apply({ name, on_destroy: "error" });
    const [refused, ...more] = await object.planDestroy();
    expect([refused?.severity, more]).toEqual(["error", []]);
    expect(refused?.summary).toContain(`"${name}"`);
  });

  it("that would leave it behind under another name is refused where destroying it is to be", async () => {
    const object = await scene.applied("channel", { name: newName(), on_destroy: "error" });
    const { errors } = await object.plan({ name: newName(), on_destroy: "abandon" });
    expect(errors.map(({ summary }) => summary)).toEqual([expect.stringContaining("cannot be destroyed")]);
  });

  it("with two of one name is refused, also where one takes the other over", async () => {
    const name = newName();
    const object = scene.object("channel");
    const twice = await object.planTogether([{ name }, { name: name.toUpperCase() }]);
    expect(twice.filter(({ severity }) => severity === "error").map(({ text }) => text)).toEqual([
      expect.stringContaining(`"${name}"`),
    ]);
    expect(await object.planTogether([{ name: newName() }, { name: newName() }])).toEqual([]);
    const adopts = { name, adopt_existing: true };
    const [refused, ...more] = await object.planTogether([adopts, adopts]);
    expect([refused?.severity, more]).toEqual(["error", []]);
    expect(refused?.detail).toContain(`Channel "${name}"`);
  });
});
