/** What a misspelt name most likely stands for. */

/**
 * The name that was most likely meant, or null when none is near.
 * @param wrongMax letters that may be wrong, however long it is
 */
export function nearest(
  written: string,
  known: Iterable<string>,
  wrongMax = Number.POSITIVE_INFINITY,
): string | null {
  const wanted = written.toLowerCase();
  let best: { name: string; distance: number } | null = null;
  for (const name of known) {
    const limit = Math.min(wrongMax, Math.max(1, Math.floor(Math.max(name.length, written.length) / 3)));
    const found = distance(wanted, name.toLowerCase(), limit);
    if (found <= limit && (best === null || found < best.distance)) best = { name, distance: found };
  }
  return best?.name ?? null;
}

/** `Did you mean "grace"?`, or an empty text. */
export function meant(written: string, known: Iterable<string>): string {
  const name = nearest(written, known);
  return name === null ? "" : `Did you mean ${JSON.stringify(name)}?`;
}

/** Letters to insert, delete, replace or swap with their neighbour; more than `limit` is `limit + 1`. */
function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let value = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost);
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwap) value = Math.min(value, before[j - 2]! + 1);
      next.push(value);
    }
    [before, row] = [row, next];
  }
  return row[other.length]!;
}
