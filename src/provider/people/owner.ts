/** In whose name an object was made: what only they can see, change or take back. */
import type { Diagnostics, PrivateState, Problem } from "../../terraform";
import type { PumbleContext } from "../context";
import { ownershipProblems, ownerText, personText } from "../problems/ownership";
import type { Workspace } from "../reads/workspace";

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

/** Who made it, when the key is surely of another workspace than theirs. */
async function ownerElsewhere(privateState: PrivateState, context: PumbleContext): Promise<Owner | null> {
  const other = otherOwner(privateState, context);
  const isHere = other && (await context.workspace.users()).some(({ id }) => id === other.id);
  return isHere ? null : other;
}

/**
 * Who alone can change or take back a message, when that is somebody else. What the addon's bot says is everybody's in
 * its workspace.
 */
export async function otherAuthor(
  { as_bot = false }: { as_bot?: boolean },
  { privateState, context }: Omit<Reading, "diagnostics">,
): Promise<Owner | null> {
  return as_bot ? ownerElsewhere(privateState, context) : otherOwner(privateState, context);
}

/**
 * To be called before what belongs to a place is given up.
 * @param what in a sentence
 * @throws {Problem} with a key of another workspace, which cannot know what becomes of it
 */
export async function refuseElsewhere(what: string, { privateState, context }: Omit<Reading, "diagnostics">) {
  const other = await ownerElsewhere(privateState, context);
  if (other) throw notYours(what, other, context.workspace);
}

/** Somebody else's object that is to be changed. */
export function notYoursToChange(what: string, other: Owner, { me }: Pick<Workspace, "me">): Problem {
  const values = { what: inSentence(what), owner: personText(other), me: ownerText(me) };
  return ownershipProblems.not_yours_to_change(values);
}

/** Somebody else's object that is to be taken back. */
export function notYours(what: string, other: Owner, { me }: Pick<Workspace, "me">): Problem {
  const values = { what: inSentence(what), owner: personText(other), me: ownerText(me) };
  return ownershipProblems.not_yours(values);
}

/** `message 5f…` for `Message 5f…`, and `API key "ci"` as it is. */
function inSentence(what: string): string {
  return what.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());
}

/** Warns of an object in a channel that the key cannot see, and names who made it when that is somebody else. */
export function warnOfUnseen(what: string, channel_id: string, reading: Reading): void {
  const { privateState, context, diagnostics } = reading;
  const me = ownerText(context.workspace.me);
  const other = otherOwner(privateState, context);
  const { place_of_another, place_unseen } = ownershipProblems;
  diagnostics.add(
    other
      ? place_of_another({ what, channel_id, owner: personText(other), me })
      : place_unseen({ what, channel_id, me }),
  );
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
