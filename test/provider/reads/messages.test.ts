import { describe, expect, it } from "vitest";
import { PumbleError } from "../../../src/client";
import { MessageReader, type MessageSource } from "../../../src/provider/reads/messages";
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
});
