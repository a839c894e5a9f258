/** What a plan may not do without somebody's leave. */
import type { Gate, StackReport } from "../report";

export interface Limits {
  /** Largest part of the objects in the state that one plan may remove, as a fraction; null for no limit. */
  maxRemoved: number | null;
  /** Most people whom one plan may notify by `@channel`, `@here` and user groups; null for no limit. */
  maxNotified: number | null;
}

export type Leave = ReadonlySet<Gate["name"]>;

/** How many objects a plan takes away for good or no longer manages. */
function removed({ counts }: StackReport): number {
  return (counts.destroy ?? 0) + (counts.forget ?? 0);
}

/**
 * The gates that a plan comes to; none when it stays within the limits.
 * @param leave what was asked for by a flag or a label
 */
export function gatesOf(stack: StackReport, limits: Limits, leave: Leave): Gate[] {
  const gates: Gate[] = [];
  const gone = removed(stack);
  if (limits.maxRemoved !== null && stack.objects > 0 && gone / stack.objects > limits.maxRemoved) {
    const percent = Number((limits.maxRemoved * 100).toFixed(2));
    const says = `It removes ${gone} of ${stack.objects} objects; the policy allows ${percent} %.`;
    gates.push({ name: "allow-removal", says, lifted: leave.has("allow-removal") });
  }
  const { broadcast, atLeast } = stack.notifies;
  const { maxNotified } = limits;
  if (maxNotified !== null && (atLeast || broadcast > maxNotified)) {
    const count = atLeast ? "people who cannot all be counted" : `${broadcast} people at once`;
    const says = `It notifies ${count}; the policy allows ${maxNotified}.`;
    gates.push({ name: "allow-notify", says, lifted: leave.has("allow-notify") });
  }
  return gates;
}

/** Whether somebody's leave is still missing. */
export function isRefused({ gates }: Pick<StackReport, "gates">): boolean {
  return gates.some(({ lifted }) => !lifted);
}
