import type { Diagnostics } from "../problem";

/** Extra facts of a log line. Never put a secret here. */
export type LogFields = { readonly [name: string]: unknown };

/** Writes to Terraform's log (`TF_LOG_PROVIDER`). */
export interface Log {
  trace(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** What every call gets. */
export interface Call {
  /** Aborted when a person interrupts Terraform. Stop waiting, and return or throw. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Collects warnings and errors; throw a `Problem` to stop at once. */
  readonly diagnostics: Diagnostics;
}

/** A call of a provider that has been configured. `context` is what `configure` returned. */
export interface ContextCall<Context> extends Call {
  readonly context: Context;
}

/** Small JSON values kept with a resource in state, invisible to people. Stored in clear: no secrets. */
export interface PrivateState {
  get(name: string): unknown;
  /** `undefined` removes the entry. */
  set(name: string, value: unknown): void;
}
