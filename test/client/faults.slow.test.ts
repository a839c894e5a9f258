/** Three requests in ten go wrong, in every way that the wire knows; what was asked for happens exactly once. */
import { expect, test } from "vitest";
import type { Message } from "../../src/pumble";
import { adaUser, channelEntry, general, message, messageId } from "./fixtures";
import { setUp } from "./set-up";
import type { Answer, Handler, Seen } from "./wire-server";

const bench = setUp();

/** Repeatable numbers from 0 to 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const before: Answer[] = [
  { status: 429, json: { error: "Too many requests" }, headers: { "Retry-After": "2" } },
  { status: 500, text: "" },
  { status: 502, text: "<html>Bad gateway</html>" },
  { reset: true },
];
const after: Answer[] = [
  { status: 500, text: "" },
  { status: 502, text: "<html>Bad gateway</html>" },
  { reset: true },
  { truncated: '{"id":"65' },
  { text: "<!doctype html>" },
  { silent: true },
];

function faulty(handler: Handler, random: () => number): Handler {
  const pick = (answers: Answer[]): Answer => answers[Math.floor(random() * answers.length)]!;
  return async (seen: Seen) => {
    if (random() > 0.3) return handler(seen);
    if (random() < 0.5) return pick(before);
    await handler(seen);
    return pick(after);
  };
}

test.each([1, 2, 3])(
  "messages and channels, seed %d",
  async (seed) => {
    const random = seeded(seed);
    const stored: Message[] = [];
    const channels = new Map<string, string>();
    const now = () => Math.floor(bench.clock.now() / 1000) * 1000;
    const handlers: Record<string, Handler> = {
      myInfo: () => ({ json: adaUser }),
      sendMessage: ({ body }) => {
        const { text } = body as { text: string };
        stored.push(message(stored.length + 1, { text, timestampMilli: now() }));
        return { json: { id: messageId(stored.length), channelId: general } };
      },
      listMessages: () => ({ json: { messages: stored, hasMoreBefore: false, hasMoreAfter: false } }),
      createChannel: ({ body }) => {
        const { name } = body as { name: string };
        if (channels.has(name)) {
          return { status: 403, json: { message: "This channel name is already taken", code: 400_000 } };
        }
        channels.set(name, messageId(1000 + channels.size));
        return { json: { id: channels.get(name), name } };
      },
      getChannel: ({ query }) => {
        const id = channels.get(query.channel!);
        if (id === undefined) return { status: 403, json: { message: "Not found", code: 404_100 } };
        return { json: channelEntry(id, query.channel!, { timestampMilli: now() }) };
      },
      listChannels: () => ({
        json: [...channels].map(([name, id]) => channelEntry(id, name, { timestampMilli: now() })),
      }),
    };
    for (const [name, handler] of Object.entries(handlers)) bench.server.on(name, faulty(handler, random));
    const client = bench.connect({ random, timeoutMs: 100 });

    const texts = Array.from({ length: 40 }, (_, n) => `announcement ${n % 20}`); // each twice, which is two messages
    const names = Array.from({ length: 10 }, (_, n) => `channel-${n}`);
    const [refs, made] = await Promise.all([
      Promise.all(texts.map((text) => client.sendMessage({ channelId: general, text }))),
      Promise.all(names.map((name) => client.createChannel({ name, type: "PUBLIC" }))),
    ]);

    expect(stored.map(({ text }) => text).sort()).toEqual([...texts].sort());
    expect(new Set(refs.map(({ id }) => id)).size).toBe(texts.length);
    for (const [n, { id }] of refs.entries()) {
      expect(stored.find((one) => one.id === id)?.text).toBe(texts[n]);
    }
    expect(made.map(({ id }) => id)).toEqual(names.map((name) => channels.get(name)));
  },
  60_000,
);
