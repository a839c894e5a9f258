import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { afterAll, expect, test, vi } from "vitest";
import { sign, verify } from "../../src/platform/signature";

// Watched, not replaced: times themselves are too noisy to tell an early exit of nanoseconds.
const compared = vi.spyOn(crypto, "timingSafeEqual");
syncBuiltinESMExports();
afterAll(() => {
  compared.mockRestore();
  syncBuiltinESMExports();
});

const secret = "xpss-0123456789abcdef0123456789abcdef";
const now = 1_790_000_000_000;
const body = "{}";
const right = sign(body, secret, now);

/** The signature with another digit at this place. */
function wrongAt(index: number): string {
  return right.slice(0, index) + (right[index] === "0" ? "1" : "0") + right.slice(index + 1);
}

const signatures: Record<string, [string, null | "mismatch"]> = {
  "the right one": [right, null],
  "one that is wrong at its first digit": [wrongAt(0), "mismatch"],
  "one that is wrong at its last digit": [wrongAt(63), "mismatch"],
  "one of zeros": ["0".repeat(64), "mismatch"],
};

for (const [name, [signature, problem]] of Object.entries(signatures)) {
  test(`${name} is compared whole, once, in constant time`, () => {
    compared.mockClear();
    expect(verify({ body, timestamp: String(now), signature }, secret, now)).toBe(problem);
    expect(compared.mock.calls.map(([one, other]) => [one.byteLength, other.byteLength])).toEqual([[32, 32]]);
  });
}
