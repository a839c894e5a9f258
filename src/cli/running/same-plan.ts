/** Whether a plan made now is what was planned before, the rest of it, or something else. */
import { asChange, type TerraformPlan } from "../../review";

export type ResourceChange = TerraformPlan["resource_changes"][number];

export type Comparison =
  | { is: "same" }
  /** Some of it is done already; nothing is in it that was not planned. */
  | { is: "rest" }
  | { is: "different"; differences: Difference[] };

export interface Difference {
  address: string;
  /** `new`: was not planned. `gone`: planned, and no longer to do. `other`: does something else. */
  kind: "new" | "gone" | "other";
}

/** @param now a plan that was made just now, of the same code */
export function comparePlans(saved: TerraformPlan, now: TerraformPlan): Comparison {
  const [before, after] = [toDo(saved), toDo(now)];
  const differences: Difference[] = [];
  for (const [object, change] of after) {
    const { address } = change;
    const planned = before.get(object);
    if (!planned) differences.push({ address, kind: "new" });
    else if (!fits(planned, change)) differences.push({ address, kind: "other" });
  }
  const missing = [...before].filter(([object]) => !after.has(object)).map(([, { address }]) => address);
  if (differences.length === 0) return { is: missing.length === 0 ? "same" : "rest" };
  return {
    is: "different",
    differences: [...differences, ...missing.map((address) => ({ address, kind: "gone" as const }))],
  };
}

/**
 * What is to be done, by object: at an address there may be others that a replacement left behind. An action is one for
 * each thing that sets it off.
 */
function toDo(plan: TerraformPlan): Map<string, ResourceChange> {
  const changes = plan.resource_changes.filter(
    ({ mode, change, previous_address, address }) =>
      mode === "managed" &&
      (change.actions.join() !== "no-op" ||
        change.importing != null ||
        (previous_address !== undefined && previous_address !== address)),
  );
  const actions = plan.action_invocations.map((one): [string, ResourceChange] => [
    `${one.address} ${JSON.stringify(one.lifecycle_action_trigger ?? null)}`,
    asChange(one),
  ]);
  return new Map([
    ...changes.map((one): [string, ResourceChange] => [`${one.address} ${one.deposed ?? ""}`, one]),
    ...actions,
  ]);
}

/** The same action with the same values, as far as they were known; one that failed half-way is made anew instead. */
function fits(planned: ResourceChange, now: ResourceChange): boolean {
  const [wanted, wants] = [planned.change.actions.join(), now.change.actions.join()];
  const isRetry = now.action_reason === "replace_because_tainted" && wanted.includes("create");
  if (wanted !== wants && !isRetry) return false;
  if (!isRetry && !holds(ours(planned.change.before), ours(now.change.before))) return false;
  const open = { planned: planned.change.after_unknown, now: now.change.after_unknown };
  return holds(planned.change.after, now.change.after, open);
}

/** What goes on by itself is no reason to look at a plan again. */
function ours(before: ResourceChange["change"]["before"]) {
  const { next_send_at: _, ...rest } = before ?? {};
  return rest;
}

/** What is unknown of a value: all of it, or parts. */
interface Open {
  readonly planned?: unknown;
  readonly now?: unknown;
}

/** Whether `now` says what was planned, wherever that was known. */
function holds(planned: unknown, now: unknown, open: Open = {}): boolean {
  if (open.planned === true) return true;
  if (open.now === true) return false;
  const within = (name: string | number): Open => ({
    planned: partOf(open.planned, name),
    now: partOf(open.now, name),
  });
  if (Array.isArray(planned) && Array.isArray(now)) {
    return (
      planned.length === now.length && planned.every((item, index) => holds(item, now[index], within(index)))
    );
  }
  if (isObject(planned) && isObject(now)) {
    const names = new Set([planned, now].flatMap((one) => Object.keys(one)));
    return [...names].every((name) => holds(planned[name], now[name], within(name)));
  }
  return planned === now || (planned == null && now == null);
}

function partOf(value: unknown, name: string | number): unknown {
  return isObject(value) || Array.isArray(value)
    ? (value as Record<string | number, unknown>)[name]
    : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
