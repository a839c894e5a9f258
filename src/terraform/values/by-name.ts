/** Entries in order of their names: two objects of the same attributes then have the same type, text for text. */
export function byName(value: object): [name: string, value: unknown][] {
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
}
