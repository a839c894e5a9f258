/** A request that needs a key, and its answer, whichever server took it: Hono, or Node's own. */
import type { Trace } from "../http/request-log";

/** What is read from a request. */
export interface ApiRequest {
  readonly trace: Trace;
  /** A header by its lower-case name. */
  header(name: string): string | undefined;
  /** The part of the path that the route gives this name; empty where there is none. */
  param(name: string): string;
  /** First value of each query parameter. */
  query(): Record<string, string>;
  /** The body. @throws BodyTooLarge */
  text(maxBytes: number): Promise<string>;
}

/**
 * Names and values of headers in turn. Node sends such a list several microseconds sooner than a record, which it would
 * have to take apart.
 */
export type HeaderList = readonly string[];

/** What is answered. */
export interface ApiAnswer {
  readonly status: number;
  /** All but length and date. */
  readonly headers: HeaderList;
  /** JSON; null is the empty answer. */
  readonly text: string | null;
}

/** Answers every request of one route, failures too. */
export type Pipeline = (request: ApiRequest) => Promise<ApiAnswer>;
