/**
 * Which messages this client has made or met, and in which order. An object met before a write began cannot be what
 * that write made, and an object that another write of ours made is not to be adopted twice.
 */
export class Memory {
  #moment = 0;
  readonly #met = new Map<string, number>();
  readonly #made = new Set<string>();

  /** A point in this client's own order of events. */
  moment(): number {
    this.#moment += 1;
    return this.#moment;
  }

  /** Remembers the ids in an answer to a read. */
  meet(answer: unknown): void {
    const moment = this.moment();
    for (const id of idsIn(answer)) if (!this.#met.has(id)) this.#met.set(id, moment);
  }

  /** Remembers what a write made. */
  make(answer: unknown): void {
    for (const id of idsIn(answer)) this.#made.add(id);
  }

  /** Whether a write that began at `moment` can have made this object. */
  mayBeFrom(id: string, moment: number): boolean {
    return !this.#made.has(id) && (this.#met.get(id) ?? Number.POSITIVE_INFINITY) > moment;
  }
}

/** Ids of messages, channels and scheduled messages at the top of an answer or in its lists. */
function* idsIn(answer: unknown): Generator<string> {
  if (typeof answer !== "object" || answer === null) return;
  if (Array.isArray(answer)) {
    for (const item of answer) yield* idsIn(item);
    return;
  }
  const { id, channel, messages, scheduledMessages, content } = answer as Record<string, unknown>;
  if (typeof id === "string") yield id;
  for (const inner of [channel, messages, scheduledMessages, content]) yield* idsIn(inner);
}
