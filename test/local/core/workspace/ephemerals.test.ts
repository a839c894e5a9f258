import { describe, expect, test } from "vitest";
import { Ephemerals } from "../../../../src/local/core/workspace/ephemerals";
import { planted, refusalOf } from "./planted";

function shown(content: object = {}) {
  const setup = planted();
  const { workspace, as, channel, hide } = setup;
  hide("Ada", "cellar");
  const ephemerals = new Ephemerals(workspace);
  const [ada, grace, linus] = [as("Ada").userId, as("Grace").userId, as("Linus").userId];
  const channelId = channel("random").id;
  const given = { channelId, text: "psst", ...content };
  const { message } = ephemerals.post(as("Ada"), given, [grace, linus]);
  const place = { channelId, messageId: message.id };
  const sees = () => [ada, grace, linus].map((id) => ephemerals.shownTo(id, message.id)?.text);
  return { ...setup, ephemerals, message, place, sees, people: { ada, grace, linus } };
}

describe("an ephemeral message", () => {
  test("is there for those it was sent to, and is kept nowhere", () => {
    const { sees, workspace, message, events, people } = shown();
    expect(sees()).toEqual([undefined, "psst", "psst"]);
    expect(workspace.db.messages.has(message.id)).toBe(false);
    expect(events.at(-1)).toMatchObject({
      type: "ephemeral",
      ephemeral: { sendToUserIds: [people.grace, people.linus] },
    });
  });

  test("goes to a thread that is there, and a reply stands for its root", () => {
    const { ephemerals, as, people, post, place } = shown();
    const root = post("Ada", "random", { text: "root" });
    const reply = post("Ada", "random", { text: "reply", threadRootId: root.id });
    const say = (threadRootId: string, channelId = place.channelId) =>
      ephemerals.post(as("Ada"), { channelId, text: "x", threadRootId }, [people.ada]).message.threadRootId;
    expect([say(root.id), say(reply.id)]).toEqual([root.id, root.id]);
    expect(refusalOf(() => say("0".repeat(24)))?.status).toBe(404);
    const elsewhere = post("Ada", "general", { text: "elsewhere" });
    expect(refusalOf(() => say(elsewhere.id))?.status).toBe(404);
  });

  test("is edited for whom it says, or for those who see it; what is attached stays", () => {
    const files = [{ id: "f" }];
    const { ephemerals, as, place, people, sees, message, clock } = shown({
      files,
      blocks: [{ type: "divider" }],
    });
    clock.advance(60_000);
    ephemerals.edit(as("Ada"), place, { text: "louder" }, []);
    expect(sees()).toEqual([undefined, "louder", "louder"]);
    const after = ephemerals.shownTo(people.grace, message.id);
    expect(after).toMatchObject({ id: message.id, at: message.at, files, edited: true });
    expect(after).not.toHaveProperty("blocks");
    ephemerals.edit(as("Ada"), place, { text: "to one" }, [people.linus]);
    expect(sees()).toEqual([undefined, undefined, "to one"]);
  });

  test("is deleted for some, and gone when nobody is left", () => {
    const { ephemerals, as, place, people, sees, events } = shown();
    ephemerals.delete(as("Ada"), place, [people.grace]);
    expect(sees()).toEqual([undefined, undefined, "psst"]);
    expect(events.at(-1)).toEqual({ type: "ephemeral.deleted", ...place, userIds: [people.grace] });
    ephemerals.delete(as("Ada"), place, [people.linus]);
    expect(refusalOf(() => ephemerals.delete(as("Ada"), place, [people.linus]))?.status).toBe(404);
  });

  test("shows its files to those who see it alone", () => {
    const { ephemerals, people } = shown({ files: [{ id: "f" }] });
    const seen = (fileId: string) => Object.values(people).map((id) => ephemerals.showFile(fileId, id));
    expect([seen("f"), seen("g")]).toEqual([
      [false, true, true],
      [false, false, false],
    ]);
  });

  const wrong: Record<string, (given: ReturnType<typeof shown>) => unknown> = {
    "editing another's": ({ ephemerals, as, place }) =>
      ephemerals.edit(as("Grace"), place, { text: "x" }, []),
    "deleting another's": ({ ephemerals, as, place, people }) =>
      ephemerals.delete(as("Grace"), place, [people.grace]),
    "editing one in a channel that it is not in": ({ ephemerals, as, place, channel }) =>
      ephemerals.edit(as("Ada"), { ...place, channelId: channel("general").id }, { text: "x" }, []),
    "deleting one in a channel that it is not in": ({ ephemerals, as, place, channel, people }) =>
      ephemerals.delete(as("Ada"), { ...place, channelId: channel("general").id }, [people.grace]),
    "editing one for somebody who is not there": ({ ephemerals, as, place }) =>
      ephemerals.edit(as("Ada"), place, { text: "x" }, ["0".repeat(24)]),
    "posting for somebody who does not see the channel": ({ ephemerals, as, channel, people }) =>
      ephemerals.post(as("Ada"), { channelId: channel("cellar").id, text: "x" }, [people.grace]),
  };
  for (const [what, work] of Object.entries(wrong)) {
    test(`${what} is refused with 404, and changes nothing`, () => {
      const given = shown();
      expect(refusalOf(() => work(given))?.status).toBe(404);
      expect(given.sees()).toEqual([undefined, "psst", "psst"]);
    });
  }

  test("for nobody, or with nothing in it, is refused with 400", () => {
    const { ephemerals, as, place, people } = shown();
    const { channelId } = place;
    expect(refusalOf(() => ephemerals.post(as("Ada"), { channelId, text: "x" }, []))?.status).toBe(400);
    expect(refusalOf(() => ephemerals.post(as("Ada"), { channelId, text: "" }, [people.ada]))?.status).toBe(
      400,
    );
    expect(refusalOf(() => ephemerals.edit(as("Ada"), place, { text: "" }, []))?.status).toBe(400);
  });

  test("is forgotten after 500 newer ones; one that was edited counts as newer", () => {
    const { ephemerals, as, place, sees, people } = shown();
    const more = (count: number) => {
      for (let at = 0; at < count; at += 1)
        ephemerals.post(as("Ada"), { channelId: place.channelId, text: "more" }, [people.ada]);
    };
    more(499);
    ephemerals.edit(as("Ada"), place, { text: "still here" }, []);
    more(499);
    expect(sees()[1]).toBe("still here");
    more(1);
    expect(sees()[1]).toBeUndefined();
  });
});
