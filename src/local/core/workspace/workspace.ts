import { randomBytes } from "node:crypto";
import { WorkspaceClock } from "../clock";
import { notFound } from "../failure";
import { Database, type Snapshot } from "../state/database";
import { Ids, idSeed } from "../state/ids";
import type { ChannelRecord, UserRecord, WorkspaceRecord } from "../state/records";
import { EventBus, type WorkspaceEvent } from "./events";

/** Who does something: a member or bot, and the app through which, if any. */
export interface Actor {
  userId: string;
  appId: string | null;
  /** Through the app's bot token, so that what it writes is the app's. */
  isBot: boolean;
}

/** The actor that a member is at the page, without an app between. */
export function inPerson(userId: string): Actor {
  return { userId, appId: null, isBot: false };
}

export interface WorkspaceOptions {
  clock?: WorkspaceClock;
  /** What ids are made of; the same seed and clock give the same ids. */
  idSeed?: string;
  /** What secrets and tokens are made of. Random unless a test wants them repeatable. */
  secretSeed?: string;
}

/** One workspace: its state, its clock, and what watches it. Everything that it can do is a function over it. */
export class Workspace {
  readonly clock: WorkspaceClock;
  readonly db: Database;
  readonly events = new EventBus();
  /** The address under which it is reached, such as `http://127.0.0.1:4000`; files are fetched from there. */
  origin = "";
  #queue: WorkspaceEvent[] = [];
  #depth = 0;

  constructor(options: WorkspaceOptions = {}) {
    this.clock = options.clock ?? new WorkspaceClock();
    const ids = new Ids(() => this.clock.now(), {
      seed: idSeed(options.idSeed ?? "local"),
      secretSeed: options.secretSeed ?? randomBytes(32).toString("hex"),
      count: 0,
      secretCount: 0,
      lastSecond: 0,
    });
    this.db = new Database(ids);
  }

  get ids(): Ids {
    return this.db.ids;
  }

  /** The time that messages carry: epoch milliseconds, cut to whole seconds as the platform does. */
  get second(): number {
    return Math.floor(this.clock.now() / 1000) * 1000;
  }

  get record(): WorkspaceRecord {
    const record = this.db.workspaces.values().next().value;
    if (!record) throw new Error("The workspace was not seeded");
    return record;
  }

  /** Does the work as one change; the events it queued go out when it is committed, and not at all when it throws. */
  change<Result>(work: () => Result): Result {
    this.#depth += 1;
    try {
      return this.db.change(work);
    } catch (error) {
      if (this.#depth === 1) this.#queue = [];
      throw error;
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#flush();
    }
  }

  /** Queues an event until the change around it is committed. */
  emit(event: WorkspaceEvent): void {
    this.#queue.push(event);
    if (this.#depth === 0) this.#flush();
  }

  /** The user of this id; refuses with 404. */
  user(id: string): UserRecord {
    const user = this.db.users.get(id);
    if (!user) throw notFound();
    return user;
  }

  /** The channel of this id, whoever may see it; refuses with 404. */
  channel(id: string): ChannelRecord {
    const channel = this.db.channels.get(id);
    if (!channel) throw notFound();
    return channel;
  }

  /**
   * Puts a saved state in place of everything. When that fails, nothing has changed.
   * @param andThen what else belongs to it
   */
  restore(snapshot: Snapshot, andThen: () => void = () => {}): void {
    this.refill(() => {
      this.db.load(snapshot);
      andThen();
    });
  }

  /**
   * Empties the workspace and fills it anew; nobody hears of the single steps. When `fill` throws or the folder cannot
   * take it, nothing has changed.
   * @param options `idsGoOn`: ids do not begin again, for some of before stay
   */
  refill(fill: () => void, { idsGoOn = false } = {}): void {
    const idsBefore = this.ids.state;
    this.#depth += 1;
    try {
      this.db.refill(() => {
        if (idsGoOn) this.ids.restore(idsBefore);
        fill();
      });
    } finally {
      this.#depth -= 1;
      this.#queue = [];
    }
    this.clock.rearm();
    this.emit({ type: "reset" });
  }

  #flush(): void {
    const queue = this.#queue;
    this.#queue = [];
    for (const event of queue) this.events.emit(event);
  }
}
