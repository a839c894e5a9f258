import { describe, expect, test } from "vitest";
import {
  append,
  change,
  prepend,
  remove,
  replace,
  showsInChannel,
  upsert,
} from "../../../src/local/page/state/messages";
import type { Message } from "../../../src/pumble";

function message(id: string, fields: Partial<Message> = {}): Message {
  const timestamp = "2026-05-22T00:47:01Z";
  const timestampMilli = Date.parse(timestamp);
  return {
    id,
    workspaceId: "w",
    channelId: "c",
    author: "ada",
    text: id,
    timestamp,
    timestampMilli,
    ...fields,
  };
}

const ids = (messages: Message[]) => messages.map((item) => item.id).join("");
const list = [message("a"), message("b")];

describe("a list of messages", () => {
  test("a message that arrives twice is there once", () => {
    expect(ids(upsert(upsert(list, message("c")), message("c")))).toBe("abc");
  });

  test("an edited message keeps its place", () => {
    expect(upsert(list, message("a", { text: "new" })).map((item) => item.text)).toEqual(["new", "b"]);
  });

  test("a change to a message that is not there leaves the very same list", () => {
    expect(replace(list, message("z"))).toBe(list);
    expect(change(list, "z", (item) => item)).toBe(list);
    expect(remove(list, "z")).toBe(list);
  });

  test("a newer page goes behind and repeats nothing", () => {
    expect(ids(append(list, [message("b"), message("c")]))).toBe("abc");
    expect(append(list, [message("b", { text: "newer" })])[1]).toBe(list[1]);
  });

  test("one message is replaced, changed or taken away, and the list of before stays", () => {
    const edited = message("b", { text: "new" });
    expect(replace(list, edited)[1]).toBe(edited);
    const shouted = change(list, "a", (item) => ({ ...item, text: item.text.toUpperCase() }));
    expect(shouted.map((item) => item.text)).toEqual(["A", "b"]);
    expect([ids(remove(list, "a")), ids(remove(list, "b")), ids(list)]).toEqual(["b", "a", "ab"]);
  });

  test("an older page whose cursor is inclusive repeats nothing", () => {
    expect(ids(prepend(list, [message("x"), message("a")]))).toBe("xab");
  });

  test("a reply shows in the channel only when it was sent there too", () => {
    const reply = (replySentToChannel: boolean) =>
      message("r", { threadReplyInfo: { rootId: "a", replySentToChannel } });
    expect([message("a"), reply(false), reply(true)].map(showsInChannel)).toEqual([true, false, true]);
  });
});
