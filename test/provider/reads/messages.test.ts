import { describe, expect, it } from "vitest";
import { type PumbleClient, PumbleError } from "../../../src/client";
import {
  channelSource,
  MessageReader,
  type MessageSource,
  threadSource,
} from "../../../src/provider/reads/messages";
import type { Message } from "../../../src/pumble/operations/shapes";

/** Ids ascend with time, one message a second. */
const idAt = (second: number) => second.toString(16).padStart(8, "0") + "0".repeat(16);

function messageAt(second: number): Message {
  const id = idAt(second);
  return {
    ...{ id, workspaceId: idAt(1), channelId: idAt(2), author: idAt(3), text: `At ${second}` },
    ...{ timestamp: new Date(second * 1000).toISOString(), timestampMilli: second * 1000 },
    ...{ subtype: "", deleted: false },
  };
}

/** A channel with a message in each of these seconds, and what was asked of it. */
class Channel implements MessageSource {
  readonly asked: string[] = [];

  constructor(readonly messages: Message[]) {}

  async page(before: string | null) {
    this.asked.push(before === null ? "newest" : "older");
    const candidates = this.messages.filter((one) => before === null || one.id < before);
    return { messages: candidates.slice(-200), more: candidates.length > 200 };
  }

  async single(id: string) {
    this.asked.push("single");
    const found = this.messages.find((one) => one.id === id);
    if (!found) throw gone();
    return found;
  }
}

const gone = () =>
  new PumbleError({ kind: "not_found", operation: "fetchMessage", action: "fetch message", status: 403 });

const seconds = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => messageAt(from + index));

describe("a channel's messages", () => {
  it("that stand on the newest page are read with one request, however many are asked for at once", async () => {
    const channel = new Channel(seconds(1000, 1150));
    const reader = new MessageReader(channel);
    const found = await Promise.all(channel.messages.map((one) => reader.get(one.id)));
    expect(found).toEqual(channel.messages);
    expect(channel.asked).toEqual(["newest"]);
  });

  it("are read from older pages while they are near", async () => {
    const channel = new Channel(seconds(1000, 1500));
    const reader = new MessageReader(channel);
    expect((await reader.get(idAt(1250)))?.text).toBe("At 1250");
    expect((await reader.get(idAt(1120)))?.text).toBe("At 1120");
    expect((await reader.get(idAt(1010)))?.text).toBe("At 1010");
    expect(channel.asked).toEqual(["newest", "older", "older"]);
  });

  it("that are far older are fetched by themselves", async () => {
    const channel = new Channel([messageAt(10), ...seconds(100_000, 101_000)]);
    const reader = new MessageReader(channel);
    expect((await reader.get(idAt(10)))?.text).toBe("At 10");
    expect(channel.asked).toEqual(["newest", "single"]);
  });

  it("that are not where they should be are asked for by themselves before they are taken for gone", async () => {
    const channel = new Channel(seconds(1000, 1100).filter((one) => one.id !== idAt(1050)));
    const reader = new MessageReader(channel);
    expect(await reader.get(idAt(1050))).toBeNull();
    expect(await reader.get(idAt(1050))).toBeNull();
    expect(channel.asked).toEqual(["newest", "single"]);
  });

  it("that were posted after the newest page was read are found", async () => {
    const channel = new Channel(seconds(1000, 1010));
    const reader = new MessageReader(channel);
    await reader.get(idAt(1005));
    channel.messages.push(...seconds(1010, 1020));
    const found = await Promise.all(seconds(1010, 1020).map((one) => reader.get(one.id)));
    expect(found.map((one) => one?.text)).toEqual(seconds(1010, 1020).map((one) => one.text));
    expect(channel.asked).toEqual(["newest", "newest"]);
  });

  it("that were written to are read again, and only those", async () => {
    const channel = new Channel(seconds(1000, 1010));
    const reader = new MessageReader(channel);
    await reader.get(idAt(1005));
    channel.messages[5] = { ...messageAt(1005), text: "Edited" };
    channel.messages[6] = { ...messageAt(1006), text: "Edited too" };
    reader.forget(idAt(1005));
    expect((await reader.get(idAt(1005)))?.text).toBe("Edited");
    expect((await reader.get(idAt(1006)))?.text).toBe("At 1006");
    expect(channel.asked).toEqual(["newest", "single"]);
  });

  it("count as gone when all that is left is the tombstone of a thread root", async () => {
    const channel = new Channel([{ ...messageAt(1000), text: "", deleted: true }]);
    expect(await new MessageReader(channel).get(idAt(1000))).toBeNull();
  });

  it("are all gone, with one request, when the channel is", async () => {
    const channel = new Channel([]);
    channel.page = async () => {
      channel.asked.push("newest");
      throw gone();
    };
    const reader = new MessageReader(channel);
    const found = await Promise.all(seconds(1000, 1020).map((one) => reader.get(one.id)));
    expect(found.every((one) => one === null)).toBe(true);
    expect(channel.asked).toEqual(["newest"]);
  });

  it("can be asked for again after a failure", async () => {
    const channel = new Channel(seconds(1000, 1010));
    const { page } = channel;
    channel.page = async () => {
      throw new PumbleError({ kind: "unavailable", operation: "listMessages", action: "list messages" });
    };
    const reader = new MessageReader(channel);
    await expect(reader.get(idAt(1005))).rejects.toThrow("Cannot list messages");
    channel.page = page;
    expect((await reader.get(idAt(1005)))?.text).toBe("At 1005");
  });

  it("are read from no older page when there is none, or when it would answer too little", async () => {
    const short = new Channel(seconds(1000, 1100));
    const reader = new MessageReader(short);
    expect(await reader.get(idAt(1000))).not.toBeNull();
    expect(await reader.get(idAt(990))).toBeNull();
    expect(await reader.get(idAt(980))).toBeNull();
    expect(short.asked).toEqual(["newest", "single", "single"]);
    // A page away, to the second, is near; a second more is not.
    const near = new Channel([...seconds(601, 603), ...seconds(800, 1000)]);
    await new MessageReader(near).get(idAt(601));
    expect(near.asked).toEqual(["newest", "older"]);
    const far = new Channel([...seconds(600, 603), ...seconds(800, 1000)]);
    await new MessageReader(far).get(idAt(600));
    expect(far.asked).toEqual(["newest", "single"]);
  });

  it("are worth an older page the sooner, the more of them had to be fetched by themselves", async () => {
    const channel = new Channel([...seconds(401, 403), ...seconds(800, 1000)]);
    const reader = new MessageReader(channel);
    await reader.get(idAt(401));
    await reader.get(idAt(402));
    expect(channel.asked).toEqual(["newest", "single", "older"]);
  });

  it("between the ends of what was read are not looked for on older pages", async () => {
    const channel = new Channel(seconds(1000, 1500).filter((one) => one.id !== idAt(1400)));
    const reader = new MessageReader(channel);
    await reader.get(idAt(1499));
    expect(await reader.get(idAt(1400))).toBeNull();
    expect(channel.asked).toEqual(["newest", "single"]);
  });

  it("newer than the page make one new page, and those asked for again none", async () => {
    const channel = new Channel(seconds(1000, 1010));
    const reader = new MessageReader(channel);
    await reader.get(idAt(1005));
    expect(await reader.get(idAt(1020))).toBeNull();
    expect(await reader.get(idAt(1015))).toBeNull();
    expect(channel.asked).toEqual(["newest", "newest", "single", "single"]);
    channel.messages.push(messageAt(1030));
    expect((await reader.get(idAt(1030)))?.text).toBe("At 1030");
    expect(channel.asked.slice(4)).toEqual(["newest"]);
  });

  it("may come on a page in any order", async () => {
    const channel = new Channel(seconds(1000, 1500));
    const { page } = channel;
    channel.page = async (before) => {
      const { messages, more } = await page.call(channel, before);
      return { messages: messages.toReversed(), more };
    };
    const reader = new MessageReader(channel);
    expect((await reader.get(idAt(1250)))?.text).toBe("At 1250");
    expect((await reader.get(idAt(1120)))?.text).toBe("At 1120");
    expect(channel.asked).toEqual(["newest", "older"]);
  });

  it("end where a server gives the same page again and again", async () => {
    const channel = new Channel(seconds(1000, 1200));
    channel.page = async () => {
      channel.asked.push("page");
      return { messages: channel.messages, more: true };
    };
    expect(await new MessageReader(channel).get(idAt(990))).toBeNull();
    expect(channel.asked).toEqual(["page", "page", "single"]);
  });

  it("end with an empty page that claims that there is more", async () => {
    const channel = new Channel([]);
    channel.page = async () => {
      channel.asked.push("page");
      return { messages: [], more: true };
    };
    expect(await new MessageReader(channel).get(idAt(990))).toBeNull();
    expect(channel.asked).toEqual(["page", "single"]);
  });

  it("that stand alone are read without a page, once", async () => {
    const channel = new Channel(seconds(1000, 1100));
    const reader = new MessageReader(channel);
    expect((await reader.getAlone(idAt(1050)))?.text).toBe("At 1050");
    expect((await reader.getAlone(idAt(1050)))?.text).toBe("At 1050");
    expect(await reader.getAlone(idAt(2000))).toBeNull();
    expect(channel.asked).toEqual(["single", "single"]);
  });

  it("of the newest page are given as they were first read, without those that are gone", async () => {
    const channel = new Channel(seconds(1000, 1010));
    const reader = new MessageReader(channel);
    expect(await reader.newestPage()).toEqual(channel.messages);
    await reader.get(idAt(900));
    channel.messages.push(messageAt(1010));
    expect(await reader.newestPage()).toEqual(seconds(1000, 1010));
    expect(channel.asked).toEqual(["newest", "single"]);
  });

  it("of a channel that is gone are none", async () => {
    const channel = new Channel([]);
    channel.page = async () => {
      channel.asked.push("newest");
      throw gone();
    };
    const reader = new MessageReader(channel);
    expect(await reader.newestPage()).toEqual([]);
    expect(await reader.newestPage()).toEqual([]);
    expect(channel.asked).toEqual(["newest"]);
  });
});

describe("what is asked of Pumble", () => {
  /** A client that notes its calls. */
  function client(answers: Record<string, unknown>) {
    const calls: unknown[] = [];
    const call = (name: string) => async (input: unknown) => {
      calls.push([name, input]);
      return answers[name];
    };
    const names = ["listMessages", "fetchThreadReplies", "fetchMessage"];
    const made = Object.fromEntries(names.map((name) => [name, call(name)]));
    return { calls, client: made as unknown as PumbleClient };
  }
  const of = (count: number) => seconds(1000, 1000 + count);

  it("for a channel are its pages, the newest first, and single messages", async () => {
    const asked = client({ listMessages: { messages: of(3) }, fetchMessage: messageAt(1) });
    const source = channelSource(asked.client, "c");
    expect(await source.page(null)).toEqual({ messages: of(3), more: false });
    await source.page("m");
    expect(await source.single("m")).toEqual(messageAt(1));
    expect(asked.calls).toEqual([
      ["listMessages", { channelId: "c", limit: 200 }],
      ["listMessages", { channelId: "c", limit: 200, cursor: "m", strategy: "BEFORE" }],
      ["fetchMessage", { channelId: "c", messageId: "m" }],
    ]);
  });

  it.each([
    { answer: { messages: of(200) }, more: true },
    { answer: { messages: of(199) }, more: false },
    { answer: { messages: of(200), hasMoreBefore: false }, more: false },
    { answer: { messages: of(1), hasMoreBefore: true }, more: true },
  ])("for a channel knows whether there is more: $more", async ({ answer, more }) => {
    const source = channelSource(client({ listMessages: answer }).client, "c");
    expect((await source.page(null)).more).toBe(more);
  });

  it("for a thread are its replies by the page", async () => {
    const asked = client({ fetchThreadReplies: of(200), fetchMessage: messageAt(1) });
    const source = threadSource(asked.client, "c", "r");
    expect(await source.page(null)).toEqual({ messages: of(200), more: true });
    await source.page("m");
    expect(await source.single("m")).toEqual(messageAt(1));
    const page = { channelId: "c", rootMessageId: "r", limit: 200 };
    expect(asked.calls).toEqual([
      ["fetchThreadReplies", page],
      ["fetchThreadReplies", { ...page, cursor: "m" }],
      ["fetchMessage", { channelId: "c", messageId: "m" }],
    ]);
    const short = threadSource(client({ fetchThreadReplies: of(199) }).client, "c", "r");
    expect((await short.page(null)).more).toBe(false);
  });
});
