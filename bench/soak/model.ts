/** What must be in the workspace, by what was acknowledged. */

/** How often something may be there. */
export type Fate =
  /** Acknowledged. */
  | "there"
  /** Refused, or its deletion acknowledged. */
  | "gone"
  /** The answer was lost: there or not, but never twice. */
  | "open";

/** A message or a scheduled one, told from all others by a token that its text begins with. */
export interface Entry {
  readonly token: string;
  readonly kind: "message" | "scheduled";
  readonly channelId: string;
  /** Once it is acknowledged. */
  id?: string;
  /** The key that it was posted with. */
  by?: string;
  fate: Fate;
  /** Why it is gone: each has an invariant of its own. */
  because?: "refused" | "deleted";
  /** What it may say. */
  texts: string[];
  /** Something is being done to it at this moment. */
  isBusy: boolean;
  /** Goes up with each change, so that a check knows what changed while it looked. */
  version: number;
  /** When it is sent, by the workspace's clock, in epoch milliseconds. */
  sendAt?: number;
}

export class Model {
  readonly entries: Entry[] = [];
  readonly #there: Entry[] = [];
  #made = 0;

  constructor(private readonly prefix: string) {}

  /** A new entry that is about to be made. */
  begin(kind: Entry["kind"], channelId: string, sendAt?: number): Entry {
    const token = `${this.prefix}-${this.#made++}-end`;
    const entry: Entry = {
      ...{ token, kind, channelId, fate: "open", texts: [`${token} first`], isBusy: true, version: 0 },
      ...(sendAt === undefined ? {} : { sendAt }),
    };
    this.entries.push(entry);
    return entry;
  }

  /** Its change is over. */
  settle(entry: Entry, change: Partial<Pick<Entry, "fate" | "id" | "by" | "texts" | "because">>): void {
    Object.assign(entry, change);
    entry.isBusy = false;
    entry.version++;
    if (entry.kind === "message" && entry.fate === "there" && change.id) this.#there.push(entry);
  }

  /** Takes an acknowledged message to change it; undefined when there is none at rest. */
  take(random: () => number): Entry | undefined {
    while (this.#there.length > 0) {
      const at = Math.floor(random() * this.#there.length);
      const entry = this.#there[at]!;
      if (entry.fate !== "there") {
        this.#there[at] = this.#there.at(-1)!;
        this.#there.pop();
        continue;
      }
      if (entry.isBusy) return undefined;
      this.touch(entry);
      return entry;
    }
    return undefined;
  }

  /** Something is about to be done to it. */
  touch(entry: Entry): void {
    entry.isBusy = true;
    entry.version++;
  }

  /** How many messages are known to be there. */
  get population(): number {
    return this.#there.length;
  }
}
