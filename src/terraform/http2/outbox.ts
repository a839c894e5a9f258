import type { Writable } from "node:stream";

/** Gathers what is sent in one turn into one write: a whole answer is then one packet, and one TLS record. */
export class Outbox {
  #waiting: Buffer[] = [];
  #scheduled = false;

  constructor(private readonly socket: Writable) {}

  /** Queues bytes for the end of this turn. */
  add(bytes: readonly Buffer[]): void {
    this.#waiting.push(...bytes);
    if (this.#scheduled) return;
    this.#scheduled = true;
    process.nextTick(() => {
      this.#scheduled = false;
      this.flush();
    });
  }

  /** Writes what is queued now. */
  flush(): void {
    if (this.#waiting.length === 0 || !this.socket.writable) return;
    const bytes = this.#waiting.length === 1 ? this.#waiting[0]! : Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.socket.write(bytes);
  }
}
