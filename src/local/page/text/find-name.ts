/** Whether what was typed is the beginning of a name. */

/** Words of a name, as people and channels have them. */
const between = /[\s#@,._-]+/;

const plainOf = (text: string) => text.toLowerCase().split(between).filter(Boolean).join(" ");

/**
 * How well the name fits, the best is 0: the very name, then one that begins so, then one of which a word does; null for one
 * that does not fit.
 */
export function nameRank(name: string, typed: string): number | null {
  const [plain, wanted] = [plainOf(name), plainOf(typed)];
  if (wanted === "") return null;
  if (plain === wanted) return 0;
  if (plain.startsWith(wanted)) return 1;
  return ` ${plain}`.includes(` ${wanted}`) ? 2 : null;
}
