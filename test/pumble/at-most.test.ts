import { expect, test } from "vitest";
import { atMost } from "../../src/pumble/at-most";

/** A source of so many bytes that gives at most `step` at once, and counts what was taken of it. */
function source(bytes: number, step = Number.POSITIVE_INFINITY) {
  const made = { taken: 0, read };
  function read(piece: Uint8Array): number {
    const count = Math.min(piece.length, step, bytes - made.taken);
    for (let at = 0; at < count; at++) piece[at] = (made.taken + at) % 251;
    made.taken += count;
    return count;
  }
  return made;
}

test.each([
  [0, 1],
  [1, 1],
  [300, 7],
  [200_000, 65_536],
  [200_000, 1_000],
])("all of %i bytes are read, %i at a time", (bytes, step) => {
  const whole = atMost(bytes, source(bytes, step).read)!;
  expect(whole.length).toBe(bytes);
  expect(whole.every((byte, at) => byte === at % 251)).toBe(true);
});

test("what has more, or no end, is given up soon after the limit", () => {
  expect(atMost(299, source(300).read)).toBeNull();
  const endless = source(Number.POSITIVE_INFINITY);
  expect(atMost(1_000_000, endless.read)).toBeNull();
  expect(endless.taken).toBeLessThan(1_100_000);
});
