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

/** Finds records by the words in their text. */
export class WordIndex<Entry extends { id: string; text: string }> implements Index<Entry> {
  readonly #ids = new Map<string, Set<string>>();

  /** Ids of the records that hold a word beginning with this one. */
  beginningWith(word: string): Set<string> {
    const found = new Set<string>();
    for (const [known, ids] of this.#ids) if (known.startsWith(word)) for (const id of ids) found.add(id);
    return found;
  }

  add(entry: Entry): void {
    for (const word of new Set(wordsOf(entry.text))) {
      const ids = this.#ids.get(word);
      if (ids) ids.add(entry.id);
      else this.#ids.set(word, new Set([entry.id]));
    }
  }

  remove(entry: Entry): void {
    for (const word of new Set(wordsOf(entry.text))) {
      const ids = this.#ids.get(word);
      ids?.delete(entry.id);
      if (ids?.size === 0) this.#ids.delete(word);
    }
  }

  update(before: Entry, after: Entry): void {
    if (before.text === after.text) return;
    this.remove(before);
    this.add(after);
  }

  clear(): void {
    this.#ids.clear();
  }
}
