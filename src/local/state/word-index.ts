import type { Index } from "./indexes";

/** The words of a text as search sees them: lower case, letters and digits. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Number of a record → how often the word is in it. */
type Posting = Map<number, number>;

/**
 * Finds records by the words in their text. New texts wait until somebody searches or `settle` is called, so that neither
 * starting nor posting pays for it. Inside, records are numbered: numbers are quicker to look up than ids.
 */
export class WordIndex<Entry extends { id: string; text: string }> implements Index<Entry> {
  /** By the first two characters of a word, then by word. */
  readonly #shelves = new Map<string, Map<string, Posting>>();
  readonly #pending = new Map<string, Entry>();
  readonly #numbers = new Map<string, number>();
  /** By number. */
  #entries: Entry[] = [];
  /** How many words a record has, by number. */
  #lengths: number[] = [];

  /**
   * Records that hold, for each of these, a word that begins with it, with the share of their words that do. None for no
   * words.
   */
  *search(words: readonly string[]): Generator<[entry: Entry, share: number]> {
    this.settle();
    const hits = new Uint32Array(this.#entries.length);
    const wordsMet = new Uint16Array(this.#entries.length);
    for (const [at, word] of words.entries()) {
      for (const posting of this.#beginningWith(word)) {
        for (const [number, count] of posting) {
          if (wordsMet[number]! < at) continue;
          wordsMet[number] = at + 1;
          hits[number]! += count;
        }
      }
    }
    if (words.length === 0) return;
    for (let number = 0; number < hits.length; number += 1) {
      if (wordsMet[number] === words.length)
        yield [this.#entries[number]!, hits[number]! / this.#lengths[number]!];
    }
  }

  /**
   * Takes in texts that wait.
   * @param most how many at once
   * @returns whether more wait
   */
  settle(most = Number.POSITIVE_INFINITY): boolean {
    let taken = 0;
    for (const [id, entry] of this.#pending) {
      if (taken === most) return true;
      this.#pending.delete(id);
      this.#shelve(entry);
      taken += 1;
    }
    return false;
  }

  add(entry: Entry): void {
    this.#pending.set(entry.id, entry);
  }

  remove(entry: Entry): void {
    if (this.#pending.delete(entry.id)) return;
    const number = this.#numbers.get(entry.id);
    if (number === undefined) return;
    for (const word of new Set(wordsOf(entry.text))) {
      const shelf = this.#shelves.get(word.slice(0, 2));
      const posting = shelf?.get(word);
      posting?.delete(number);
      if (posting?.size === 0) shelf?.delete(word);
    }
  }

  update(before: Entry, after: Entry): void {
    const number = this.#numbers.get(after.id);
    if (before.text === after.text && number !== undefined && !this.#pending.has(after.id)) {
      this.#entries[number] = after;
      return;
    }
    this.remove(before);
    this.add(after);
  }

  clear(): void {
    this.#shelves.clear();
    this.#pending.clear();
    this.#numbers.clear();
    this.#entries = [];
    this.#lengths = [];
  }

  #shelve(entry: Entry): void {
    const words = wordsOf(entry.text);
    const number = this.#numbers.get(entry.id) ?? this.#entries.length;
    this.#numbers.set(entry.id, number);
    this.#entries[number] = entry;
    this.#lengths[number] = words.length;
    for (const word of words) {
      const key = word.slice(0, 2);
      const shelf: Map<string, Posting> = this.#shelves.get(key) ?? new Map();
      this.#shelves.set(key, shelf);
      const posting = shelf.get(word);
      if (posting) posting.set(number, (posting.get(number) ?? 0) + 1);
      else shelf.set(word, new Map([[number, 1]]));
    }
  }

  #beginningWith(start: string): Posting[] {
    const shelves =
      start.length >= 2
        ? [this.#shelves.get(start.slice(0, 2))]
        : [...this.#shelves].filter(([key]) => key.startsWith(start)).map(([, shelf]) => shelf);
    const postings: Posting[] = [];
    for (const shelf of shelves) {
      for (const [word, posting] of shelf ?? []) if (word.startsWith(start)) postings.push(posting);
    }
    return postings;
  }
}
