import { afterEach, expect, test, vi } from "vitest";
import { isRealTime, nowMs, workspaceClock } from "../../../src/local/page/state/clock";

afterEach(() => {
  workspaceClock.value = null;
  vi.useRealTimers();
});

test("the time is the workspace's: its own while it stands, else so far from the browser's", () => {
  vi.useFakeTimers({ now: 50_000 });
  expect(nowMs()).toBe(50_000);
  workspaceClock.value = { now: 20_000, offsetMs: -30_000, frozenAt: null };
  expect(nowMs()).toBe(20_000);
  vi.setSystemTime(51_000);
  expect(nowMs()).toBe(21_000);
  workspaceClock.value = { now: 0, offsetMs: -30_000, frozenAt: 0 };
  expect(nowMs()).toBe(0);
});

test.each([
  [0, null, true],
  [999, null, true],
  [-999, null, true],
  [1000, null, false],
  [-1000, null, false],
  [0, 5, false],
  [0, 0, false],
])("%i ms from the real time and standing at %s it is the real one: %s", (offsetMs, frozenAt, isReal) => {
  expect(isRealTime({ now: 0, offsetMs, frozenAt })).toBe(isReal);
});
