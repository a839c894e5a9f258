import { describe, expect, test } from "vitest";
import { rowsOf } from "../../../src/local/page/text/group";
import type { Message } from "../../../src/pumble";

const noonMs = new Date(2026, 4, 22, 12).getTime();
const minuteMs = 60_000;

function message(id: string, author: string, minutes: number, fields: Partial<Message> = {}): Message {
  const timestampMilli = noonMs + minutes * minuteMs;
  const timestamp = new Date(timestampMilli).toISOString();
  return { id, workspaceId: "w", channelId: "c", author, text: id, timestamp, timestampMilli, ...fields };
}

/** Rows in short: `day`, `id`, `+id` for one that continues, `(id)` for an ephemeral one. */
function shape(...input: Parameters<typeof rowsOf>): string {
  const short = rowsOf(...input).map((row) => {
    if (row.kind === "day") return "day";
    if (row.kind === "new") return "new";
    if (row.kind === "ephemeral") return `(${row.message.id})`;
    return `${row.continues ? "+" : ""}${row.message.id}`;
  });
  return short.join(" ");
}

describe("rowsOf", () => {
  test("a line stands before the first new message that is not one's own, and begins a run", () => {
    const list = [
      message("1", "ada", 0),
      message("2", "grace", 0),
      message("3", "ada", 0),
      message("4", "ada", 1),
    ];
    expect(shape(list, [], { lastReadId: "1", memberId: "grace" })).toBe("day 1 2 new 3 +4");
    expect(shape(list, [], { lastReadId: "4", memberId: "grace" })).toBe("day 1 2 3 +4");
  });

  test("an author's messages within five minutes are one run", () => {
    const list = [
      message("a", "ada", 0),
      message("b", "ada", 4),
      message("c", "ada", 9),
      message("d", "grace", 9),
    ];
    expect(shape(list, [])).toBe("day a +b c d");
  });

  test("a new day begins with a heading and breaks the run", () => {
    const list = [message("a", "ada", 0), message("b", "ada", 24 * 60)];
    expect(shape(list, [])).toBe("day a day b");
  });

  test("system messages and tombstones break a run", () => {
    const list = [
      message("a", "ada", 0),
      message("b", "ada", 1, { subtype: "joined_channel" }),
      message("c", "ada", 1),
      message("d", "ada", 2, { deleted: true }),
      message("e", "ada", 2),
    ];
    expect(shape(list, [])).toBe("day a b c +d e");
  });

  test("a reply that is shown in the channel does not continue a run", () => {
    const reply = { threadReplyInfo: { rootId: "r", replySentToChannel: true } };
    const list = [message("a", "ada", 0), message("b", "ada", 1, reply), message("c", "ada", 1, reply)];
    expect(shape(list, [])).toBe("day a b +c");
  });

  test("ephemeral messages stay in the order in which they came, within the same second", () => {
    const list = [message("a", "ada", 0), message("b", "ada", 0)];
    const behind = (id: string, afterId: string | null) => ({
      message: message(id, "bot", 0),
      appName: "API",
      afterId,
    });
    expect(shape(list, [behind("x", "a"), behind("y", "a"), behind("z", "b")])).toBe("day a (x) (y) b (z)");
  });

  test("an ephemeral message whose neighbour is gone goes by its time", () => {
    const list = [message("a", "ada", 0), message("b", "ada", 2)];
    const lost = { message: message("x", "bot", 1), appName: null, afterId: "gone" };
    expect(shape(list, [lost])).toBe("day a (x) b");
    expect(shape([], [lost])).toBe("day (x)");
  });
});
