/** Knows whether the database answers, and says so: once when it stops, now and then meanwhile, once when it is back. */
import type { Log } from "../log";
import type { DatabaseFailure, DatabaseTrouble } from "./failure";

/** While the database is in trouble, a line this often. */
const tellEveryMs = 10_000;

export class DatabaseWatch {
  readonly #log: Log | undefined;
  #since: number | null = null;
  #toldAt = 0;
  #failures = 0;
  #trouble: DatabaseTrouble | null = null;

  constructor(log?: Log) {
    this.#log = log;
  }

  /** What the last failure was about; null while statements work. */
  get trouble(): DatabaseTrouble | null {
    return this.#trouble;
  }

  failed(failure: DatabaseFailure): void {
    const now = performance.now();
    this.#failures++;
    const isNew = this.#trouble === null || (failure.trouble === "full" && this.#trouble !== "full");
    this.#trouble = failure.trouble;
    this.#since ??= now;
    if (!isNew && now - this.#toldAt < tellEveryMs) return;
    this.#toldAt = now;
    this.#log?.error(failure.message, { error: failure.cause, failures: this.#failures });
  }

  /** A statement worked. @param wrote something was stored: only that shows that there is space again */
  worked(wrote: boolean): void {
    if (this.#since === null || (this.#trouble === "full" && !wrote)) return;
    const afterMs = Math.round(performance.now() - this.#since);
    this.#log?.info("The database works again", { afterMs, failures: this.#failures });
    this.#since = null;
    this.#trouble = null;
    this.#failures = 0;
  }
}
