import type { Place } from "./place";

/** A value of a YAML file with the places that its parts stand at. */
export interface Mark {
  /** Where the value is. */
  readonly value: Place;
  /** Where its key is; of a list's entry, where the entry is. */
  readonly key: Place;
  /** A scalar as it is written. */
  readonly source: string | null;
  /** Marks of what it holds, by key or position. */
  readonly entries: ReadonlyMap<string, Mark>;
}

/** One file, read: plain data, and where each part of it stands. */
export interface Written {
  readonly file: string;
  readonly data: unknown;
  readonly mark: Mark;
}

/** The mark at a path, or of the nearest thing above it that is written. */
export function markAt(mark: Mark, path: readonly PropertyKey[]): Mark {
  let found = mark;
  for (const step of path) {
    const next = found.entries.get(String(step));
    if (!next) return found;
    found = next;
  }
  return found;
}

/**
 * The entries of a map in the order in which they are written: JavaScript puts those whose names are numbers first.
 * @param mark the map's own
 */
export function entriesAsWritten<T>(data: Readonly<Record<string, T>>, mark: Mark): [string, T][] {
  const places = new Map([...mark.entries.keys()].map((name, index) => [name, index]));
  const placeOf = ([name]: [string, T]) => places.get(name) ?? places.size;
  return Object.entries(data).sort((one, other) => placeOf(one) - placeOf(other));
}
