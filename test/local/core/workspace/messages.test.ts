import { describe, expect, test } from "vitest";
import { changeChannel } from "../../../../src/local/core/workspace/channels";
import { deleteMessage, editAttachments, editMessage } from "../../../../src/local/core/workspace/messages";
import { pinMessage } from "../../../../src/local/core/workspace/pins";
import { planted, refusalOf } from "./planted";

function withMessage(content: object = {}) {
  const setup = planted();
  const { workspace, post, channel } = setup;
  const { id, channelId } = post("Grace", "random", { text: "first", ...content });
  const place = { channelId, messageId: id };
  return {
    ...{ ...setup, place },
    now: () => workspace.db.messages.get(id),
    pins: () => channel("random").pinned,
    edit: (text: string, more: object = {}) =>
      editMessage(workspace, setup.as("Grace"), place, { text, ...more }),
    attach: (attachments: object[], who = "Grace") =>
      editAttachments(workspace, setup.as(who), place, attachments as Record<string, unknown>[]),
  };
}

describe("editing a message", () => {
  const attachments = [{ title: "report" }];

  test("may empty the text of one that has something attached, which stays", () => {
    const { edit, now } = withMessage({ attachments });
    edit("");
    expect(now()).toMatchObject({ text: "", attachments, edited: true });
    expect(refusalOf(() => edit("", { attachments: [] }))).toEqual({
      status: 400,
      message: "[text must not be empty]",
    });
    expect(now()).toMatchObject({ attachments });
  });

  test("takes the blocks away that its new text does not bring", () => {
    const { edit, now } = withMessage({ blocks: [{ type: "divider" }] });
    edit("second");
    expect(now()).not.toHaveProperty("blocks");
    edit("third", { blocks: [{ type: "divider" }] });
    expect(now()).toMatchObject({ text: "third", blocks: [{ type: "divider" }] });
  });

  const impossible: Record<string, (given: ReturnType<typeof withMessage>) => number> = {
    "a channel that was archived": ({ workspace, as, place }) => {
      changeChannel(workspace, as("Ada"), place.channelId, { archived: true });
      return 403;
    },
    "a thread root that was deleted": ({ workspace, as, place, post }) => {
      post("Ada", "random", { text: "reply", threadRootId: place.messageId });
      deleteMessage(workspace, as("Grace"), place);
      return 404;
    },
  };
  for (const [where, arrange] of Object.entries(impossible)) {
    test(`is refused in ${where}, of text and of attachments`, () => {
      const given = withMessage();
      const status = arrange(given);
      const before = given.now();
      expect(refusalOf(() => given.edit("second"))?.status).toBe(status);
      expect(refusalOf(() => given.attach(attachments))?.status).toBe(status);
      expect(given.now()).toEqual(before);
    });
  }

  test("is for its author alone, and attachments are not taken from a message that has nothing else", () => {
    const { attach, edit, now } = withMessage({ attachments });
    expect(refusalOf(() => attach([], "Ada"))).toEqual({
      status: 403,
      message: "Only the author can edit a message",
    });
    edit("");
    expect(refusalOf(() => attach([]))?.status).toBe(400);
    attach([{ title: "other" }]);
    expect(now()).toMatchObject({ attachments: [{ title: "other" }] });
  });
});

describe("deleting a message", () => {
  test("takes its pin along, and the channel is told to be another", () => {
    const { workspace, as, place, pins, events, post } = withMessage();
    const other = post("Ada", "random", { text: "other" });
    pinMessage(workspace, as("Ada"), place.messageId);
    pinMessage(workspace, as("Ada"), other.id);
    events.length = 0;
    deleteMessage(workspace, as("Grace"), place);
    expect(pins()).toEqual([{ workspaceUserId: as("Ada").userId, messageId: other.id }]);
    expect(events.map(({ type }) => type)).toEqual(["message.deleted", "channel.updated"]);
    const [, updated] = events;
    expect(updated).toMatchObject({ channel: { pinned: pins() } });
  });

  test("says nothing of the channel where the message was not pinned", () => {
    const { workspace, as, place, events } = withMessage();
    events.length = 0;
    deleteMessage(workspace, as("Grace"), place);
    expect(events.map(({ type }) => type)).toEqual(["message.deleted"]);
  });

  test("leaves a tombstone that cannot be pinned any more", () => {
    const { workspace, as, place, post, pins } = withMessage();
    post("Ada", "random", { text: "reply", threadRootId: place.messageId });
    pinMessage(workspace, as("Ada"), place.messageId);
    deleteMessage(workspace, as("Grace"), place);
    expect(pins()).toEqual([]);
    expect(refusalOf(() => pinMessage(workspace, as("Ada"), place.messageId))?.status).toBe(404);
  });
});
