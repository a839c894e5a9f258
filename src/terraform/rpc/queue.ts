/** Hands values from a callback to an async iteration, in order. */
export class Queue<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = [];
  #ended = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => {};

  push(value: T): void {
    this.#waiting.push(value);
    this.#wake();
  }

  /** The last value. */
  end(value: T): void {
    this.#ended = true;
    this.push(value);
  }

  /** The iteration throws this after what was pushed before. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#waiting.length > 0) yield this.#waiting.shift()!;
      if (this.#failure) throw this.#failure.error;
      if (this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
