/** Faults on purpose: what a network and a service do at their worst, when a test asks for it. */
import * as z from "zod";
import { maybe } from "../http/input";
import { fitsPattern } from "../http/path-pattern";

function areHeaders(headers: Record<string, string>): boolean {
  try {
    new Headers(headers);
    return true;
  } catch {
    return false;
  }
}

/** One rule. The first rule that fits a call decides about it. */
export const faultRule = z.strictObject({
  /** A path with `*` for any run of characters, such as `/v1/channels/*`. Default every path. */
  path: maybe(z.string()),
  /** Default every method. */
  method: maybe(z.string().transform((method) => method.toUpperCase())),
  /** How many calls it hits before it is used up. Default without end. */
  count: maybe(z.int().min(1)),
  /** How many fitting calls pass before the first hit. */
  after: maybe(z.int().min(0)),
  /** Chance of a hit for each fitting call, 0 to 1, drawn from `seed`. Default 1. */
  probability: maybe(z.number().min(0).max(1)),
  /** Makes the draws of `probability` repeatable. */
  seed: maybe(z.int()),
  /** Wait this long first, in milliseconds. Alone, or with what follows. */
  latencyMs: maybe(z.int().min(0).max(600_000)),
  /**
   * `status`: answer with `status`, `body` and `headers`, nothing happens. `status_after`: the same, but it happened.
   * `reset_before`, `reset_after`: break the connection before or after it happened. `truncate`: it happened, the body
   * stops in the middle. `not_json`: it happened, the body is HTML. `empty`: it happened, the body is missing.
   */
  fault: maybe(
    z.enum(["status", "status_after", "reset_before", "reset_after", "truncate", "not_json", "empty"]),
  ),
  status: maybe(z.int().min(200).max(599)),
  body: maybe(z.unknown()),
  headers: maybe(z.record(z.string(), z.string()).refine(areHeaders, "not what HTTP takes as headers")),
});
export type FaultRule = z.output<typeof faultRule>;

/** A rule that is in force. */
export interface ActiveFault {
  id: number;
  rule: FaultRule;
  /** How often it was put in the way. */
  hits: number;
}

interface ActiveRule extends ActiveFault {
  seen: number;
  random: () => number;
}

/** The rules of one workspace, in the order they were added. */
export class Faults {
  #next = 1;
  #rules: ActiveRule[] = [];

  add(rule: FaultRule): number {
    const id = this.#next++;
    this.#rules.push({ id, rule, seen: 0, hits: 0, random: mulberry32(rule.seed ?? id) });
    return id;
  }

  remove(id: number): boolean {
    const before = this.#rules.length;
    this.#rules = this.#rules.filter((active) => active.id !== id);
    return this.#rules.length < before;
  }

  clear(): void {
    this.#rules = [];
  }

  list(): ActiveFault[] {
    return this.#rules.map(({ id, rule, hits }) => ({ id, rule, hits }));
  }

  /** The rule that hits this call, which counts as a hit; undefined when it is left alone. */
  hit(method: string, path: string): FaultRule | undefined {
    for (const active of this.#rules) {
      const { rule } = active;
      if (rule.method && rule.method !== method) continue;
      if (rule.path && !fitsPattern(rule.path, path)) continue;
      if (rule.count !== undefined && active.hits >= rule.count) continue;
      active.seen += 1;
      if (active.seen <= (rule.after ?? 0)) continue;
      if (rule.probability !== undefined && active.random() >= rule.probability) continue;
      active.hits += 1;
      return rule;
    }
    return undefined;
  }
}

/** A small seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
