import { describe, expect, test } from "vitest";
import {
  changeScheduled,
  createScheduled,
  scheduledAlarm,
} from "../../../../src/local/core/workspace/scheduled";
import { changeUser } from "../../../../src/local/core/workspace/users";
import type { Actor } from "../../../../src/local/core/workspace/workspace";
import { planted, refusalOf, start } from "./planted";

const hour = 3_600_000;

function scheduled(content: object = {}, through: Partial<Actor> = {}) {
  const setup = planted();
  const { workspace, as, channel, post, clock } = setup;
  clock.addAlarm(scheduledAlarm(workspace));
  const root = post("Grace", "random", { text: "root" });
  const record = createScheduled(
    workspace,
    { ...as("Ada"), ...through },
    { channelId: channel("random").id, text: "later", sendAt: start + hour, ...content },
  );
  const change = (given: { text?: string; sendAt?: number; channelId?: string }, who = "Ada") =>
    changeScheduled(workspace, as(who), record.id, given);
  const sent = () => {
    clock.advance(3 * hour);
    return workspace.db.messagesByChannel.of(channel("random").id).at(-1)!;
  };
  return { ...setup, root, record, change, sent };
}

describe("changing a scheduled message", () => {
  const blocks = [{ type: "divider" }];
  const rest = {
    ...{ blocks, files: [{ id: "f" }], attachments: [{ title: "a" }] },
    recurrence: { recurrenceType: "DAILY" as const },
  };

  test("of its time leaves everything else as it is", () => {
    const { record, change } = scheduled(rest);
    expect(change({ sendAt: start + 2 * hour })).toEqual({ ...record, sendAt: start + 2 * hour });
    expect(change({ text: "later" })).toEqual({ ...record, sendAt: start + 2 * hour });
  });

  test("of its text takes away how the old one was formatted, and no more", () => {
    const { record, change } = scheduled(rest);
    expect(change({ text: "other" })).toEqual({ ...record, text: "other", blocks: [] });
  });

  test("keeps a reply in its thread, which another channel does not have", () => {
    const { workspace, as, channel, root, sent } = scheduled();
    const reply = createScheduled(workspace, as("Ada"), {
      ...{ channelId: root.channelId, text: "reply", sendAt: start + hour },
      ...{ threadRootId: root.id, alsoSendToChannel: true },
    });
    const general = channel("general").id;
    const move = () => changeScheduled(workspace, as("Ada"), reply.id, { channelId: general });
    expect(refusalOf(move)?.status).toBe(404);
    changeScheduled(workspace, as("Ada"), reply.id, { text: "changed", sendAt: start + 2 * hour });
    expect(sent()).toMatchObject({ text: "changed", threadRootId: root.id, alsoSentToChannel: true });
  });

  test("moves one to another channel, and is for its author alone", () => {
    const { change, channel } = scheduled();
    expect(change({ channelId: channel("general").id }).channelId).toBe(channel("general").id);
    expect(refusalOf(() => change({ text: "x" }, "Grace"))?.status).toBe(404);
    expect(refusalOf(() => change({ sendAt: start }))?.status).toBe(400);
  });
});

describe("what was scheduled through an app", () => {
  test("in a member's name is the member's message, and its buttons are the app's", () => {
    const { sent, as, change } = scheduled({}, { appId: "app" });
    change({ sendAt: start + 2 * hour });
    expect(sent()).toMatchObject({ authorId: as("Ada").userId, authorAppId: null, viaAppId: "app" });
  });

  test("by its bot is the app's", () => {
    const { sent } = scheduled({}, { appId: "app", isBot: true });
    expect(sent()).toMatchObject({ authorAppId: "app", viaAppId: "app" });
  });

  test("by nobody's app has none", () => {
    const { sent } = scheduled();
    expect(sent()).toMatchObject({ text: "later", authorAppId: null, viaAppId: null });
  });

  test("before it was kept through which, is its bot's still", () => {
    const { workspace, record, sent } = scheduled({}, { appId: "app", isBot: true });
    const { viaAppId: _, ...older } = record;
    workspace.db.scheduled.put(older);
    expect(sent()).toMatchObject({ authorAppId: "app", viaAppId: "app" });
  });
});

test("what somebody scheduled who was deactivated since is not sent, now or later", () => {
  const { workspace, as, sent, root, clock } = scheduled({ recurrence: { recurrenceType: "DAILY" } });
  changeUser(workspace, as("Grace"), as("Ada").userId, { status: "DEACTIVATED" });
  expect(sent()).toEqual(root);
  changeUser(workspace, as("Grace"), as("Ada").userId, { status: "ACTIVATED" });
  expect(clock.now()).toBeLessThan(start + 24 * hour);
  clock.advance(48 * hour);
  expect(sent()).toEqual(root);
});
