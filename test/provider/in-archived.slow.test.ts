// Whatever is made in a channel says what to do when it is archived: the plan warns, the apply names the cause.
import { describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { declared, groundOf } from "./every-resource";
import { setUnitScene } from "./scene";

const scene = setUnitScene();
const names = provider.resources
  .filter(({ attributes }) => attributes["channel_id"]?.mode === "required")
  .map(({ name }) => name);
const warning = "An archived channel cannot be changed";
const titles = (told: { summary: string }[]) => told.map(({ summary }) => summary);

describe("in an archived channel", () => {
  it.each(names)("%s is warned of by the plan, and refused with the cause", async (name) => {
    const ground = await groundOf(scene);
    const config = declared[name]!(ground);
    await scene.act("archive", { channelId: ground.channelId });
    const object = scene.object(name);
    const plan = await object.plan(config);
    expect([plan.errors, titles(plan.warnings)]).toEqual([[], [warning]]);
    expect(plan.warnings[0]!.text).toContain("Unarchive it in Pumble before the apply");
    const { errors } = await object.apply(config);
    expect(titles(errors)).toEqual([`#${ground.channelName} is archived`]);
    expect(errors[0]!.text).toContain("Unarchive it in Pumble and apply again");
    await scene.act("unarchive", { channelId: ground.channelId });
    expect((await object.apply(config)).told).toEqual([]);
  });

  it.each(["message", "reply"])("a change of %s is warned of, and no change is not", async (name) => {
    const ground = await groundOf(scene);
    const config = declared[name]!(ground);
    const object = await scene.applied(name, config);
    await scene.act("archive", { channelId: ground.channelId });
    expect((await object.plan(config)).told).toEqual([]);
    expect(titles((await object.plan({ ...config, text: "Other" })).told)).toEqual([warning]);
    expect((await object.plan({ ...config, on_destroy: "keep" })).told).toEqual([]);
  });
});

describe("to a deactivated member", () => {
  it("a direct message is refused by the plan, by name; one that was sent before stays", async () => {
    const { member } = await groundOf(scene);
    const config = { emails: [member], text: "Hello" };
    const sent = await scene.applied("direct_message", config);
    await scene.act("deactivate", { user: member });
    const { errors } = await scene.object("direct_message").plan({ ...config, text: "Again" });
    expect(titles(errors)).toEqual(["A direct message cannot go to a deactivated member"]);
    expect(errors[0]!.text).toContain(`<${member}>`);
    expect(errors[0]!.text).toContain("destroy -refresh=false");
    const group = await scene.object("direct_message").plan({
      emails: [member, "grace@example.com"],
      text: "Hello",
    });
    expect(group.errors).toHaveLength(1);
    expect((await sent.plan(config)).told).toEqual([]);
    expect((await sent.destroy(config)).told).toEqual([]);
  });
});
