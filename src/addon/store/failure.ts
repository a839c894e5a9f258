/** The database cannot do what was asked, through no fault of who asked: it is away, slow, or full. */

/** `away`: no connection. `slow`: no answer in time, or too many at once. `full`: no space left. */
export type DatabaseTrouble = "away" | "slow" | "full";

const sentences: Record<DatabaseTrouble, string> = {
  away: "The addon cannot reach its database",
  slow: "The addon's database does not answer in time",
  full: "The addon's database has no space left",
};

/** Seconds after which it is worth to try again. */
const retryAfterSeconds: Record<DatabaseTrouble, number> = { away: 2, slow: 2, full: 30 };

/** One statement that failed. `message` is for callers; `cause` is for the log. */
export class DatabaseFailure extends Error {
  override name = "DatabaseFailure";

  constructor(
    readonly trouble: DatabaseTrouble,
    cause: unknown,
    /** A commit went out and nobody heard what became of it. */
    readonly mayHaveHappened = false,
  ) {
    super(sentences[trouble], { cause });
  }

  get retryAfterSeconds(): number {
    return retryAfterSeconds[this.trouble];
  }
}

/** Of Node, of node-postgres (which gives no code, only text), and of SQLite. */
const awayCodes =
  /^(E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|NOENT)|SQLITE_(CANTOPEN|IOERR|READONLY|NOTADB)\w*)$/;
const awayTexts =
  /Connection terminated|not queryable|connection error|timeout exceeded when trying to connect/i;
const slowTexts = /Query read timeout|database is locked/i;
const fullTexts = /database or disk is full|no space left/i;

/**
 * SQLSTATEs: 08 connection, 57P01 to 57P05 shutdown and start, 25P03 idle too long, 25006 a standby; 57014 cancelled for
 * its time, 55P03 lock not had, 53300 too many connections, 40 serialisation; 53100 disk, 53200 memory.
 */
const sqlStates: readonly [RegExp, DatabaseTrouble][] = [
  [/^(08...|57P0[1-5]|25P03|25006)$/, "away"],
  [/^(57014|55P03|53300|53200|40001|40P01|SQLITE_BUSY\w*|SQLITE_LOCKED\w*)$/, "slow"],
  [/^(53100|SQLITE_FULL|ENOSPC|EDQUOT)$/, "full"],
];

/** What an error of a driver says of the database; null when it is about the statement itself. */
export function troubleOf(error: unknown): DatabaseTrouble | null {
  const { code = "", message = "" } = (error ?? {}) as { code?: unknown; message?: unknown };
  for (const [pattern, trouble] of sqlStates) if (pattern.test(String(code))) return trouble;
  const text = String(message);
  if (fullTexts.test(text)) return "full";
  if (slowTexts.test(text)) return "slow";
  return awayCodes.test(String(code)) || awayTexts.test(text) ? "away" : null;
}
