/** An empty value is as good as none, but not where it would mean everything instead of one thing. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { inputReader } from "../../src/addon/api/input";
import { operationNames, operations } from "../../src/pumble/operations/operations";

const id = "0123456789abcdef01234567";

/** Enough input for each operation whose optional fields hold ids. */
const complete: Record<string, Record<string, unknown>> = {
  fetchScheduledMessages: {},
  sendMessage: { channelId: id, text: "x" },
  createScheduledMessage: { channelId: id, text: "x", sendAt: 1 },
  addReaction: { messageId: id, reaction: ":x:" },
  removeReaction: { messageId: id, reaction: ":x:" },
};

const given = (name: string, input: Record<string, unknown>) => {
  const isPost = operations[name as keyof typeof operations].method === "POST";
  const query = Object.fromEntries(Object.entries(input).map(([field, value]) => [field, String(value)]));
  return isPost ? { query: {}, body: JSON.stringify(input) } : { query, body: "" };
};

/** Optional fields that name something, and that nothing else can name. */
const fields = operationNames.flatMap((name) => {
  const shape = operations[name].input.shape as Record<string, z.ZodType>;
  return Object.entries(shape)
    .filter(([, field]) => z.safeParse(field, undefined).success && !z.safeParse(field, "").success)
    .filter(([field, schema]) => z.safeParse(schema, id).success && !["channel", "userId"].includes(field))
    .filter(([field]) => field !== "channelId" || !("channel" in shape))
    .map(([field]) => ({ name, field }));
});

describe("an empty name", () => {
  test("is looked for in every operation", () => {
    expect([...new Set(fields.map(({ name }) => name))].sort()).toEqual(Object.keys(complete).sort());
  });

  test.each(fields)("is refused in $name as $field", ({ name, field }) => {
    const read = inputReader(operations[name]);
    expect(() => read(given(name, complete[name]!))).not.toThrow();
    expect(() => read(given(name, { ...complete[name], [field]: "" }))).toThrow("must not be empty");
  });

  test("says nothing where something else names it, or where it is a place to go on from", () => {
    const read = inputReader(operations.listMessages);
    expect(read({ query: { channelId: "", channel: "general", cursor: "" }, body: "" })).toEqual({
      channel: "general",
    });
  });
});
