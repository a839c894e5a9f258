import { expect, it } from "vitest";
import { Memory } from "../../src/client/memory";

it("what was met before a write cannot be what that write made", () => {
  const memory = new Memory();
  memory.meet({ messages: [{ id: "before" }] });
  const began = memory.moment();
  memory.meet([{ id: "after" }]);
  expect(memory.mayBeFrom("before", began)).toBe(false);
  expect(memory.mayBeFrom("after", began)).toBe(true);
  expect(memory.mayBeFrom("never met", began)).toBe(true);
});

it("what is met again stays what was met first", () => {
  const memory = new Memory();
  memory.meet([{ id: "old" }]);
  const began = memory.moment();
  memory.meet([{ id: "old" }]);
  expect(memory.mayBeFrom("old", began)).toBe(false);
});

it("what a read shows that went out at the very moment of a write is not that write's", () => {
  const memory = new Memory();
  memory.meet([{ id: "same" }]);
  expect(memory.mayBeFrom("same", 1)).toBe(false);
  expect(memory.moment()).toBe(2);
  expect(memory.moment()).toBe(3);
});

it("what another write made is not adopted, whenever it was met", () => {
  const memory = new Memory();
  const began = memory.moment();
  memory.make({ id: "made" });
  expect(memory.mayBeFrom("made", began)).toBe(false);
  memory.meet([{ id: "made" }]);
  expect(memory.mayBeFrom("made", began)).toBe(false);
});

it.each([
  ["an object", { id: "it" }],
  ["a list", [{ id: "other" }, { id: "it" }]],
  ["a page of messages", { messages: [{ id: "it" }], hasMoreBefore: false }],
  ["a page of what a search found", { content: [{ id: "it" }] }],
  ["a list of scheduled messages", { scheduledMessages: [{ id: "it" }] }],
  ["a channel with its members", { channel: { id: "it" }, users: ["ada"] }],
])("ids are found in %s", (_, answer) => {
  const memory = new Memory();
  memory.make(answer);
  expect(memory.mayBeFrom("it", 0)).toBe(false);
});

it.each([
  ["nothing", undefined],
  ["null", null],
  ["a text", "it"],
  ["an id that is none", { id: 5, it: "it" }],
  ["what a message says", { id: "other", text: "it", reactions: [{ id: "it" }] }],
])("there is no id in %s", (_, answer) => {
  const memory = new Memory();
  memory.make(answer);
  expect(memory.mayBeFrom("it", 0)).toBe(true);
  expect(memory.mayBeFrom(undefined as unknown as string, 0)).toBe(true);
});
