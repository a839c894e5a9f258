/** Another address of the same person: one thing that somebody did in Pumble, however many channels name them. */
import type { Change, Finding } from "./report";

/** Whether the people of a drifted member are the same, and some of them are called otherwise. */
export function isNewAddress({ type, attributes, joins, leaves }: Change): boolean {
  if (!type.startsWith("pumble_channel_member")) return false;
  const names = new Set(attributes.map(({ name }) => name));
  const isAddress = names.has("emails") || names.has("email");
  return (
    isAddress && !names.has("user_ids") && !names.has("user_id") && joins.length > 0 && leaves.length > 0
  );
}

/** Drift with each other address told once; the other channels that name the person stand in `because`. */
export function addressesOnce(drift: readonly Change[]): Change[] {
  const first = new Map<string, Change>();
  const kept: Change[] = [];
  for (const change of drift) {
    const key = JSON.stringify([change.leaves, change.joins]);
    const before = isNewAddress(change) ? first.get(key) : undefined;
    if (before) {
      const channel = `#${change.channel ?? change.address}`;
      before.because = before.because ? `${before.because}, ${channel}` : `also in ${channel}`;
    } else {
      const copy = { ...change };
      if (isNewAddress(change)) first.set(key, copy);
      kept.push(copy);
    }
  }
  return kept;
}

/** Warnings without those that say no more than the drift does. */
export function warningsBeside(drift: readonly Change[], warnings: readonly Finding[]): Finding[] {
  const moved = drift.filter(isNewAddress);
  const isTold = ({ detail }: Finding) => {
    const words = new Set(detail.match(/[^\s<>,;:()"]*[\p{L}\p{N}]/gu));
    const names = (addresses: readonly string[]) => addresses.some((address) => words.has(address));
    return moved.some(({ leaves, joins }) => names(leaves) && names(joins));
  };
  return warnings.filter((warning) => !isTold(warning));
}
