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

/**
 * Where a word is: a record's number in the upper bits, how often the word is in it in the lower eight, ascending. Most
 * words are in one record only, and then there is no array.
 */
type Posting = number | number[];

const countBits = 8;
const countMax = 2 ** countBits - 1;

/** The index begins anew when more numbers than this, and than are in use, stand for records that are gone. */
const goneMax = 1000;

/**
 * Finds records by the words in their text. New texts wait until somebody searches or `settle` is called, so that neither
 * starting nor posting pays for it. Inside, records are numbered: numbers are quicker to look up than ids. A record that
 * goes leaves its number unused.
 */
export class WordIndex<Entry extends { id: string; text: string }> implements Index<Entry> {
  /** By the first two characters of a word, then by word. */
  readonly #shelves = new Map<string, Map<string, Posting>>();
  readonly #pending = new Map<string, Entry>();
  readonly #numbers = new Map<string, number>();
  /** By number. */
  #entries: (Entry | undefined)[] = [];
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
    const meet = (at: number, packed: number) => {
      const number = packed >>> countBits;
      if (wordsMet[number]! < at) return;
      wordsMet[number] = at + 1;
      hits[number]! += packed & countMax;
    };
    for (const [at, word] of words.entries()) {
      for (const posting of this.#beginningWith(word)) {
        if (typeof posting === "number") meet(at, posting);
        else for (const packed of posting) meet(at, packed);
      }
    }
    if (words.length === 0) return;
    for (let number = 0; number < hits.length; number += 1) {
      const entry = this.#entries[number];
      if (entry && wordsMet[number] === words.length) yield [entry, hits[number]! / this.#lengths[number]!];
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
    this.#numbers.delete(entry.id);
    this.#entries[number] = undefined;
    const gone = this.#entries.length - this.#numbers.size;
    if (gone > goneMax && gone > this.#numbers.size) this.#beginAnew();
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

  /** Lets every record wait again. */
  #beginAnew(): void {
    const waiting = [...this.#entries.filter((entry) => entry !== undefined), ...this.#pending.values()];
    this.clear();
    for (const entry of waiting) this.add(entry);
  }

  #shelve(entry: Entry): void {
    const words = wordsOf(entry.text);
    const number = this.#entries.length;
    this.#numbers.set(entry.id, number);
    this.#entries.push(entry);
    this.#lengths.push(words.length);
    for (const word of words) {
      const key = word.slice(0, 2);
      const shelf: Map<string, Posting> = this.#shelves.get(key) ?? new Map();
      this.#shelves.set(key, shelf);
      const once = (number << countBits) + 1;
      const posting = shelf.get(word);
      if (posting === undefined) shelf.set(word, once);
      else if (typeof posting === "number") {
        shelf.set(word, posting >>> countBits === number ? again(posting) : [posting, once]);
      } else if (posting.at(-1)! >>> countBits === number) posting.push(again(posting.pop()!));
      else posting.push(once);
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

/** The same place with the word once more. */
function again(packed: number): number {
  return (packed & countMax) === countMax ? packed : packed + 1;
}
