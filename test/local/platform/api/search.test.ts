import { expect, test } from "vitest";
import { WorkspaceClock } from "../../../../src/local";
import { installedWorkspace, texts } from "../../support";

const start = Date.UTC(2030, 0, 7, 9);

async function withMessages() {
  const setup = await installedWorkspace({ clock: WorkspaceClock.frozenAt(start) });
  const { control } = setup;
  for (const [who, channel, text] of [
    ["Grace", "random", "The deploy is green"],
    ["Ada", "random", "deployed again, and the deploy notes are long and full of other words"],
    ["Grace", "general", "Lunch"],
    ["Linus", "general", "Deploying tomorrow"],
  ] as const) {
    await control.post("/clock", { advanceMs: 60_000 });
    await control.act(who, "post", { channel, text });
  }
  const search = async (body: object) => (await setup.user.post("/v1/messages/search", body)).body;
  return { ...setup, search };
}

test("search finds words by their beginning, in any case, the most relevant first", async () => {
  const { search } = await withMessages();
  const found = await search({ text: "DEPLOY" });
  expect(found.totalElements).toBe(3);
  expect(texts(found.content)).toEqual([
    "Deploying tomorrow",
    "The deploy is green",
    "deployed again, and the deploy notes are long and full of other words",
  ]);
  expect(found.content[1].highlightedBlocks[0].elements[0].elements).toEqual([
    { type: "text", text: "The " },
    { type: "text", text: "deploy", highlight: "deploy" },
    { type: "text", text: " is green" },
  ]);
});

test("NEWEST and OLDEST order by time, limit cuts and says that there is more", async () => {
  const { search } = await withMessages();
  const newest = await search({ text: "deploy", strategy: "NEWEST", limit: 1 });
  expect([texts(newest.content), newest.totalElements, newest.hasMore]).toEqual([
    ["Deploying tomorrow"],
    3,
    true,
  ]);
  const oldest = await search({ text: "deploy", strategy: "OLDEST", limit: 1, skip: 2 });
  expect([texts(oldest.content), oldest.hasMore]).toEqual([["Deploying tomorrow"], false]);
});

test("from, in, beforeTs and afterTs narrow; both times are strict", async () => {
  const { search, grace, general } = await withMessages();
  expect(texts((await search({ from: [grace.id] })).content)).toContain("Lunch");
  const inGeneral = await search({ text: "deploy", in: [general] });
  expect(texts(inGeneral.content)).toEqual(["Deploying tomorrow"]);
  const at = inGeneral.content[0].timestampMilli;
  expect((await search({ text: "deploy", beforeTs: at })).totalElements).toBe(2);
  expect((await search({ text: "deploy", afterTs: at })).totalElements).toBe(0);
  expect((await search({ text: "deploy", afterTs: at - 1 })).totalElements).toBe(1);
});

test("what one cannot see is not found, nor what was deleted or edited away", async () => {
  const { search, control, user, random } = await withMessages();
  await control.act("Grace", "create_channel", { name: "hidden", type: "PRIVATE" });
  await control.act("Grace", "post", { channel: "hidden", text: "deploy in secret" });
  expect((await search({ text: "secret" })).totalElements).toBe(0);
  const mine = (await search({ text: "notes" })).content[0];
  await user.put(`/v1/channels/${random}/messages/${mine.id}`, { text: "gone" });
  expect((await search({ text: "notes" })).totalElements).toBe(0);
  await user.delete(`/v1/channels/${random}/messages/${mine.id}`);
  expect((await search({ text: "gone" })).totalElements).toBe(0);
});

test("an empty list of authors or channels narrows nothing, as the SDK allows", async () => {
  const { search } = await withMessages();
  expect((await search({ text: "deploy", from: [], in: [] })).totalElements).toBe(3);
});

test("a search for nothing, or a text of 501 characters, is refused", async () => {
  const { user } = await installedWorkspace();
  for (const body of [
    {},
    { text: "" },
    { from: [], in: [] },
    { text: "x".repeat(501) },
    { text: "x", limit: 21 },
  ]) {
    expect((await user.post("/v1/messages/search", body)).status).toBe(400);
  }
});
