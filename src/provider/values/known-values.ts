/**
 * What an object has been in Pumble since Terraform knows it, by attribute, in private state: what was asked for at the
 * last apply, and what people made of it since. So "the code asks for something new" and "somebody changed Pumble" are
 * told apart for what no API can change.
 */
import type { PrivateState } from "../../terraform";

const key = "known";
/** Of each attribute; older ones are forgotten. */
const most = 20;

type Known = Record<string, string[]>;

function all(privateState: PrivateState): Known {
  return (privateState.get(key) as Known | undefined) ?? {};
}

/** Adds what the attributes are now. Private state stays untouched when that is known already. */
export function noteValues(privateState: PrivateState, values: Readonly<Record<string, string>>): void {
  const known = all(privateState);
  const fresh = Object.entries(values).filter(([name, value]) => !known[name]?.includes(value));
  if (fresh.length === 0) return;
  const added = fresh.map(([name, value]) => [name, [...(known[name] ?? []), value].slice(-most)]);
  privateState.set(key, { ...known, ...Object.fromEntries(added) });
}

/** The same for those attributes of which something is known; of what was only imported nobody knows what was asked. */
export function noteChanges(privateState: PrivateState, values: Readonly<Record<string, string>>): void {
  const known = all(privateState);
  noteValues(privateState, Object.fromEntries(Object.entries(values).filter(([name]) => known[name])));
}

/** Whether anything is known at all. */
export function knowsValues(privateState: PrivateState): boolean {
  return Object.keys(all(privateState)).length > 0;
}

/** Whether the attribute has ever been this; null when nothing is known of it. */
export function wasEver(privateState: PrivateState, attribute: string, value: string): boolean | null {
  return all(privateState)[attribute]?.includes(value) ?? null;
}
