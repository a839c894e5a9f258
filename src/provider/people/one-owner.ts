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
  /** Whether a new resource only comes to have it by `adopt_existing`. */
  isAdopted?: boolean;
  /** Whether it stays where it is when the resource that has it is destroyed. */
  stays?: boolean;
  /** Why a second one surely cannot be made; default: it would be the first one's. */
  twice?: () => Problem;
}

/**
 * To be called for each plan that knows which object it is about: refuses what two resources are to have, for what the
 * configuration gets wrong is told before both have it. What both have in state already is only told of: an error would
 * be in the way of what puts it right.
 * @throws {Problem}
 */
export function planAlone(call: Planned, { is, called: what, isAdopted, stays, twice }: Thing): void {
  if (!call.context.configured) return;
  const { claims } = call.context.workspace;
  const { object_adopted_twice, object_twice, object_twice_in_state } = ownershipProblems;
  const refused = () => (isAdopted ? object_adopted_twice : object_twice)({ what });
  if (call.state) {
    const other = claims.hold(is);
    if (other === "plan") throw refused();
    if (other === "state") call.diagnostics.add(object_twice_in_state({ what }));
    return;
  }
  const isReplaced = !stays && signs.some((name) => call.privateState.get(name) !== undefined);
  if (isReplaced || claims.want(is)) return;
  throw twice ? twice() : refused();
}

const nothingKept = { get: () => undefined, set: () => {} };

/**
 * The same for what a change puts in the place of the object in state: another one, which somebody else may have.
 * @throws {Problem}
 */
export function planAnother(call: Planned, thing: Thing): void {
  planAlone({ ...call, state: null, privateState: nothingKept }, thing);
}

/**
 * To be called before an object is made or taken over that another resource may have made in this apply.
 * @throws {Problem} when one has
 */
export function makeAlone({ workspace }: PumbleContext, { is, called: what }: Thing): void {
  if (workspace.claims.made.has(is)) throw ownershipProblems.object_made_twice({ what });
  workspace.claims.made.add(is);
}
