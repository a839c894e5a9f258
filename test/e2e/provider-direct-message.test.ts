import { describe, expect, it } from "vitest";
import { setScene } from "./provider-scene";

const scene = setScene();
const address = "pumble_direct_message.it";

function direct(...lines: string[]): string {
  return `resource "pumble_direct_message" "it" {\n  ${lines.join("\n  ")}\n}\n`;
}

async function place() {
  const { id, channel_id } = (await scene.project.state())[address]!.values as Record<string, string>;
  return { messageId: id!, channelId: channel_id! };
}
const fetched = async () => scene.test.client.fetchMessage(await place());
const peopleIn = async () => {
  const { users = [] } = await scene.test.client.getChannel({ channelId: (await place()).channelId });
  return Object.keys(scene.ids).filter((name) => users.includes(scene.ids[name]!));
};

describe("pumble_direct_message", () => {
  it("goes to one member, is edited in place, sent again when deleted, and gone when destroyed", async () => {
    await scene.applied(direct('emails = ["GRACE@example.com"]', 'text = "Welcome"'));
    expect(await peopleIn()).toEqual(["ada", "grace"]);
    const first = await place();
    expect((await fetched()).text).toBe("Welcome");
    scene.project.write(direct('emails = ["grace@example.com"]', 'text = "Welcome aboard"'));
    expect(await scene.actions()).toEqual([["update"]]);
    await scene.project.applied();
    expect(await place()).toEqual(first);
    expect((await fetched()).text).toBe("Welcome aboard");
    await scene.test.client.deleteMessage(first);
    expect(await scene.actions()).toEqual([["create"]]);
    await scene.project.applied();
    const second = await place();
    await scene.project.destroy();
    await expect(scene.test.client.fetchMessage(second)).rejects.toMatchObject({ kind: "not_found" });
  });

  it("goes to a group, and to others as a new message", async () => {
    const both = `user_ids = ["${scene.ids.grace}", "${scene.ids.linus}"]`;
    await scene.applied(direct(both, 'text = "Lunch?"'));
    expect(await peopleIn()).toEqual(["ada", "grace", "linus"]);
    scene.project.write(direct('emails = ["linus@example.com"]', 'text = "Lunch?"'));
    expect(await scene.actions()).toEqual([["delete", "create"]]);
    await scene.project.applied();
    expect(await peopleIn()).toEqual(["ada", "linus"]);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.destroy();
  });

  it("is imported by channel or addresses and message, and the plan after it is empty", async () => {
    const made = await scene.test.client.dmUser({ userId: scene.ids.linus!, text: "Known" });
    scene.project.write(direct('emails = ["linus@example.com"]', 'text = "Known"'));
    await scene.imported(address, `linus@example.com/${made.id}`);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.ok("state", "rm", address);
    await scene.imported(address, `${made.channelId}/${made.id}`);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.destroy();
    await expect(
      scene.test.client.fetchMessage({ channelId: made.channelId, messageId: made.id }),
    ).rejects.toMatchObject({ kind: "not_found" });
  });

  it("cannot go to nobody, to the key's owner, or to somebody who does not exist", async () => {
    expect(await scene.refused(direct('text = "x"'))).toContain("Give either user_ids or emails");
    expect(await scene.refused(direct('emails = ["ada@example.com"]', 'text = "x"'))).toContain(
      "cannot go to the key's owner",
    );
    expect(await scene.refused(direct('emails = ["no@example.com"]', 'text = "x"'))).toContain(
      "No member no@example.com",
    );
  });
});
