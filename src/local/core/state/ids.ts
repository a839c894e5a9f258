import { createHash, createHmac } from "node:crypto";

/** Where the ids and secrets of a workspace have got to; saved with every change. */
export interface IdState {
  /** Distinguishes workspaces; ten hex digits of every id. */
  seed: string;
  /** What secrets are derived from; itself never shown. */
  secretSeed: string;
  count: number;
  secretCount: number;
  /** Epoch seconds of the newest id. */
  lastSecond: number;
}

/**
 * Makes ids as the platform's look: 24 hex digits, of which 8 are the second, 10 the workspace and 6 a counter. They only
 * ascend, whatever the clock does, so ids order messages. The same seed and the same times give the same ids.
 */
export class Ids {
  #state: IdState;
  readonly #first: IdState;

  constructor(
    private readonly now: () => number,
    state: IdState,
  ) {
    this.#state = { ...state };
    this.#first = { ...state };
  }

  /** Begins again, so that the same things get the same ids once more. */
  startOver(): void {
    this.#state = { ...this.#first, secretSeed: this.#state.secretSeed };
  }

  get state(): IdState {
    return { ...this.#state };
  }

  restore(state: IdState): void {
    this.#state = { ...state };
  }

  next(): string {
    const state = this.#state;
    state.lastSecond = Math.max(state.lastSecond, Math.floor(this.now() / 1000));
    state.count += 1;
    const counter = state.count % 0x1000000;
    if (counter === 0) state.lastSecond += 1;
    return hex(state.lastSecond, 8) + state.seed + hex(counter, 6);
  }

  /** A secret of `bytes` bytes in hex: unguessable without the secret seed, repeatable with it. */
  secret(label: string, bytes = 16): string {
    this.#state.secretCount += 1;
    const message = `${label}:${this.#state.secretCount}`;
    return createHmac("sha256", this.#state.secretSeed)
      .update(message)
      .digest("hex")
      .slice(0, bytes * 2);
  }

  /** A digest of the text that nobody can make without the secret seed; always the same for the same text. */
  mac(text: string): string {
    return createHmac("sha256", this.#state.secretSeed).update(text).digest("hex");
  }
}

/** Ten hex digits that stand for a workspace in all its ids. */
export function idSeed(name: string): string {
  return createHash("sha256").update(`workspace:${name}`).digest("hex").slice(0, 10);
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0").slice(-digits);
}
