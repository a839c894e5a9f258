import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PumbleClient, type Transport, type TransportRequest, UndiciTransport } from "../../../src/client";
import { Workspace } from "../../../src/provider/reads/workspace";
import type { Message } from "../../../src/pumble";
import { startTestStack, type TestStack } from "../../e2e/test-stack";
import { type ControlMethod, control as controlIn } from "../../support/control";

/** Notes what is asked, and changes what is answered if a test wants it. */
class Watched implements Transport {
  readonly calls: string[] = [];
  /** The same, whole. */
  readonly asked: string[] = [];
  readonly read: string[] = [];
  alter = (_call: string, answer: Answer) => answer;
  private readonly inner = new UndiciTransport();

  async send(request: TransportRequest) {
    const call = new URL(request.url).pathname.slice(1);
    this.calls.push(call);
    this.asked.push(`${request.url} ${request.body ?? ""}`);
    const response = await this.inner.send(request);
    if (response.status !== 200) return response;
    const answer = this.alter(call, JSON.parse(response.body));
    this.read.push(...[...(answer.messages ?? []), ...(answer.content ?? [])].map((one) => one.id));
    return { ...response, body: JSON.stringify(answer) };
  }

  count(call: string): number {
    return this.calls.filter((one) => one === call).length;
  }

  close() {
    return this.inner.close();
  }
}

interface Answer {
  messages?: Message[];
  content?: Message[];
}

let test: TestStack;
let start: unknown;
let watched: Watched;
let workspace: Workspace;

const control = <T>(method: ControlMethod, path: string, body?: object) =>
  controlIn<T>(test.stack, method, path, body);
const act = <T>(action: object) => control<T>("POST", "/act", { as: test.stack.member.id, ...action });
const moveClock = (seconds: number) => control("POST", "/clock", { advanceMs: seconds * 1000 });
const fail = (fault: object) => control("POST", "/faults", { path: "/v1/messages/search", ...fault });

beforeAll(async () => {
  test = await startTestStack();
  await control("POST", "/clock", { freeze: true });
  start = await control("GET", "/snapshot");
});
afterAll(() => test?.close());
beforeEach(async () => {
  await control("POST", "/restore", start as object);
  await control("DELETE", "/faults");
  watched = new Watched();
  const client = new PumbleClient({
    ...{ apiKey: test.apiKey, baseUrl: test.stack.addonUrl, transport: watched },
  });
  workspace = new Workspace(client, await client.myInfo({}));
  watched.calls.length = 0;
});

/** Channels in the order in which they are made. */
async function channels(count: number): Promise<string[]> {
  const made = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      act<{ channel: { id: string } }>({ action: "create_channel", name: `thin-${index}` }),
    ),
  );
  return made.map(({ channel }) => channel.id).sort();
}

/** Posts so many messages into each channel, five a second or all at once. */
async function post(channelIds: string[], count: number, perSecond = 5): Promise<Message[]> {
  const places = Array.from({ length: count }, () => channelIds).flat();
  const posted: Message[] = [];
  while (posted.length < places.length) {
    const now = places.slice(posted.length, posted.length + perSecond).map(async (channelId, index) => {
      const text = `Message ${posted.length + index}`;
      return (await act<{ message: Message }>({ action: "post", channelId, text })).message;
    });
    posted.push(...(await Promise.all(now)));
    await moveClock(1);
  }
  return posted;
}
const atOnce = 1000;
/** Asks at a time, as Terraform has them. */
const underWay = 10;

/** Asks as Terraform does, ten at a time, in no particular order, and expects each message as it was posted. */
async function readAll(posted: Message[], atATime = underWay): Promise<(Message | null)[]> {
  const left = posted.map((message, index) => ({ message, index }));
  left.sort((one, other) => ((one.index * 7919) % 1009) - ((other.index * 7919) % 1009));
  const found: (Message | null)[] = [];
  const walk = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const { message, index } = next;
      found[index] = await read(message);
    }
  };
  await Promise.all(Array.from({ length: atATime }, walk));
  return found;
}

function read({ channelId, id, text }: Message): Promise<Message | null> {
  return workspace.message({ channelId, id, isAsExpected: (shown) => shown.text === text });
}

const textsOf = (messages: (Message | null)[]) => messages.map((message) => message?.text ?? null);

/** What reading 4 messages in each of 34 channels takes: four pages, the channels, and twenty hits a search. */
const fewest = 4 + 1 + (30 * 4) / 20;

describe("messages spread thinly over many channels", () => {
  it("are read by pages as long as there are four channels", async () => {
    const posted = await post(await channels(4), 4);
    expect(textsOf(await readAll(posted))).toEqual(textsOf(posted));
    expect(watched.calls).toEqual(Array(4).fill("listMessages"));
  });

  // One at a time: which channels are searched together otherwise depends on whose answer comes first.
  it("are searched for in many channels at once, and none is read twice", async () => {
    const posted = await post(await channels(34), 4);
    expect(textsOf(await readAll(posted, 1))).toEqual(textsOf(posted));
    expect(watched.count("listChannels")).toBe(1);
    expect(watched.calls.length).toBeLessThanOrEqual(fewest + 3);
    expect(new Set(watched.read).size).toBe(watched.read.length);
  });

  it("are so even when they were all posted in one second", async () => {
    const posted = await post(await channels(34), 4, atOnce);
    expect(textsOf(await readAll(posted, 1))).toEqual(textsOf(posted));
    expect(watched.calls.length).toBeLessThanOrEqual(fewest + 3);
    expect(new Set(watched.read).size).toBe(watched.read.length);
  });

  it("are searched for in as many groups at once as Terraform asks for, and none waits for a page", async () => {
    const ids = await channels(84);
    const posted = await post(ids, 10, ids.length);
    await readAll(posted.filter(({ channelId }) => ids.slice(0, 4).includes(channelId)));
    const oneOfEachGroup = ids.slice(4).filter((_, index) => index % 4 === 0);
    const asked = posted.filter(({ channelId }) => oneOfEachGroup.includes(channelId)).slice(0, 20);
    expect(textsOf(await Promise.all(asked.map(read)))).toEqual(textsOf(asked));
    expect(watched.count("listMessages")).toBe(4);
  });

  it.each([
    ["4 in each of 200 channels", 200, 4],
    ["20 in each of 40 channels", 40, 20],
    ["11 in each of 73 channels", 73, 11],
  ])("are read with at most 60 requests, none of them twice: %s", async (_, channelCount, count) => {
    const posted = await post(await channels(channelCount), count, 40);
    expect(textsOf(await readAll(posted))).toEqual(textsOf(posted));
    expect(watched.asked.length).toBeLessThanOrEqual(60);
    expect(new Set(watched.asked).size).toBe(watched.asked.length);
  });

  it("are found when some channels hold more than was to be expected", async () => {
    const ids = await channels(30);
    const posted = [...(await post(ids, 2)), ...(await post(ids.slice(15, 17), 30))];
    expect(textsOf(await readAll(posted))).toEqual(textsOf(posted));
    expect(watched.calls.length).toBeLessThan(20);
  });

  it("are found when more were posted in one second than search can show", async () => {
    const ids = await channels(24);
    const first = await post(ids.slice(0, 4), 2, atOnce);
    await readAll(first);
    const posted = [...first, ...(await post(ids.slice(4), 4, atOnce))];
    expect(textsOf(await readAll(posted))).toEqual(textsOf(posted));
    expect(watched.calls.length).toBeLessThanOrEqual(4 + 1 + 10);
  });

  it("are found by pages in channels that nobody uses any more", async () => {
    const ids = await channels(10);
    const posted = await post(ids, 2);
    for (const channelId of ids) await act({ action: "archive", channelId });
    expect(textsOf(await readAll(posted))).toEqual(textsOf(posted));
    expect(watched.count("searchMessages")).toBe(0);
  });

  it("are found whoever sent them", async () => {
    const ids = await channels(30);
    const sent: Message[] = [];
    for (const channelId of ids) {
      const { id } = await test.client.sendMessage({ channelId, text: "From the bot", asBot: true });
      sent.push(await test.client.fetchMessage({ channelId, messageId: id }));
      await moveClock(1);
    }
    expect(textsOf(await readAll(sent))).toEqual(textsOf(sent));
    expect(watched.calls.length).toBeLessThan(4 + 1 + 5);
  });
});

describe("what search shows", () => {
  let posted: Message[];
  beforeEach(async () => {
    posted = await post(await channels(25), 6);
    // The pages that come before any search.
    await readAll(posted.slice(0, 4));
  });

  it("is not believed when it shows a change: the message itself is", async () => {
    await act({ action: "edit", messageId: posted[7]!.id, text: "Edited" });
    const expected = textsOf(posted);
    expected[7] = "Edited";
    expect(textsOf(await readAll(posted))).toEqual(expected);
    expect(watched.count("fetchMessage")).toBe(1);
  });

  it("is not believed when it shows a change that is none", async () => {
    watched.alter = (call, answer) =>
      call === "searchMessages"
        ? { ...answer, content: answer.content!.map((hit) => ({ ...hit, text: "Out of date" })) }
        : answer;
    expect(textsOf(await readAll(posted))).toEqual(textsOf(posted));
  });

  it("does not make a message gone by missing it", async () => {
    watched.alter = (call, answer) =>
      call === "searchMessages" ? { ...answer, content: [], totalElements: 0, hasMore: false } : answer;
    expect(textsOf(await readAll(posted))).toEqual(textsOf(posted));
    expect(watched.count("searchMessages")).toBeLessThanOrEqual(15 + underWay);
    expect(watched.calls.length).toBeLessThanOrEqual(1 + 25 + 15 + underWay);
  });

  it("misses what was deleted, which then is gone", async () => {
    for (const index of [7, 8, 40]) await act({ action: "delete", messageId: posted[index]!.id });
    const expected = textsOf(posted);
    for (const index of [7, 8, 40]) expected[index] = null;
    expect(textsOf(await readAll(posted))).toEqual(expected);
    expect(watched.count("fetchMessage")).toBe(3);
  });

  it("is not used when it lacks what the messages in channels have", async () => {
    watched.alter = (call, answer) =>
      call === "searchMessages"
        ? { ...answer, content: answer.content!.map(({ attachments, ...hit }) => hit as Message) }
        : answer;
    const found = await readAll(posted);
    expect(textsOf(found)).toEqual(textsOf(posted));
    expect(found.every((message) => message?.attachments)).toBe(true);
  });

  it("is read again after a write", async () => {
    await readAll(posted);
    for (const message of posted) {
      await act({ action: "edit", messageId: message.id, text: `${message.text}, edited` });
      workspace.forgetMessage(message.channelId, message.id);
    }
    expect(textsOf(await readAll(posted))).toEqual(posted.map(({ text }) => `${text}, edited`));
  });

  it.each([500, 403, 400])("is done without when searching fails with %i", async (status) => {
    await fail({ fault: "status", status, body: { message: "No", code: status * 1000 } });
    expect(textsOf(await readAll(posted))).toEqual(textsOf(posted));
    expect(watched.count("searchMessages")).toBeLessThanOrEqual(2);
    expect(watched.count("listMessages")).toBe(25);
  });

  it.each(["not_json", "empty", "reset_after"])("is done without when the answer is %s", async (fault) => {
    await fail({ fault });
    expect(textsOf(await readAll(posted))).toEqual(textsOf(posted));
    expect(watched.count("searchMessages")).toBeLessThanOrEqual(2);
  });
});
