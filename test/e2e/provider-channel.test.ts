import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { control as controlIn } from "../support/control";
import { type AttachedProvider, attachedProvider } from "./attached-provider";
import { TerraformProject } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";

let test: TestStack;
let provider: AttachedProvider;
let project: TerraformProject;

beforeAll(async () => {
  test = await startTestStack();
  provider = await attachedProvider(test.env);
});
afterAll(async () => {
  await provider?.stop();
  await test?.close();
});
beforeEach(async () => {
  project = new TerraformProject({ ...test.env, ...provider.env });
});
afterEach(() => project.remove());

async function channelNamed(name: string) {
  return (await test.client.listChannels({})).find((entry) => entry.channel.name === name);
}

const control = (path: string, body: object) => controlIn(test.stack, "POST", path, body);

function channel(name: string, more = ""): string {
  return `resource "pumble_channel" "it" {\n  name = "${name}"\n  ${more}\n}\n`;
}

async function applied(hcl: string): Promise<void> {
  project.write(hcl);
  await project.init();
  await project.applied();
}

describe("pumble_channel", () => {
  it("is created as declared, and a second plan is empty", async () => {
    await applied(channel("release-news", 'description = "What shipped"\n  type = "PRIVATE"'));
    const entry = await channelNamed("release-news");
    expect(entry?.channel).toMatchObject({ channelType: "PRIVATE", description: "What shipped" });
    expect((await project.state())["pumble_channel.it"]?.values).toMatchObject({
      id: entry?.channel.id,
      name: "release-news",
      type: "PRIVATE",
      description: "What shipped",
      archived: false,
      member_count: 1,
    });
    expect(await project.changes()).toEqual([]);
    expect(await project.changes("-refresh=false")).toEqual([]);
  });

  it("keeps a name as written when Pumble only normalises it, with a warning", async () => {
    project.write(channel("Grand Opening"));
    await project.init();
    expect((await project.plan()).text).toContain('"Grand Opening" becomes "grand-opening"');
    await project.applied();
    expect(await channelNamed("grand-opening")).toBeDefined();
    expect((await project.state())["pumble_channel.it"]?.values.name).toBe("Grand Opening");
    expect(await project.changes()).toEqual([]);
    project.write(channel("grand-opening"));
    expect((await project.changes()).every((one) => !one.change.actions.includes("delete"))).toBe(true);
  });

  it("refuses a taken name at plan time and says how to take it over", async () => {
    await test.client.createChannel({ name: "taken", type: "PUBLIC" });
    project.write(channel("taken"));
    await project.init();
    const plan = await project.plan();
    expect(plan.code).toBe(1);
    expect(plan.text).toContain('Cannot create channel "taken": the name is already taken');
    expect(plan.text).toContain("adopt_existing = true");
  });

  it("adopts an existing channel and then has nothing to change", async () => {
    const { id } = await test.client.createChannel({ name: "adopted", type: "PUBLIC", description: "Old" });
    await applied(channel("adopted", "adopt_existing = true"));
    expect((await project.state())["pumble_channel.it"]?.values).toMatchObject({ id, description: "Old" });
    expect(await project.changes()).toEqual([]);
  });

  it("does not adopt a channel of another type", async () => {
    await test.client.createChannel({ name: "secret-plans", type: "PRIVATE" });
    project.write(channel("secret-plans", "adopt_existing = true"));
    await project.init();
    const plan = await project.plan();
    expect(plan.code).toBe(1);
    expect(plan.text).toContain("It is PRIVATE");
    expect(plan.text).toContain('Set type = "PRIVATE"');
  });

  it.each([
    {
      what: "an archived channel",
      more: "",
      act: { action: "archive", as: "ada@example.com" },
      says: "It is archived",
    },
    {
      what: "a channel with another description",
      more: 'description = "New"',
      act: { action: "change_channel", as: "ada@example.com", description: "Old" },
      says: 'Its description is "Old"',
    },
  ])("does not adopt $what", async ({ more, act, says }) => {
    const name = `in-the-way-${says.length}`;
    await test.client.createChannel({ name, type: "PUBLIC" });
    await control("/act", { ...act, channel: name });
    project.write(channel(name, `adopt_existing = true\n  ${more}`));
    await project.init();
    const plan = await project.plan();
    expect(plan.code).toBe(1);
    expect(plan.text).toContain(`Cannot adopt channel "${name}"`);
    expect(plan.text).toContain(says);
  });

  it("says that a channel to be adopted is somebody else's private one", async () => {
    const act = { action: "create_channel", as: "grace@example.com", name: "graces-own", type: "PRIVATE" };
    await control("/act", act);
    project.write(channel("graces-own", "adopt_existing = true"));
    await project.init();
    const apply = await project.apply();
    expect(apply.code).toBe(1);
    expect(apply.text).toContain('Cannot adopt channel "graces-own"');
    expect(apply.text).toContain("the key's owner cannot see it");
  });

  it.each([
    { attribute: "description", before: 'description = "One"', after: 'description = "Two"' },
    { attribute: "type", before: 'type = "PUBLIC"', after: 'type = "PRIVATE"' },
  ])("refuses to change the $attribute at plan time", async ({ attribute, before, after }) => {
    await applied(channel(`fixed-${attribute}`, before));
    project.write(channel(`fixed-${attribute}`, after));
    const plan = await project.plan();
    expect(plan.code).toBe(1);
    expect(plan.text).toContain(`Cannot change the ${attribute} of channel "fixed-${attribute}"`);
  });

  it("plans a new name as a replacement and warns that the old channel stays", async () => {
    await applied(channel("first-name"));
    project.write(channel("second-name"));
    expect((await project.plan()).text).toContain('Terraform only forgets "first-name"');
    expect((await project.changes()).map((one) => one.change.actions)).toEqual([["delete", "create"]]);
    await project.applied();
    expect(await channelNamed("first-name")).toBeDefined();
    expect(await channelNamed("second-name")).toBeDefined();
  });

  it("that a member renamed keeps everything in it, and nothing is replaced or posted again", async () => {
    const announcement =
      'resource "pumble_message" "it" {\n  channel_id = pumble_channel.it.id\n  text = "Hear ye"\n}\n';
    const hcl = channel("before") + announcement;
    await applied(hcl);
    const state = await project.state();
    const { id, channel_id: channelId } = state["pumble_message.it"]!.values as Record<string, string>;
    const said = { action: "post", as: "grace@example.com", channelId, threadRootId: id, text: "Heard" };
    await control("/act", said);
    await control("/act", { action: "change_channel", as: "ada@example.com", channelId, name: "after" });
    const { text, code } = await project.plan("-detailed-exitcode");
    expect(text).toContain('The channel that the configuration calls "before" is called "after" now.');
    expect(text).toContain('Write name = "after"; or rename it back to "before" in Pumble');
    expect(code).not.toBe(1);
    await project.applied();
    expect(await project.changes()).toEqual([]);
    expect((await project.state())["pumble_message.it"]!.values["id"]).toBe(id);
    const replies = await test.client.fetchThreadReplies({ channelId: channelId!, rootMessageId: id! });
    expect(replies.map((reply) => reply.text)).toEqual(["Heard"]);
    expect(await channelNamed("before")).toBeUndefined();
    project.write(channel("after") + announcement);
    expect((await project.plan()).text).not.toContain("Warning");
    const destroyed = await project.destroy();
    expect(destroyed.code).toBe(0);
  });

  it("whose description and type a member changed is planned and destroyed with a warning", async () => {
    const hcl = channel("described", 'description = "d"');
    await applied(hcl);
    const act = { action: "change_channel", as: "ada@example.com", channel: "described" };
    await control("/act", { ...act, description: "By hand", type: "PRIVATE" });
    const { text, code } = await project.plan();
    expect(code).toBe(0);
    expect(text).toContain('has the description "By hand" in Pumble, and the configuration says "d"');
    expect(text).toContain('has the type "PRIVATE" in Pumble, and the configuration says "PUBLIC"');
    expect(await project.changes()).toEqual([]);
    expect((await project.destroy()).code).toBe(0);
  });

  it("cannot be replaced under its own name, and is destroyed all the same when it is tainted", async () => {
    await applied(channel("itself"));
    const replaced = await project.plan("-replace=pumble_channel.it");
    expect(replaced.code).toBe(1);
    expect(replaced.text).toContain('Channel "itself" cannot be replaced under the same name');
    await project.ok("taint", "pumble_channel.it");
    const tainted = await project.plan();
    expect(tainted.text).toContain("untaint ADDRESS");
    expect(tainted.text).toContain("destroy -refresh=false");
    expect((await project.destroy("-refresh=false")).code).toBe(0);
  });

  it("may not be declared twice under one name", async () => {
    project.write(`${channel("Same Name")}resource "pumble_channel" "other" {\n  name = "same-name"\n}\n`);
    await project.init();
    const { text, code } = await project.plan();
    expect(code).toBe(1);
    expect(text).toContain('Two channels of this configuration are called "same-name"');
  });

  it.each([
    { form: "id", idOf: (id: string, _name: string) => id },
    { form: "name", idOf: (_id: string, name: string) => `#${name}` },
  ])("is imported by $form, and the plan after it is empty", async ({ form, idOf }) => {
    const name = `imported-by-${form}`;
    const { id } = await test.client.createChannel({ name, type: "PUBLIC", description: "Known" });
    project.write(channel(name, 'description = "Known"'));
    await project.init();
    await project.ok("import", "-input=false", "-no-color", "pumble_channel.it", idOf(id, name));
    expect(await project.changes()).toEqual([]);
  });

  it("says so when there is nothing to import", async () => {
    project.write(channel("nowhere"));
    await project.init();
    const result = await project.run("import", "-no-color", "pumble_channel.it", "nowhere");
    expect(result.code).toBe(1);
    expect(result.text).toContain('Cannot import channel "nowhere"');
  });

  it("stays in Pumble when it is destroyed, and the plan warns of it, once", async () => {
    await applied(channel("left-behind"));
    expect((await project.plan("-destroy")).text).toContain('Terraform only forgets "left-behind"');
    const destroyed = await project.destroy();
    expect(destroyed.code).toBe(0);
    expect(destroyed.text.split('Terraform only forgets "left-behind"')).toHaveLength(2);
    expect(await channelNamed("left-behind")).toBeDefined();
    expect(await project.state()).toEqual({});
  });

  it("refuses to be destroyed when on_destroy is error", async () => {
    await applied(channel("kept", 'on_destroy = "error"'));
    const destroyed = await project.destroy();
    expect(destroyed.code).toBe(1);
    expect(destroyed.text).toContain('Channel "kept" cannot be destroyed');
    expect(Object.keys(await project.state())).toEqual(["pumble_channel.it"]);
  });

  it.each([
    { what: "an empty name", hcl: channel(""), says: "must not be empty" },
    { what: "a name of 81 characters", hcl: channel("x".repeat(81)), says: "at most 80 characters, has 81" },
    { what: "a name with a dot", hcl: channel("a.b"), says: "may only contain letters" },
    {
      what: "an unknown type",
      hcl: channel("ok", 'type = "OPEN"'),
      says: 'must be one of "PUBLIC", "PRIVATE"',
    },
  ])("refuses $what at validation", async ({ hcl, says }) => {
    project.write(hcl);
    await project.init();
    const result = await project.run("validate", "-no-color");
    expect(result.code).toBe(1);
    expect(result.text).toContain(says);
  });
});
