/** What a caller knows of its keys when answers may have been lost: what was acknowledged, and what is in doubt. */
import { expect } from "vitest";

export interface KnownKey {
  readonly id: string;
  readonly text: string;
  /** Of this key and of those that replace it, and of no other. */
  readonly name: string;
  /** `ending`: that it shall end was asked for, and not answered yet. */
  state: "working" | "ending" | "ended";
}

/** Each key once: the same name twice would be a key that was replaced by half. */
export interface ListedKey {
  id: string;
  name: string;
}

export class KeyModel {
  readonly #keys = new Map<string, KnownKey>();
  /** Replaced, or to be replaced: a key with this name must be there. */
  readonly #replaced = new Set<string>();
  #touched = new Set<KnownKey>();

  /** Every key that was acknowledged. */
  get all(): KnownKey[] {
    return [...this.#keys.values()];
  }

  /** A key of which it is known that it works, if there is one; `pick` chooses by their number. */
  working(pick: (count: number) => number): KnownKey | undefined {
    const working = this.all.filter(({ state }) => state === "working");
    return working[pick(working.length)];
  }

  /** That the key was made has been answered. */
  made(text: string, name: string): KnownKey {
    const id = text.slice(4, 16);
    const key: KnownKey = { id, text, name, state: "working" };
    this.#keys.set(id, key);
    this.#touched.add(key);
    return key;
  }

  /** The key shall end, by a successor or for good. */
  ending(key: KnownKey, by: "successor" | "deletion"): void {
    key.state = "ending";
    this.#touched.add(key);
    if (by === "successor") this.#replaced.add(key.name);
    else this.#replaced.delete(key.name);
  }

  /** That it has ended has been answered. */
  ended(key: KnownKey): void {
    key.state = "ended";
  }

  /**
   * Compares with what the addon lists after a restart. What was in doubt is from then on as it turned out.
   * @returns the keys of which something was asked since the last time
   */
  compare(listed: readonly ListedKey[]): KnownKey[] {
    const ids = new Set(listed.map(({ id }) => id));
    const names = new Set(listed.map(({ name }) => name));
    const lost = this.#ids(({ id, state }) => state === "working" && !ids.has(id));
    const risen = this.#ids(({ id, state }) => state === "ended" && ids.has(id));
    const halfReplaced = [...this.#replaced].filter((name) => !names.has(name));
    expect({ lost, risen, halfReplaced }).toEqual({ lost: [], risen: [], halfReplaced: [] });
    expect(names.size).toBe(listed.length);
    const touched = [...this.#touched];
    this.#touched = new Set();
    for (const key of touched) {
      if (key.state === "ending") key.state = ids.has(key.id) ? "working" : "ended";
    }
    return touched;
  }

  #ids(fits: (key: KnownKey) => boolean): string[] {
    return this.all.filter(fits).map(({ id }) => id);
  }
}
