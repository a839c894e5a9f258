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

/** Records under a key in ascending order of their ids, with positions: what paging needs. */
export class SortedIndex<Entry extends Keyed> implements Index<Entry> {
  readonly #entries = new Map<string, Entry[]>();

  constructor(private readonly keyOf: (entry: Entry) => string | null) {}

  /** Records under this key, ascending. */
  of(key: string): readonly Entry[] {
    return this.#entries.get(key) ?? none;
  }

  /** How many records under this key have a smaller id: its position when it is there. */
  position(key: string, id: string): number {
    return lowerBound(this.of(key), id);
  }

  add(entry: Entry): void {
    const key = this.keyOf(entry);
    if (key === null) return;
    const entries = this.#entries.get(key);
    if (!entries) this.#entries.set(key, [entry]);
    else if (entries[entries.length - 1]!.id < entry.id) entries.push(entry);
    else entries.splice(lowerBound(entries, entry.id), 0, entry);
  }

  remove(entry: Entry): void {
    const key = this.keyOf(entry);
    if (key === null) return;
    const entries = this.#entries.get(key) ?? [];
    const at = lowerBound(entries, entry.id);
    if (entries[at]?.id === entry.id) entries.splice(at, 1);
    if (entries.length === 0) this.#entries.delete(key);
  }

  update(before: Entry, after: Entry): void {
    const key = this.keyOf(after);
    if (key === null || this.keyOf(before) !== key) {
      this.remove(before);
      this.add(after);
      return;
    }
    const entries = this.#entries.get(key)!;
    entries[lowerBound(entries, after.id)] = after;
  }

  clear(): void {
    this.#entries.clear();
  }
}

const none: readonly never[] = [];

function lowerBound(entries: readonly Keyed[], id: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entries[middle]!.id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
