import { beforeEach, expect, it } from "vitest";
import { knowsValues, noteChanges, noteValues, wasEver } from "../../../src/provider/values/known-values";

let stored: Map<string, unknown>;
let writes: number;
const privateState = {
  get: (name: string) => stored.get(name),
  set: (name: string, value: unknown) => {
    writes += 1;
    stored.set(name, value);
  },
};

beforeEach(() => {
  stored = new Map();
  writes = 0;
});

it("knows what was noted, by attribute, and of other attributes nothing", () => {
  expect(knowsValues(privateState)).toBe(false);
  noteValues(privateState, { name: "one", type: "PUBLIC" });
  noteValues(privateState, { name: "two" });
  expect(knowsValues(privateState)).toBe(true);
  const asked = ["one", "two", "three"].map((name) => wasEver(privateState, "name", name));
  expect(asked).toEqual([true, true, false]);
  expect(wasEver(privateState, "description", "")).toBeNull();
});

it("is not written again for what is known already, so that a refresh changes nothing", () => {
  noteValues(privateState, { name: "one" });
  noteValues(privateState, { name: "one" });
  noteChanges(privateState, { name: "one", description: "unheard of" });
  expect(writes).toBe(1);
  expect(wasEver(privateState, "description", "unheard of")).toBeNull();
});

it("notes changes of what something is known of, and forgets the oldest of many", () => {
  noteValues(privateState, { name: "0" });
  for (let count = 1; count <= 20; count++) noteChanges(privateState, { name: String(count) });
  expect(wasEver(privateState, "name", "0")).toBe(false);
  expect(wasEver(privateState, "name", "1")).toBe(true);
  expect(wasEver(privateState, "name", "20")).toBe(true);
});
