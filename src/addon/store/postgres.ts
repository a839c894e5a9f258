/** `pg` as Kysely's PostgreSQL dialect wants it: connections that break end nothing but what they were doing. */
import { setTimeout as delay } from "node:timers/promises";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import type { ClientBase, Pool, PoolClient, PoolConfig, QueryConfig } from "pg";
import { DatabaseFailure, type DatabaseTrouble, troubleOf } from "./failure";
import { isMissing, MissingPackage } from "./missing-package";
import type { DatabaseWatch } from "./watch";

/** Longest waits, in milliseconds: for a connection, then for each statement. A caller waits 10 seconds at most. */
const postgresLimits = {
  connectMs: 2_500,
  /** The server ends the statement itself, and the connection can be used on. */
  statementMs: 2_500,
  /** Where not even that comes back, the connection is given up. */
  answerMs: 3_000,
  /** A transaction of a process that is gone holds its locks no longer. */
  idleInTransactionMs: 8_000,
} as const;

/** How a pool is made. */
export interface PostgresOptions {
  url: string;
  /** Connections at most. */
  size: number;
  watch: DatabaseWatch;
  /** For work that may take long, such as bringing the schema up to date. */
  patient?: boolean;
}

const int8 = 20; // PostgreSQL's type number of bigint

/** The server has no slot free, or is just starting: another try soon may find one. */
const worthWaiting = new Set(["53300", "57P03"]);

function configOf({ url, size, patient }: PostgresOptions, types: typeof import("pg").types): PoolConfig {
  const { connectMs, statementMs, answerMs, idleInTransactionMs } = postgresLimits;
  return {
    connectionString: url,
    max: size,
    connectionTimeoutMillis: connectMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    onConnect: endWhenWeAreGone,
    ...(patient
      ? {}
      : {
          statement_timeout: statementMs,
          query_timeout: answerMs,
          idle_in_transaction_session_timeout: idleInTransactionMs,
        }),
    types: {
      getTypeParser: (type: number, format?: "text" | "binary") =>
        type === int8 ? Number : types.getTypeParser(type, format ?? "text"),
    } as typeof types,
  };
}

/**
 * The server ends a session within a minute when nothing is left at this end of it. By itself it would keep one for two
 * hours after a network that swallowed packets, and those of a few such outages are all that it has.
 */
async function endWhenWeAreGone(client: ClientBase): Promise<void> {
  const set = Object.entries({ idle: 30, interval: 10, count: 3 }).map(
    ([name, value]) => `set tcp_keepalives_${name} = ${value}`,
  );
  try {
    await client.query({ text: set.join("; "), query_timeout: 1_000 } as QueryConfig);
  } catch (error) {
    // A server that knows no such settings does without; one that does not answer has failed.
    if (troubleOf(error)) throw error;
  }
}

/** Opens no connection yet. */
export async function postgresPool(options: PostgresOptions): Promise<PostgresPool> {
  const { default: pg } = await import("pg").catch((error: unknown) => {
    throw isMissing(error, "pg") ? new MissingPackage("PostgreSQL", "pg") : error;
  });
  const pool = new pg.Pool(configOf(options, pg.types));
  // A connection that ends is replaced at the next query; without a listener its end would be the process's.
  pool.on("error", () => undefined);
  pool.on("connect", (client: ClientBase) => void client.on("error", () => undefined));
  return new PatientPool(pool, options.watch);
}

/** A server that had no slot free is asked for more than there were after this long. */
const growAgainMs = 10_000;

class PatientPool implements PostgresPool {
  readonly #size: number;
  #shrunkAt = 0;

  constructor(
    private readonly pool: Pool,
    private readonly watch: DatabaseWatch,
  ) {
    this.#size = pool.options.max;
  }

  /** @throws DatabaseFailure when there is no connection in time */
  async connect(): Promise<PostgresPoolClient> {
    const deadlineMs = performance.now() + postgresLimits.connectMs;
    if (performance.now() - this.#shrunkAt > growAgainMs) this.pool.options.max = this.#size;
    for (;;) {
      try {
        return new Lease(await this.pool.connect(), this.watch);
      } catch (error) {
        const { code } = error as { code?: string };
        const isOver = performance.now() > deadlineMs;
        if (!worthWaiting.has(code ?? "") || isOver) throw failed(this.watch, error, "away");
        this.#makeDo();
        await delay(20 + Math.random() * 40);
      }
    }
  }

  /** From now on calls wait for the connections that there are, for to ask for more costs the server a process each. */
  #makeDo(): void {
    this.#shrunkAt = performance.now();
    this.pool.options.max = Math.max(1, Math.min(this.#size, this.pool.totalCount));
  }

  /** Waits for what is under way, but not for a server that does not answer. */
  async end(): Promise<void> {
    await Promise.race([this.pool.end(), delay(postgresLimits.answerMs, undefined, { ref: false })]);
  }
}

function failed(watch: DatabaseWatch, error: unknown, trouble: DatabaseTrouble, isOpen = false) {
  const failure = new DatabaseFailure(trouble, error, isOpen);
  watch.failed(failure);
  return failure;
}

/** PostgreSQL's texts hold no NUL, and a statement with one fails: it becomes what broken characters become. */
function storable(parameter: unknown): unknown {
  return typeof parameter === "string" ? parameter.replaceAll("\u0000", "\uFFFD") : parameter;
}

/** A connection that somebody uses. One that is broken is not given back. */
class Lease implements PostgresPoolClient {
  #broken: DatabaseFailure | undefined;

  constructor(
    private readonly client: PoolClient,
    private readonly watch: DatabaseWatch,
  ) {}

  query = (async (text: string, parameters: unknown[]) => {
    if (this.#broken) throw this.#broken;
    try {
      const result = await this.client.query(text, parameters.map(storable));
      this.watch.worked(result.command !== "SELECT" && (result.rowCount ?? 0) > 0);
      return result;
    } catch (error) {
      const trouble = troubleOf(error);
      if (!trouble) throw error;
      const isAnswered =
        /^[0-9A-Z]{5}$/.test(String((error as { code?: unknown }).code)) && trouble !== "away";
      const failure = failed(this.watch, error, trouble, !isAnswered && /^commit$/i.test(text));
      if (!isAnswered) this.#broken = failure;
      throw failure;
    }
  }) as unknown as PostgresPoolClient["query"];

  release(): void {
    this.client.release(this.#broken !== undefined);
  }
}
