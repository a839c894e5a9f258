/** Keys as they must behave. */

/** A key that was made in this run. */
export interface KnownKey {
  readonly text: string;
  readonly id: string;
  /** Open: a change's answer was lost. */
  state: "working" | "ended" | "open";
  /** Epoch milliseconds by the addon's clock. */
  readonly expiresAt: number | null;
  /** Milliseconds of this process's own clock at which its end was acknowledged, and by which addon. */
  ended?: { readonly atMs: number; readonly by: number };
}

/** What a replica of the addon may remember of a key that another one ended. */
export const elsewhereMs = 2_000;

export class KeyBook {
  readonly all: KnownKey[] = [];

  /** Some key of this state. */
  some(state: KnownKey["state"], random: () => number): KnownKey | undefined {
    const keys = this.all.filter((key) => key.state === state);
    return keys[Math.floor(random() * keys.length)];
  }
}
