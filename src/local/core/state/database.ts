import type { IdState, Ids } from "./ids";
import { KeyIndex, SortedIndex } from "./indexes";
import type * as record from "./records";
import { type Change, Table } from "./table";
import { WordIndex } from "./word-index";

/** The whole state as plain JSON: the same state gives the same bytes. */
export interface Snapshot {
  ids: IdState;
  tables: Record<string, { id: string }[]>;
}

/** Takes every committed change, before anybody is told of it. */
export interface ChangeLog {
  append(ids: IdState, changes: readonly Change[]): void;
  /** The state was replaced as a whole. */
  replace(snapshot: Snapshot): void;
}

/** The order of members of a direct channel does not matter. */
export function participantsKey(userIds: readonly string[]): string {
  return [...new Set(userIds)].sort().join(",");
}

/** Where a message shows in its channel: roots, and replies that were also sent there. */
function timelineOf(message: record.MessageRecord): string | null {
  return message.threadRootId === null || message.alsoSentToChannel ? message.channelId : null;
}

/** Every table of a workspace with its indexes; changes are committed together or not at all. */
export class Database {
  readonly #pending: Change[] = [];
  readonly #changed = (change: Change) => void this.#pending.push(change);
  #depth = 0;
  #isBetween = false;
  #log: ChangeLog | undefined;

  readonly timelines = new SortedIndex<record.MessageRecord>(timelineOf);
  readonly threads = new SortedIndex<record.MessageRecord>((message) => message.threadRootId);
  readonly messagesByAuthor = new SortedIndex<record.MessageRecord>((message) => message.authorId);
  readonly messagesByChannel = new SortedIndex<record.MessageRecord>((message) => message.channelId);
  readonly words = new WordIndex<record.MessageRecord>();
  readonly channelsByName = new KeyIndex<record.ChannelRecord>((channel) => channel.name || null);
  readonly membershipsByChannel = new KeyIndex<record.MembershipRecord>((entry) => entry.channelId);
  readonly membershipsByUser = new KeyIndex<record.MembershipRecord>((entry) => entry.userId);
  readonly membershipsByPair = new KeyIndex<record.MembershipRecord>(
    ({ channelId, userId }) => `${channelId}:${userId}`,
  );
  readonly scheduledByAuthor = new SortedIndex<record.ScheduledRecord>((entry) => entry.author);
  readonly authorizationsByToken = new KeyIndex<record.AuthorizationRecord>((entry) => entry.token);
  readonly authorizationsByApp = new KeyIndex<record.AuthorizationRecord>((entry) => entry.appId);
  readonly installationsByToken = new KeyIndex<record.InstallationRecord>((entry) => entry.botToken);
  readonly installationsByBot = new KeyIndex<record.InstallationRecord>((entry) => entry.botId);

  readonly workspaces = new Table<record.WorkspaceRecord>("workspaces", this.#changed);
  readonly users = new Table<record.UserRecord>("users", this.#changed);
  readonly groups = new Table<record.UserGroupRecord>("groups", this.#changed);
  readonly channels = new Table<record.ChannelRecord>("channels", this.#changed, this.channelsByName);
  readonly memberships = new Table<record.MembershipRecord>(
    "memberships",
    this.#changed,
    this.membershipsByChannel,
    this.membershipsByUser,
    this.membershipsByPair,
  );
  readonly messages = new Table<record.MessageRecord>(
    "messages",
    this.#changed,
    this.timelines,
    this.threads,
    this.messagesByAuthor,
    this.messagesByChannel,
    this.words,
  );
  readonly scheduled = new Table<record.ScheduledRecord>("scheduled", this.#changed, this.scheduledByAuthor);
  readonly apps = new Table<record.AppRecord>("apps", this.#changed);
  readonly installations = new Table<record.InstallationRecord>(
    "installations",
    this.#changed,
    this.installationsByToken,
    this.installationsByBot,
  );
  readonly authorizations = new Table<record.AuthorizationRecord>(
    "authorizations",
    this.#changed,
    this.authorizationsByToken,
    this.authorizationsByApp,
  );
  readonly codes = new Table<record.CodeRecord>("codes", this.#changed);
  readonly homeViews = new Table<record.HomeViewRecord>("homeViews", this.#changed);

  readonly files = new Table<record.FileRecord>("files", this.#changed);
  readonly webhooks = new Table<record.WebhookRecord>("webhooks", this.#changed);

  readonly #tables = new Map<string, Table<{ id: string }>>(
    [
      this.workspaces,
      this.users,
      this.groups,
      this.channels,
      this.memberships,
      this.messages,
      this.scheduled,
      this.apps,
      this.installations,
      this.authorizations,
      this.codes,
      this.homeViews,
      this.files,
      this.webhooks,
    ].map((table) => [table.name, table as unknown as Table<{ id: string }>]),
  );

  constructor(readonly ids: Ids) {}

  /** From now on every commit goes to this log. */
  logTo(log: ChangeLog): void {
    this.#log = log;
  }

  /**
   * Runs `work` and commits what it changed as one; when it throws, nothing has changed. Inside another `change` it
   * joins that one.
   */
  change<Result>(work: () => Result): Result {
    if (this.#depth > 0) return work();
    const idsBefore = this.ids.state;
    this.#depth += 1;
    try {
      const result = work();
      if (this.#pending.length > 0 && !this.#isBetween) this.#log?.append(this.ids.state, this.#pending);
      return result;
    } catch (error) {
      for (const { table, id, before } of this.#pending.reverse()) this.#apply(table, id, before);
      const putBack = new Set(this.#pending.filter(({ after }) => !after).map(({ table }) => table));
      for (const table of putBack) this.#tables.get(table)?.reorder();
      this.ids.restore(idsBefore);
      throw error;
    } finally {
      this.#pending.length = 0;
      this.#depth -= 1;
    }
  }

  /** Sets or removes a record as the log says. @throws Error for an unknown table */
  replay(table: string, id: string, after: unknown): void {
    if (!this.#tables.has(table)) throw new Error(`There is no table ${table}`);
    this.#apply(table, id, after);
  }

  snapshot(): Snapshot {
    const tables: Snapshot["tables"] = {};
    for (const [name, table] of this.#tables) tables[name] = [...table.values()];
    return { ids: this.ids.state, tables };
  }

  /**
   * Forgets everything, ids too, and lets `fill` make the state anew. The log hears of it as a whole; when `fill` throws
   * or the log cannot take it, nothing has changed.
   */
  refill(fill: () => void): void {
    const before = this.snapshot();
    this.#isBetween = true;
    try {
      for (const table of this.#tables.values()) table.clear();
      this.ids.startOver();
      fill();
      this.#log?.replace(this.snapshot());
    } catch (error) {
      this.load(before);
      throw error;
    } finally {
      this.#isBetween = false;
    }
  }

  /** Puts what `snapshot` gave in place of everything, unheard by the log: within a `refill`. */
  load(snapshot: Snapshot): void {
    for (const table of this.#tables.values()) table.clear();
    for (const [name, records] of Object.entries(snapshot.tables)) {
      for (const entry of records) this.#apply(name, entry.id, entry);
    }
    this.ids.restore(snapshot.ids);
  }

  #apply(table: string, id: string, after: unknown): void {
    this.#tables.get(table)?.apply(id, (after ?? undefined) as { id: string } | undefined);
  }
}
