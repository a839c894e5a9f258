/** Repeatable chance. */
import { mulberry, oneOf, type Random } from "../../test/faults/random";

export { mulberry, oneOf, type Random };

/** A whole number from `from` to `to`. */
export function between(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}
