import { beforeEach, describe, expect, it } from "vitest";
import { setScene } from "./provider-scene";

const scene = setScene();
let channelId: string;
let count = 0;

beforeEach(async () => {
  count += 1;
  channelId = (await scene.test.client.createChannel({ name: `room-${count}`, type: "PRIVATE" })).id;
});

/** Names of those in the channel, the first part of their addresses. */
async function inside(): Promise<string[]> {
  const { users = [] } = await scene.test.client.getChannel({ channelId });
  return Object.keys(scene.ids).filter((name) => users.includes(scene.ids[name]!));
}

const add = (...names: string[]) =>
  scene.test.client.addUsersToChannel({ channelId, userIds: names.map((name) => scene.ids[name]!) });
const removed = (name: string) =>
  scene.test.client.removeUserFromChannel({ channelId, userId: scene.ids[name]! });

describe("pumble_channel_member", () => {
  const member = (...lines: string[]) =>
    `resource "pumble_channel_member" "it" {\n  channel_id = "${channelId}"\n  ${lines.join("\n  ")}\n}\n`;

  it("is added by address, added again when gone, and taken out when destroyed", async () => {
    await scene.applied(member('email = "GRACE@example.com"'));
    expect(await inside()).toEqual(["ada", "grace"]);
    await removed("grace");
    expect(await scene.actions()).toEqual([["create"]]);
    await scene.project.applied();
    expect(await inside()).toEqual(["ada", "grace"]);
    scene.project.write(member(`user_id = "${scene.ids.linus}"`));
    expect(await scene.actions()).toEqual([["delete", "create"]]);
    await scene.project.applied();
    expect(await inside()).toEqual(["ada", "linus"]);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.destroy();
    expect(await inside()).toEqual(["ada"]);
  });

  it("who was there before stays, and so does the key's owner", async () => {
    await add("linus");
    await scene.applied(member('email = "linus@example.com"'));
    expect((await scene.project.destroy()).text).toContain("Linus was in it before Terraform");
    await scene.applied(member('email = "linus@example.com"', "remove_unmanaged = true"));
    await scene.project.destroy();
    expect(await inside()).toEqual(["ada"]);
    await scene.applied(member('email = "ada@example.com"', "remove_unmanaged = true"));
    expect((await scene.project.destroy()).text).toContain("The API key is Ada's");
    expect(await inside()).toEqual(["ada"]);
  });

  it("is imported by channel and person, and the plan after it is empty", async () => {
    await add("grace");
    scene.project.write(member('email = "grace@example.com"', "remove_unmanaged = true"));
    await scene.imported("pumble_channel_member.it", `room-${count}/grace@example.com`);
    expect((await scene.actions()).flat()).not.toContain("create");
    scene.project.write(member('email = "grace@example.com"'));
    expect(await scene.project.changes()).toEqual([]);
  });

  it("must exist", async () => {
    expect(await scene.refused(member('email = "nobody@example.com"'))).toContain(
      "No member nobody@example.com",
    );
    expect(await scene.refused(member())).toContain("Give either user_id or email");
  });
});

describe("pumble_channel_members", () => {
  const members = (...lines: string[]) =>
    `resource "pumble_channel_members" "it" {\n  channel_id = "${channelId}"\n  ${lines.join("\n  ")}\n}\n`;
  const both = 'emails = ["grace@example.com", "Linus@example.com"]';

  it("adds who is listed, takes out who is dropped, and on destroy whom it added", async () => {
    await scene.applied(members(both));
    expect(await inside()).toEqual(["ada", "grace", "linus"]);
    await removed("linus");
    expect(await scene.actions()).toEqual([["update"]]);
    await scene.project.applied();
    scene.project.write(members(`user_ids = ["${scene.ids.grace}"]`));
    await scene.project.applied();
    expect(await inside()).toEqual(["ada", "grace"]);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.destroy();
    expect(await inside()).toEqual(["ada"]);
  });

  it("leaves people alone who joined on their own, unless remove_unmanaged is true", async () => {
    await scene.applied(members('emails = ["grace@example.com"]'));
    await add("linus");
    expect(await scene.project.changes()).toEqual([]);
    scene.project.write(members('emails = ["grace@example.com"]', "remove_unmanaged = true"));
    await scene.project.applied();
    expect(await inside()).toEqual(["ada", "grace"]);
    await add("linus");
    expect((await scene.project.changes()).map((one) => one.change)).toMatchObject([
      { actions: ["update"], before: { emails: ["grace@example.com", "linus@example.com"] } },
    ]);
    await scene.project.applied();
    expect(await inside()).toEqual(["ada", "grace"]);
    expect(await scene.project.changes()).toEqual([]);
  });

  it("names in the plan who will be taken out", async () => {
    await add("grace", "linus");
    const hcl = members('emails = ["grace@example.com"]', "remove_unmanaged = true");
    scene.project.write(hcl);
    await scene.project.init();
    const { text } = await scene.project.plan();
    expect(text).toContain("Linus <linus@example.com> will be taken out of #");
    expect(text).toContain("Linus <linus@example.com>");
    expect(text).not.toContain("Grace <grace@example.com>");
  });

  it("whose member has another address now is planned, applied and destroyed with a warning", async () => {
    const hcl = members('emails = ["grace@example.com"]');
    await scene.applied(hcl);
    const change = (user: string, email: string) =>
      scene.control("/act", { as: "ada@example.com", action: "change_user", user, email });
    await change("grace@example.com", "hopper@example.com");
    try {
      const { text, code } = await scene.project.plan();
      expect(code).toBe(0);
      expect(text).toContain("grace@example.com in emails is Grace <hopper@example.com> now.");
      expect(await scene.project.changes()).toEqual([]);
      expect((await scene.project.destroy()).code).toBe(0);
    } finally {
      await change("hopper@example.com", "grace@example.com");
    }
    expect(await inside()).toEqual(["ada"]);
  });

  it("takes ids and addresses of the same people, and refuses those of others", async () => {
    const ids = `user_ids = ["${scene.ids.grace}"]`;
    await scene.applied(members(ids, 'emails = ["grace@example.com"]'));
    expect(await scene.refused(members(ids, 'emails = ["linus@example.com"]'))).toContain(
      "user_ids and emails name different people",
    );
  });

  it("never takes out the key's owner", async () => {
    await scene.applied(members('emails = ["ada@example.com", "grace@example.com"]'));
    scene.project.write(members('emails = ["grace@example.com"]', "remove_unmanaged = true"));
    expect((await scene.project.applied()).text).toContain("The API key is Ada's");
    expect(await inside()).toEqual(["ada", "grace"]);
    expect(await scene.project.changes()).toEqual([]);
  });

  it.each([
    { form: "id", idOf: () => channelId },
    { form: "name", idOf: () => `#room-${count}` },
  ])("is imported by the channel's $form, and the plan after it is empty", async ({ idOf }) => {
    await add("grace", "linus");
    scene.project.write(members(both));
    await scene.imported("pumble_channel_members.it", idOf());
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.destroy();
    expect(await inside()).toEqual(["ada", "grace", "linus"]);
  });

  it("throws nobody out by an import: who is not listed was there before, says so, and is left alone", async () => {
    await add("grace", "linus");
    scene.project.write(members('emails = ["grace@example.com"]', "remove_unmanaged = false"));
    await scene.imported("pumble_channel_members.it", channelId);
    const { text } = await scene.project.applied();
    expect(text).toContain("Linus was in it before Terraform");
    expect(await inside()).toEqual(["ada", "grace", "linus"]);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.destroy();
    expect(await inside()).toEqual(["ada", "grace", "linus"]);
  });

  it("takes out who was listed after an import and is dropped later", async () => {
    await add("linus");
    scene.project.write(members(both));
    await scene.imported("pumble_channel_members.it", channelId);
    await scene.project.applied();
    expect(await inside()).toEqual(["ada", "grace", "linus"]);
    scene.project.write(members('emails = ["grace@example.com"]'));
    await scene.project.applied();
    expect(await inside()).toEqual(["ada", "grace"]);
    await scene.project.destroy();
    expect(await inside()).toEqual(["ada"]);
  });

  it("takes out at an import whom nobody lists where it is told to", async () => {
    await add("grace", "linus");
    scene.project.write(members('emails = ["grace@example.com"]', "remove_unmanaged = true"));
    await scene.imported("pumble_channel_members.it", channelId);
    await scene.project.applied();
    expect(await inside()).toEqual(["ada", "grace"]);
  });

  it("names everybody who does not exist", async () => {
    const text = await scene.refused(
      members('emails = ["x@example.com", "ada@example.com", "y@example.com"]'),
    );
    expect(text).toContain("No member x@example.com, y@example.com");
  });
});
