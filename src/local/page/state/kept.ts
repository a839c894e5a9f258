/** What the browser keeps through a reload: for this tab, or for all of them. Nowhere else there is nothing to keep it. */

interface Keeper {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

type Where = "sessionStorage" | "localStorage";

function keeper(where: Where): Keeper | undefined {
  try {
    return (globalThis as { [name in Where]?: Keeper })[where];
  } catch {
    // A browser that is told to keep nothing throws.
    return undefined;
  }
}

/** The value that was kept under the key; null when there is none, or one that nobody can read. */
export function keptValue<Value>(where: Where, key: string): Value | null {
  try {
    return JSON.parse(keeper(where)?.getItem(key) ?? "null") as Value | null;
  } catch {
    return null;
  }
}

/** Keeps a value. A browser that has no room for it forgets it at the reload. */
export function keepValue(where: Where, key: string, value: unknown): void {
  try {
    keeper(where)?.setItem(key, JSON.stringify(value));
  } catch {
    // Nothing depends on it.
  }
}
