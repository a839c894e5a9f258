/** Something derived from a table's records and kept in step with them. */
export interface Index<Entry> {
  add(entry: Entry): void;
  remove(entry: Entry): void;
  /** The record of this id was replaced. */
  update(before: Entry, after: Entry): void;
  clear(): void;
}

type Keyed = { id: string };

/** Finds records by a key that several may share; ids in the order they came in. A null key leaves a record out. */
export class KeyIndex<Entry extends Keyed> implements Index<Entry> {
  readonly #ids = new Map<string, Set<string>>();

  constructor(private readonly keyOf: (entry: Entry) => string | null) {}

  /** Ids under this key, in the order they came in. */
  of(key: string): ReadonlySet<string> {
    return this.#ids.get(key) ?? nothing;
  }

  /** The first id under this key. */
  first(key: string): string | undefined {
    return this.of(key).values().next().value;
  }

  add(entry: Entry): void {
    const key = this.keyOf(entry);
    if (key === null) return;
    const ids = this.#ids.get(key);
    if (ids) ids.add(entry.id);
    else this.#ids.set(key, new Set([entry.id]));
  }

  remove(entry: Entry): void {
    const key = this.keyOf(entry);
    if (key === null) return;
    const ids = this.#ids.get(key);
    ids?.delete(entry.id);
    if (ids?.size === 0) this.#ids.delete(key);
  }

  update(before: Entry, after: Entry): void {
    if (this.keyOf(before) === this.keyOf(after)) return;
    this.remove(before);
    this.add(after);
  }

  clear(): void {
    this.#ids.clear();
  }
}

const nothing: ReadonlySet<string> = new Set();

/** Ids under a key in ascending order, with positions: what paging needs. */
export class SortedIndex<Entry extends Keyed> implements Index<Entry> {
  readonly #ids = new Map<string, string[]>();

  constructor(private readonly keyOf: (entry: Entry) => string | null) {}

  /** Ids under this key, ascending. */
  of(key: string): readonly string[] {
    return this.#ids.get(key) ?? [];
  }

  /** How many ids under this key are smaller than `id`: its position when it is there. */
  position(key: string, id: string): number {
    return lowerBound(this.of(key), id);
  }

  add(entry: Entry): void {
    const key = this.keyOf(entry);
    if (key === null) return;
    const ids = this.#ids.get(key);
    if (!ids) this.#ids.set(key, [entry.id]);
    else if (ids[ids.length - 1]! < entry.id) ids.push(entry.id);
    else ids.splice(lowerBound(ids, entry.id), 0, entry.id);
  }

  remove(entry: Entry): void {
    const key = this.keyOf(entry);
    if (key === null) return;
    const ids = this.#ids.get(key) ?? [];
    const at = lowerBound(ids, entry.id);
    if (ids[at] === entry.id) ids.splice(at, 1);
    if (ids.length === 0) this.#ids.delete(key);
  }

  update(before: Entry, after: Entry): void {
    if (this.keyOf(before) === this.keyOf(after)) return;
    this.remove(before);
    this.add(after);
  }

  clear(): void {
    this.#ids.clear();
  }
}

function lowerBound(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
