import { describe, expect, test } from "vitest";
import { WorkspaceClock } from "../../../../src/local";
import { scheduledMessage } from "../../../../src/pumble";
import { nextOccurrence } from "../../../../src/pumble/recurrence";
import { installedWorkspace, texts } from "../../support";

const start = Date.UTC(2030, 0, 7, 9); // a Monday
const hourMs = 3_600_000;
const path = "/v1/messages/scheduled";

async function atWork() {
  const setup = await installedWorkspace({ clock: WorkspaceClock.frozenAt(start) });
  const advance = (advanceMs: number) => setup.control.post("/clock", { advanceMs });
  const inRandom = async () =>
    texts((await setup.user.get(`/v1/channels/${setup.random}/messages`)).body.messages).slice(1);
  return { ...setup, advance, inRandom };
}

describe("scheduled messages", () => {
  test("one is sent when its time comes, not before, by its author, and is gone afterwards", async () => {
    const { user, random, ada, advance, inRandom } = await atWork();
    const { status, body } = await user.post(path, {
      channelId: random,
      text: "later",
      sendAt: start + hourMs,
      files: [],
    });
    expect(status).toBe(200);
    expect(scheduledMessage.safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({ author: ada.id, text: "later", sendAt: start + hourMs, recurrence: null });
    expect((await user.get(`${path}/${body.id}`)).body).toEqual(body);
    await advance(hourMs - 1);
    expect(await inRandom()).toEqual([]);
    await advance(1);
    expect(await inRandom()).toEqual(["later"]);
    const { messages } = (await user.get(`/v1/channels/${random}/messages`)).body;
    expect(messages.at(-1)).toMatchObject({ author: ada.id, timestampMilli: start + hourMs });
    expect((await user.get(`${path}/${body.id}`)).status).toBe(404);
  });

  test("one that recurs is sent each time with its own time, until its occurrences are used up", async () => {
    const { user, random, advance } = await atWork();
    const recurrence = { recurrenceType: "DAILY", endAfterOccurrences: 3 };
    await user.post(path, { channelId: random, text: "daily", sendAt: start + hourMs, recurrence });
    await advance(10 * 24 * hourMs);
    const { messages } = (await user.get(`/v1/channels/${random}/messages`)).body;
    expect(messages.slice(1).map((message: { timestampMilli: number }) => message.timestampMilli)).toEqual([
      start + hourMs,
      start + 25 * hourMs,
      start + 49 * hourMs,
    ]);
  });

  test("the list holds one's own alone, earliest first, page by page", async () => {
    const { user, bot, random, general } = await atWork();
    for (const [at, channelId] of [
      [3, random],
      [1, general],
      [2, random],
    ] as const) {
      await user.post(path, { channelId, text: `in ${at} h`, sendAt: start + at * hourMs });
    }
    expect((await bot.get(path)).body).toEqual({ scheduledMessages: [], hasMore: false });
    const first = (await user.get(`${path}?limit=2`)).body;
    expect([texts(first.scheduledMessages), first.hasMore]).toEqual([["in 1 h", "in 2 h"], true]);
    const rest = (await user.get(`${path}?limit=2&cursor=${first.scheduledMessages[1].id}`)).body;
    expect([texts(rest.scheduledMessages), rest.hasMore]).toEqual([["in 3 h"], false]);
    expect(texts((await user.get(`${path}?channelId=${random}`)).body.scheduledMessages)).toEqual([
      "in 2 h",
      "in 3 h",
    ]);
  });

  test("editing replaces text, time and channel, and needs all of them", async () => {
    const { user, random, general, advance, inRandom } = await atWork();
    const { body } = await user.post(path, { channelId: general, text: "a", sendAt: start + hourMs });
    const partial = await user.put(`${path}/${body.id}`, { text: "b", sendAt: start + hourMs });
    expect([partial.status, partial.body.message]).toEqual([400, "[must not be null]"]);
    const moved = { channelId: random, text: "b", sendAt: start + 2 * hourMs, files: [] };
    expect((await user.put(`${path}/${body.id}`, moved)).body).toMatchObject({
      id: body.id,
      text: "b",
      channelId: random,
    });
    await advance(2 * hourMs);
    expect(await inRandom()).toEqual(["b"]);
  });

  test("a deleted one is never sent; deleting it again answers 404 with code 404100", async () => {
    const { user, random, advance, inRandom } = await atWork();
    const { body } = await user.post(path, { channelId: random, text: "no", sendAt: start + hourMs });
    expect((await user.delete(`${path}/${body.id}`)).status).toBe(200);
    expect(await user.delete(`${path}/${body.id}`)).toMatchObject({ status: 404, body: { code: 404_100 } });
    await advance(2 * hourMs);
    expect(await inRandom()).toEqual([]);
  });

  test("a time in the past, a foreign channel or an unknown recurrence is refused", async () => {
    const { user, random } = await atWork();
    const good = { channelId: random, text: "x", sendAt: start + hourMs };
    expect((await user.post(path, { ...good, sendAt: start })).status).toBe(400);
    expect((await user.post(path, { ...good, channelId: "0".repeat(24) })).status).toBe(404);
    expect((await user.post(path, { ...good, recurrence: { recurrenceType: "HOURLY" } })).status).toBe(400);
    expect((await user.post(path, { ...good, sendAt: 4_000_000_000_001 })).status).toBe(400);
  });

  test.each([
    ["one", {}],
    ["one that recurs", { recurrence: { recurrenceType: "DAILY" } }],
  ])("%s for a channel that was archived meanwhile is dropped", async (_, more) => {
    const { user, random, control, advance, inRandom } = await atWork();
    await user.post(path, { channelId: random, text: "late", sendAt: start + hourMs, ...more });
    await control.act("Ada", "archive", { channel: "random" });
    await advance(hourMs);
    expect(await inRandom()).toEqual([]);
    expect((await user.get(path)).body.scheduledMessages).toEqual([]);
  });
});

describe("the occurrence after", () => {
  const cases: [type: Parameters<typeof nextOccurrence>[0], from: string, to: string][] = [
    ["BUSINESSDAYS", "2030-01-11T09:30Z", "2030-01-14T09:30Z"],
    ["BUSINESSDAYS", "2030-01-14T09:30Z", "2030-01-15T09:30Z"],
    ["WEEKLY", "2030-01-07T09:00Z", "2030-01-14T09:00Z"],
    ["BIWEEKLY", "2030-01-07T09:00Z", "2030-01-21T09:00Z"],
    ["MONTHLY_NTH_WEEKDAY", "2030-01-08T09:00Z", "2030-02-12T09:00Z"], // second Tuesday
    ["MONTHLY_NTH_WEEKDAY", "2030-01-29T09:00Z", "2030-02-26T09:00Z"], // fifth Tuesday, February has four
    ["MONTHLY_LAST_WEEKDAY", "2030-01-31T09:00Z", "2030-02-28T09:00Z"], // last Thursday
    ["QUARTERLY_NTH_WEEKDAY", "2030-01-07T09:00Z", "2030-04-01T09:00Z"], // first Monday
    ["QUARTERLY_LAST_WEEKDAY", "2030-01-28T09:00Z", "2030-04-29T09:00Z"], // last Monday
    ["ANNUALLY", "2028-02-29T09:00Z", "2029-02-28T09:00Z"],
  ];
  for (const [type, from, to] of cases) {
    test(`${from} by ${type} is ${to}`, () => {
      expect(new Date(nextOccurrence(type, Date.parse(from))).toISOString()).toBe(new Date(to).toISOString());
    });
  }
});
