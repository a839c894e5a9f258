import { expect, it } from "vitest";
import { interruptible } from "../../src/provider/interruptible-clock";
import { MovableClock } from "../client/movable-clock";

function slept() {
  const [stop, own] = [new AbortController(), new AbortController()];
  const held = new MovableClock(0, "held");
  const clock = interruptible(held, stop.signal);
  return { stop, own, held, clock, sleeps: [clock.sleep(9_000, own.signal), clock.sleep(9_000)] as const };
}

it("a sleep ends with the process, also one that has a signal of its own", async () => {
  const { stop, sleeps } = slept();
  stop.abort(new Error("stopped"));
  for (const sleep of sleeps) await expect(sleep).rejects.toThrow("stopped");
});

it("a sleep ends with its own signal, and no other with it", async () => {
  const { own, held, clock, sleeps } = slept();
  own.abort(new Error("left"));
  await expect(sleeps[0]).rejects.toThrow("left");
  held.advance(9_000);
  await sleeps[1];
  expect(clock.now()).toBe(9_000);
});
