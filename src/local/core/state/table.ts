import type { Index } from "./indexes";

/** One change of one record, with what was there before, so that it can be undone. */
export interface Change {
  table: string;
  id: string;
  before: unknown;
  /** Undefined: deleted. */
  after: unknown;
}

/** Records of one kind by id, in the order they came in, and the indexes over them. */
export class Table<Entry extends { id: string }> {
  readonly #records = new Map<string, Entry>();
  readonly #indexes: Index<Entry>[];

  constructor(
    readonly name: string,
    private readonly changed: (change: Change) => void,
    ...indexes: Index<Entry>[]
  ) {
    this.#indexes = indexes;
  }

  get size(): number {
    return this.#records.size;
  }

  get(id: string): Entry | undefined {
    return this.#records.get(id);
  }

  has(id: string): boolean {
    return this.#records.has(id);
  }

  values(): IterableIterator<Entry> {
    return this.#records.values();
  }

  /** The records of these ids; ids that are gone are left out. */
  all(ids: Iterable<string>): Entry[] {
    const found: Entry[] = [];
    for (const id of ids) {
      const entry = this.#records.get(id);
      if (entry) found.push(entry);
    }
    return found;
  }

  /** Adds the record, or replaces the one of the same id. Returns it. */
  put(entry: Entry): Entry {
    const before = this.#records.get(entry.id);
    this.apply(entry.id, entry);
    this.changed({ table: this.name, id: entry.id, before, after: entry });
    return entry;
  }

  delete(id: string): void {
    const before = this.#records.get(id);
    if (!before) return;
    this.apply(id, undefined);
    this.changed({ table: this.name, id, before, after: undefined });
  }

  /** Sets or removes a record without telling anybody: replay and undo. */
  apply(id: string, entry: Entry | undefined): void {
    const before = this.#records.get(id);
    if (entry === undefined) this.#records.delete(id);
    else this.#records.set(id, entry);
    for (const index of this.#indexes) {
      if (before && entry) index.update(before, entry);
      else if (entry) index.add(entry);
      else if (before) index.remove(before);
    }
  }

  /** Puts the records in the order of their ids, in which they came: what was put back stands at the end. */
  reorder(): void {
    const entries = [...this.#records.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
    this.clear();
    for (const entry of entries) this.apply(entry.id, entry);
  }

  clear(): void {
    this.#records.clear();
    for (const index of this.#indexes) index.clear();
  }
}
