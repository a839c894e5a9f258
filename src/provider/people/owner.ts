/** In whose name an object was made: what only they can see, change or take back. */
import type { Diagnostics, PrivateState } from "../../terraform";
import type { PumbleContext } from "../context";
import { ownershipProblems, personText } from "../problems/ownership";

/** A member as problems name them. */
export interface Owner {
  id: string;
  name: string;
  email: string;
}

const key = "owner";

/** To be called when an object was made, and when one was imported. A key that may not ask who owns it remembers nobody. */
export function rememberOwner(privateState: PrivateState, { workspace }: PumbleContext): void {
  const { me } = workspace;
  if (!me || privateState.get(key) !== undefined) return;
  privateState.set(key, { id: me.id, name: me.name, email: me.email });
}

/** Who made it, as far as that is known. */
export function ownerOf(privateState: PrivateState, { workspace }: PumbleContext): Owner | null {
  return (privateState.get(key) as Owner | undefined) ?? workspace.me;
}

/** Who made it, when that is surely somebody else than the key's owner. */
export function otherOwner(privateState: PrivateState, context: PumbleContext): Owner | null {
  const owner = ownerOf(privateState, context);
  const { me } = context.workspace;
  return owner && me && owner.id !== me.id ? owner : null;
}

/**
 * To be called when an object is read: warns when somebody else made it.
 * @returns whether they did
 */
export function warnOfOther(what: string, { privateState, context, diagnostics }: Reading): boolean {
  const other = otherOwner(privateState, context);
  if (other) {
    const me = personText(context.workspace.me!);
    diagnostics.add(ownershipProblems.made_by_another({ what, owner: personText(other), me }));
  } else rememberOwner(privateState, context);
  return other !== null;
}

/** What a read has at hand. */
export interface Reading {
  privateState: PrivateState;
  context: PumbleContext;
  diagnostics: Diagnostics;
}
