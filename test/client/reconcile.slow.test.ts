/** Writes whose fate is open: each is found again when it happened, and made again when it did not. */
import { beforeEach, describe, expect, test } from "vitest";
import { PumbleAnswerError, type PumbleClient, PumbleError } from "../../src/client";
import type { Message } from "../../src/pumble";
import { ada, adaUser, bot, channelEntry, general, grace, message, messageId } from "./fixtures";
import { failure, setUp } from "./set-up";
import type { Answer, Handler } from "./wire-server";

const bench = setUp();
const lost: Record<string, Answer> = {
  "a reset": { reset: true },
  "a 500": { status: 500, text: "" },
  "a 502 page": { status: 502, text: "<html>" },
  "a truncated answer": { truncated: '{"id":' },
  "a page instead of JSON": { text: "<html>" },
  "an answer without the id": { json: {} },
};

/** What the server holds. */
let stored: Message[] = [];
beforeEach(() => {
  stored = [];
  bench.server.on("myInfo", { json: adaUser });
  bench.server.on("listMessages", () => ({
    json: { messages: stored, hasMoreBefore: false, hasMoreAfter: false },
  }));
});

/** Stores the message, then answers what is given or what is right. */
function storing(answer?: Answer, fields: Partial<Message> = {}): Handler {
  return ({ body }) => {
    const { text } = body as { text: string };
    const sent = message(stored.length + 100, { text, timestampMilli: wholeSecond(), ...fields });
    stored.push(sent);
    return answer ?? { json: { id: sent.id, channelId: sent.channelId } };
  };
}

function wholeSecond(): number {
  return Math.floor(bench.clock.now() / 1000) * 1000;
}

describe("a message is sent exactly once", () => {
  test.each(Object.entries(lost))("when it was stored and %s came", async (_, answer) => {
    bench.server.on("sendMessage", storing(answer), storing());
    const ref = await bench.client.sendMessage({ channelId: general, text: "Hello" });
    expect(stored).toHaveLength(1);
    expect(ref).toEqual({ id: stored[0]!.id, channelId: general });
    expect(bench.lines.join("\n")).toContain("taken over");
  });

  test.each(Object.entries(lost).slice(0, 5))("when it was not stored and %s came", async (_, answer) => {
    bench.server.on("sendMessage", answer, storing());
    const ref = await bench.client.sendMessage({ channelId: general, text: "Hello" });
    expect(stored).toHaveLength(1);
    expect(ref.id).toBe(stored[0]!.id);
  });

  test("when no answer came in time and the server stored it late", async () => {
    bench.server.on("sendMessage", { silent: true }, storing());
    const client = bench.connect({ timeoutMs: 50 });
    let reads = 0;
    bench.server.on("listMessages", () => {
      reads += 1;
      if (reads === 2) storing()({ body: { text: "Hello" } } as never);
      return { json: { messages: stored, hasMoreBefore: false, hasMoreAfter: false } };
    });
    await client.sendMessage({ channelId: general, text: "Hello" });
    expect(stored).toHaveLength(1);
    expect(bench.server.count("sendMessage")).toBe(1);
  });

  test("when two with the same text are sent together and both answers are lost", async () => {
    bench.server.on("sendMessage", storing({ reset: true }), storing({ reset: true }), storing());
    const refs = await Promise.all([
      bench.client.sendMessage({ channelId: general, text: "Hello" }),
      bench.client.sendMessage({ channelId: general, text: "Hello" }),
    ]);
    expect(stored).toHaveLength(2);
    expect(new Set(refs.map((ref) => ref.id)).size).toBe(2);
  });

  test("and found though line ends and outer spaces differ", async () => {
    bench.server.on("sendMessage", storing({ reset: true }, { text: "One\nTwo" }), storing());
    await bench.client.sendMessage({ channelId: general, text: "One\r\nTwo " });
    expect(stored).toHaveLength(1);
  });

  test("as the bot: found by the app that wrote it", async () => {
    const byBot = { author: bot, authorAppId: "64f0000000000000000000d1" };
    bench.server.on("sendMessage", storing({ reset: true }, byBot), storing());
    await bench.client.sendMessage({ channelId: general, text: "Hello", asBot: true });
    expect(stored).toHaveLength(1);
  });

  test("and what failed for good after an open fate is not sent a third time", async () => {
    bench.server.on("sendMessage", { reset: true }, { status: 403, json: { error: "Not allowed" } });
    await failure(bench.client.sendMessage({ channelId: general, text: "Hello" }), PumbleAnswerError);
    expect(bench.server.count("sendMessage")).toBe(2);
  });
});

describe("a message is not taken for ours when", () => {
  const others: Record<string, Partial<Message>> = {
    "somebody else wrote it": { author: grace },
    "its text differs": { text: "Hello!" },
    "it is a minute older": { timestampMilli: Date.UTC(2026, 0, 5, 8, 59) },
    "the bot wrote it": { author: bot, authorAppId: "64f0000000000000000000d1" },
  };
  test.each(Object.entries(others))("%s", async (_, fields) => {
    stored = [message(1, { text: "Hello", timestampMilli: wholeSecond(), ...fields })];
    bench.server.on("sendMessage", { reset: true }, storing());
    const ref = await bench.client.sendMessage({ channelId: general, text: "Hello" });
    expect(stored).toHaveLength(2);
    expect(ref.id).toBe(stored[1]!.id);
  });

  test("it was read before, even within the same second", async () => {
    stored = [message(1, { text: "Hello", timestampMilli: wholeSecond() })];
    await bench.client.listMessages({ channelId: general });
    bench.server.on("sendMessage", { reset: true }, storing());
    await bench.client.sendMessage({ channelId: general, text: "Hello" });
    expect(stored).toHaveLength(2);
  });

  test("we sent it a moment ago", async () => {
    bench.server.on("sendMessage", storing(), { reset: true }, storing());
    const first = await bench.client.sendMessage({ channelId: general, text: "Hello" });
    const second = await bench.client.sendMessage({ channelId: general, text: "Hello" });
    expect(second.id).not.toBe(first.id);
    expect(stored).toHaveLength(2);
  });
});

test.each([
  ["forward", 6_120_000],
  ["back", -6_120_000],
])(
  "a message is found again when the server's clock was set %s before it was looked for",
  async (_, byMs) => {
    let aheadMs = 0;
    bench.server.clock = { now: () => bench.clock.now() + aheadMs, sleep: bench.clock.sleep };
    bench.server.on("sendMessage", (request) => {
      const answer = storing({ reset: true })(request);
      aheadMs = byMs;
      return answer;
    });
    await bench.client.myInfo({});
    const { id } = await bench.client.sendMessage({ channelId: general, text: "Hello" });
    expect(stored.map((one) => one.id)).toEqual([id]);
  },
);

describe("the server's clock decides, half an hour", () => {
  const cases: [string, number][] = [
    ["slow", -1_800_000],
    ["fast", 1_800_000],
  ];
  test.each(cases)("%s", async (_, aheadMs) => {
    const serverNow = () => Math.floor((bench.clock.now() + aheadMs) / 1000) * 1000;
    bench.server.clock = { now: () => bench.clock.now() + aheadMs, sleep: bench.clock.sleep };
    stored = [message(1, { text: "Hello", timestampMilli: serverNow() - 60_000 })];
    bench.server.on("sendMessage", ({ body }) => {
      const { text } = body as { text: string };
      stored.push(message(2, { text, timestampMilli: serverNow() }));
      return { reset: true };
    });
    const ref = await bench.client.sendMessage({ channelId: general, text: "Hello" });
    expect(ref.id).toBe(messageId(2));
  });
});

test("a reply is looked for in its thread", async () => {
  bench.server.on("sendReply", storing({ reset: true }), storing());
  bench.server.on("fetchThreadReplies", () => ({ json: stored }));
  await bench.client.sendReply({ channelId: general, messageId: messageId(1), text: "Yes" });
  expect(stored).toHaveLength(1);
  expect(bench.server.count("listMessages")).toBe(0);
});

test("a direct message is looked for in the direct channel of exactly those members", async () => {
  const direct = "64f0000000000000000000c9";
  bench.server.on("dmUser", storing({ reset: true }, { channelId: direct }), storing());
  bench.server.on("listUsers", { json: [adaUser, { ...adaUser, id: grace, email: "grace@example.com" }] });
  bench.server.on("listChannels", {
    json: [
      channelEntry(general, "general", {}, [ada, grace]),
      channelEntry("64f0000000000000000000c8", "", { channelType: "DIRECT" }, [ada, grace, bot]),
      channelEntry(direct, "", { channelType: "DIRECT" }, [grace, ada]),
    ],
  });
  const ref = await bench.client.dmUser({ email: "Grace@example.com", text: "Hi" });
  expect(ref.channelId).toBe(direct);
  expect(stored).toHaveLength(1);
  expect(bench.server.requests.find((seen) => seen.operation === "listMessages")?.query.channelId).toBe(
    direct,
  );
});

describe("a direct message of the bot, which the key's owner does not see", () => {
  test.each<[string, (client: PumbleClient) => Promise<unknown>]>([
    ["dmUser", (client) => client.dmUser({ userId: grace, text: "Hi", asBot: true })],
    ["dmGroup", (client) => client.dmGroup({ userIds: [grace], text: "Hi", asBot: true })],
  ])("is not sent again where it may have been: %s", async (operation, send) => {
    const elsewhere = { channelId: "64f0000000000000000000c8" };
    bench.server.on(operation, { status: 429, text: "" }, storing({ reset: true }, elsewhere), storing());
    const error = await failure(send(bench.client), PumbleError);
    expect(error.mayHaveHappened).toBe(true);
    expect([stored.length, bench.server.count(operation), bench.server.count("listChannels")]).toEqual([
      1, 2, 0,
    ]);
  });
});

describe("what another process did a moment ago is never taken for one's own", () => {
  /** The server is away for whoever asks next, and asks for more patience than there is. */
  const away: Answer = { status: 503, text: "", headers: { "Retry-After": "3600" } };

  test("a message of the same text", async () => {
    bench.server.on("sendMessage", storing(), away);
    await bench.connect().sendMessage({ channelId: general, text: "Deployed" });
    const second = bench.connect().sendMessage({ channelId: general, text: "Deployed" });
    expect((await failure(second, PumbleAnswerError)).kind).toBe("unavailable");
    expect(stored).toHaveLength(1);
  });

  test("a channel of the same name", async () => {
    const id = "64f0000000000000000000c2";
    const entry = () => channelEntry(id, "ops", { timestampMilli: wholeSecond() });
    bench.server.on("createChannel", { json: { id, name: "ops" } }, away);
    bench.server.on("listChannels", () => ({ json: [entry()] }));
    await bench.connect().createChannel({ name: "ops", type: "PUBLIC" });
    bench.server.on("getChannel", () => ({ json: entry() }));
    const second = bench.connect().createChannel({ name: "ops", type: "PUBLIC" });
    expect((await failure(second, PumbleAnswerError)).kind).toBe("unavailable");
  });

  test("a scheduled message of the same text and time", async () => {
    const sendAt = 1_800_000_000_000;
    const there: object[] = [];
    const held = { channelId: general, workspaceId: general, author: ada, text: "Retro", sendAt };
    const make: Handler = () => {
      there.push({ ...held, id: messageId(1) });
      return { json: { id: messageId(1), channelId: general } };
    };
    bench.server.on("createScheduledMessage", make, away);
    bench.server.on("fetchScheduledMessages", () => ({ json: { scheduledMessages: there, hasMore: false } }));
    const input = { channelId: general, text: "Retro", sendAt };
    await bench.connect().createScheduledMessage(input);
    const second = bench.connect().createScheduledMessage(input);
    expect((await failure(second, PumbleAnswerError)).kind).toBe("unavailable");
  });

  test("nor where many messages are sent at once, for one look serves them all", async () => {
    bench.server.on("sendMessage", storing());
    const client = bench.connect();
    await Promise.all(["a", "b", "c"].map((text) => client.sendMessage({ channelId: general, text })));
    expect(bench.server.count("listMessages")).toBe(1);
  });
});

describe("a channel", () => {
  const ops = "64f0000000000000000000c2";
  const create = () => bench.client.createChannel({ name: "Ops Team", type: "PUBLIC" });

  test("that was created before the answer was lost is taken over by its name", async () => {
    bench.server.on("createChannel", { reset: true });
    bench.server.on("listChannels", () => ({
      json: [channelEntry(ops, "ops-team", { timestampMilli: wholeSecond() })],
    }));
    expect(await create()).toEqual({ id: ops, name: "ops-team" });
    expect(bench.server.count("createChannel")).toBe(1);
  });

  test("that appears only as 'taken' when asked for again is taken over", async () => {
    bench.server.on(
      "createChannel",
      { reset: true },
      {
        status: 403,
        json: { message: "This channel name is already taken", code: 400_000 },
      },
    );
    const entry = () => [channelEntry(ops, "ops-team", { timestampMilli: wholeSecond() })];
    bench.server.on("listChannels", { json: [] }, { json: [] }, () => ({ json: entry() }));
    expect((await create()).id).toBe(ops);
  });

  test.each([
    ["made by somebody else", { creatorId: grace }],
    ["made long ago", { timestampMilli: Date.UTC(2025, 0, 1) }],
  ])("of that name, %s, stays an error", async (_, fields) => {
    const json = { message: "This channel name is already taken", code: 400_000 };
    bench.server.on("createChannel", { reset: true }, { status: 403, json });
    bench.server.on("listChannels", () => ({
      json: [channelEntry(ops, "ops-team", { timestampMilli: wholeSecond(), ...fields })],
    }));
    expect((await failure(create(), PumbleAnswerError)).kind).toBe("taken");
  });
});

test("a scheduled message is found by content and time, across pages", async () => {
  const sendAt = 1_800_000_000_000;
  const scheduled = (n: number, text: string) => ({
    id: messageId(n),
    channelId: general,
    workspaceId: general,
    author: ada,
    text,
    sendAt,
  });
  const there = [scheduled(1, "Standup")];
  bench.server.on("createScheduledMessage", () => {
    there.push(scheduled(2, "Retro"));
    return { reset: true };
  });
  bench.server.on("fetchScheduledMessages", ({ query }) => {
    const page = query.cursor ? there.slice(1) : there.slice(0, 1);
    return { json: { scheduledMessages: page, hasMore: !query.cursor && there.length > 1 } };
  });
  const ref = await bench.client.createScheduledMessage({ channelId: general, text: "Retro", sendAt });
  expect(ref.id).toBe(messageId(2));
  expect(bench.server.count("createScheduledMessage")).toBe(1);
});

describe("a write whose second effect equals its first is repeated, and settled by reading when refused", () => {
  const notFound: Answer = { status: 403, json: { message: "Not found", code: 404_100 } };

  test("deleting what is gone after a lost answer is success", async () => {
    bench.server.on("deleteMessage", { reset: true }, notFound);
    bench.server.on("fetchMessage", notFound);
    await bench.client.deleteMessage({ channelId: general, messageId: messageId(1) });
    expect(bench.server.count("deleteMessage")).toBe(2);
  });

  test("deleting what never was there is an error", async () => {
    bench.server.on("deleteMessage", notFound);
    const deleting = bench.client.deleteMessage({ channelId: general, messageId: messageId(1) });
    expect((await failure(deleting, PumbleAnswerError)).kind).toBe("not_found");
  });

  test("removing a member who is out after a lost answer is success", async () => {
    bench.server.on(
      "removeUserFromChannel",
      { reset: true },
      { status: 403, json: { error: "Not a member" } },
    );
    bench.server.on("getChannel", { json: channelEntry(general, "general", {}, [ada]) });
    await bench.client.removeUserFromChannel({ channelId: general, userId: grace });
  });

  test("removing a member who is still in stays an error", async () => {
    bench.server.on(
      "removeUserFromChannel",
      { reset: true },
      { status: 403, json: { error: "Not allowed" } },
    );
    bench.server.on("getChannel", { json: channelEntry(general, "general", {}, [ada, grace]) });
    const removing = bench.client.removeUserFromChannel({ channelId: general, userId: grace });
    expect((await failure(removing, PumbleAnswerError)).kind).toBe("not_allowed");
  });

  test("an edit is made again", async () => {
    bench.server.on("editMessage", { status: 502, text: "" }, { text: "" });
    await bench.client.editMessage({ channelId: general, messageId: messageId(1), text: "New" });
    expect(bench.server.requests.map((seen) => seen.operation)).toEqual(["editMessage", "editMessage"]);
  });
});
