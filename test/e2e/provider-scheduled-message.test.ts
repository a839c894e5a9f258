import { describe, expect, it } from "vitest";
import { setScene } from "./provider-scene";

const scene = setScene();
const dayMs = 86_400_000;
const inDays = (days: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + days * dayMs).toISOString();

function scheduled(...lines: string[]): string {
  const body = [`channel_id = "${scene.channelId}"`, ...lines].join("\n  ");
  return `resource "pumble_scheduled_message" "it" {\n  ${body}\n}\n`;
}

const address = "pumble_scheduled_message.it";
const id = async () => (await scene.value(address, "id")) as string;
const waiting = async () => (await scene.test.client.fetchScheduledMessages({})).scheduledMessages;
const posted = async (text: string) =>
  (await scene.test.client.listMessages({ channelId: scene.channelId })).messages.filter(
    (one) => one.text === text,
  );

describe("pumble_scheduled_message", () => {
  it("waits as declared, is changed in place with all fields, and is taken back when destroyed", async () => {
    const at = inDays(3);
    const recurrence = 'recurrence = { type = "WEEKLY", end_after_occurrences = 4 }';
    await scene.applied(scheduled('text = "Stand-up"', `send_at = "${at}"`, recurrence));
    const first = await id();
    expect(await waiting()).toMatchObject([
      {
        ...{ id: first, text: "Stand-up", sendAt: Date.parse(at) },
        recurrence: { recurrenceType: "WEEKLY", endAfterOccurrences: 4 },
      },
    ]);
    // The same moment in another time zone is no change.
    const elsewhere = new Date(Date.parse(at) + 3_600_000).toISOString().replace(".000Z", "+01:00");
    scene.project.write(scheduled('text = "Stand-up"', `send_at = "${elsewhere}"`, recurrence));
    expect(await scene.project.changes()).toEqual([]);

    scene.project.write(scheduled('markdown = "**Sit-down**"', `send_at = "${inDays(4)}"`));
    expect(await scene.actions()).toEqual([["update"]]);
    await scene.project.applied();
    expect(await waiting()).toMatchObject([{ id: first, text: "Sit-down", recurrence: null }]);
    expect(await scene.project.changes()).toEqual([]);

    await scene.test.client.deleteScheduledMessage({ scheduledMessageId: first });
    expect(await scene.actions()).toEqual([["create"]]);
    await scene.project.applied();
    await scene.project.destroy();
    expect(await waiting()).toEqual([]);
  });

  it("shows what somebody changed in Pumble", async () => {
    const at = inDays(2);
    await scene.applied(scheduled('text = "Soon"', `send_at = "${at}"`));
    const edit = { scheduledMessageId: await id(), channelId: scene.channelId };
    await scene.test.client.editScheduledMessage({ ...edit, text: "Later", sendAt: Date.parse(inDays(5)) });
    expect((await scene.project.changes()).map((one) => one.change)).toMatchObject([
      { actions: ["update"], before: { text: "Later" }, after: { text: "Soon", send_at: at } },
    ]);
    await scene.project.applied();
    expect(await waiting()).toMatchObject([{ text: "Soon", sendAt: Date.parse(at) }]);
    await scene.project.destroy();
  });

  it("that is to be made too late says how to destroy it, and a recurring one starts with its next time", async () => {
    const late = 'send_at = "2021-03-01T09:00:00Z"';
    expect(await scene.refused(scheduled('text = "Too late"', late))).toContain("destroy -refresh=false");
    const hcl = scheduled('text = "Every day"', late, 'recurrence = { type = "DAILY" }');
    scene.project.write(hcl);
    expect((await scene.project.plan()).text).toContain("Its first time, 2021-03-01T09:00:00Z, has passed.");
    await scene.applied(hcl);
    const [made] = await waiting();
    expect(new Date(made!.sendAt).toISOString()).toMatch(/T09:00:00.000Z$/);
    // What somebody takes back, for ever as it was to come, is scheduled again.
    const taken = { as: "ada@example.com", action: "cancel_scheduled", scheduledMessageId: made!.id };
    await scene.control("/act", taken);
    expect(await scene.actions()).toEqual([["create"]]);
    await scene.project.applied();
    expect(await waiting()).toMatchObject([{ text: "Every day", sendAt: made!.sendAt }]);
    await scene.project.destroy();
  });

  it("in a thread keeps to its thread when it changes", async () => {
    const root = (await scene.test.client.sendMessage({ channelId: scene.channelId, text: "Root" })).id;
    const place = [`thread_root_id = "${root}"`, `send_at = "${inDays(2)}"`];
    await scene.applied(scheduled('text = "One"', ...place));
    scene.project.write(scheduled('text = "Two"', ...place));
    expect(await scene.actions()).toEqual([["delete", "create"]]);
    await scene.project.applied();
    expect(await waiting()).toMatchObject([{ text: "Two", threadRootId: root }]);
    await scene.project.destroy();
  });

  it("is imported by id and by channel and id, and the plan after it is empty", async () => {
    const { channelId, test } = scene;
    const sendAt = Date.parse(inDays(6));
    const made = await test.client.createScheduledMessage({ channelId, text: "Known", sendAt });
    scene.project.write(scheduled('text = "Known"', `send_at = "${new Date(sendAt).toISOString()}"`));
    await scene.imported(address, `#stage/${made.id}`);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.ok("state", "rm", address);
    await scene.imported(address, made.id);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.destroy();
    expect(await waiting()).toEqual([]);
  });

  it("cannot be scheduled for the past, or at a time without a time zone", async () => {
    const past = scheduled('text = "Late"', 'send_at = "2020-01-01T00:00:00Z"');
    expect(await scene.refused(past)).toContain("A message cannot be scheduled for the past");
    const vague = scheduled('text = "When"', 'send_at = "2030-01-01 09:00"');
    expect(await scene.refused(vague)).toContain("must be a time such as");
  });

  // Last: it moves the workspace's clock.
  it("that was sent is delivered, is no drift, is not sent again, and stays when destroyed", async () => {
    const at = inDays(1);
    await scene.applied(scheduled('text = "It is time"', `send_at = "${at}"`));
    await scene.control("/clock", { advanceMs: dayMs + 60_000 });
    expect(await posted("It is time")).toHaveLength(1);
    expect(await scene.project.changes()).toEqual([]);
    await scene.project.applied();
    expect(await scene.value(address, "status")).toBe("delivered");
    expect(await waiting()).toEqual([]);

    scene.project.write(scheduled('text = "Too late to change"', `send_at = "${at}"`));
    expect((await scene.project.plan()).text).toContain("was already sent");
    await scene.project.applied();
    expect(await scene.project.changes()).toEqual([]);

    scene.project.write(scheduled('text = "Once more"', `send_at = "${inDays(9)}"`));
    expect(await scene.actions()).toEqual([["delete", "create"]]);
    await scene.project.applied();
    expect(await waiting()).toMatchObject([{ text: "Once more" }]);
    await scene.project.destroy();
    expect(await waiting()).toEqual([]);
    expect(await posted("It is time")).toHaveLength(1);
  });
});
