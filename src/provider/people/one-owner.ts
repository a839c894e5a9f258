/** Two resources of a configuration that are one object of Pumble. */
import type { Diagnostics, PrivateState, Problem } from "../../terraform";
import type { PumbleContext } from "../context";
import { ownershipProblems } from "../problems/ownership";

/** What is being planned. */
export interface Planned {
  readonly state: object | null;
  readonly context: PumbleContext;
  readonly privateState: PrivateState;
  readonly diagnostics: Diagnostics;
}

/** Private state of whatever is known already has one of these: a plan for something new then replaces itself. */
const signs = ["owner", "known", "added", "addresses", "content"];

/** An object of Pumble. */
export interface Thing {
  /** The same for all resources that may have it: `message 5f…`. */
  is: string;
  /** The same in words. */
  called: string;
  /** What is wrong with two of it; default: that there are two. */
  twice?: () => Problem;
}

/**
 * To be called for each plan that knows which object it is about. A new object that another resource has, or is to have,
 * is refused; two resources that have one already are told so.
 * @throws {Problem}
 */
export function planAlone(call: Planned, { is, called: what, twice }: Thing): void {
  if (!call.context.configured) return;
  const { claims } = call.context.workspace;
  const refused = twice ?? (() => ownershipProblems.object_twice({ what }));
  if (call.state) {
    const other = claims.hold(is);
    if (other === "plan") throw refused();
    if (other === "state") call.diagnostics.add(ownershipProblems.object_twice_in_state({ what }));
    return;
  }
  const isReplaced = signs.some((name) => call.privateState.get(name) !== undefined);
  if (!isReplaced && !claims.want(is)) throw refused();
}
