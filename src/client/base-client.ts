import { type Message, type OperationName, operationNames, type ScheduledMessage } from "../pumble";
import { ApiKeys } from "./api-keys";
import { Attempts } from "./attempt";
import { Caller } from "./caller";
import type { CallOptions, Calls } from "./calls";
import { type Clock, systemClock } from "./clock";
import { PumbleConfigError } from "./errors";
import { type ClientLog, silentLog } from "./log";
import { Pacer } from "./pacing";
import type { Transport } from "./transports/transport";
import { allMessages, allScheduledMessages, allSearchHits, allThreadReplies, type SearchHit } from "./walk";
import type { Endpoint } from "./wire";

/** The API-keys addon that Pumble hosts. */
export const defaultBaseUrl = "https://pumble-api-keys.addons.marketplace.cake.com";
const defaultTimeoutMs = 30_000;

export interface BaseClientOptions {
  /** A key of the API-keys addon; calls act as the member who made it. */
  apiKey: string;
  /** @default the hosted addon */
  baseUrl?: string | undefined;
  transport: Transport;
  /** How long to wait for an answer, and again for each piece of it. @default 30_000 */
  timeoutMs?: number | undefined;
  /** @default the machine's clock */
  clock?: Clock | undefined;
  /** @default silence */
  log?: ClientLog | undefined;
  /** All calls together; a lower number spares others who use the same key. @default 1000, Pumble's own limit */
  maxRequestsPerMinute?: number | undefined;
  /** 0 to 1, spreads repeats. @default Math.random */
  random?: (() => number) | undefined;
}

/** The methods of the operations table, made in a loop so that none can be forgotten. */
const Methods = class {
  constructor(attempts: Attempts, endpoint: Endpoint) {
    const caller = new Caller(attempts, endpoint, this as unknown as Calls);
    for (const name of operationNames) {
      Object.defineProperty(this, name, {
        enumerable: true,
        value: (input: never, options?: CallOptions) => caller.call<OperationName>(name, input, options),
      });
    }
  }
} as unknown as new (
  attempts: Attempts,
  endpoint: Endpoint,
) => Calls;

/** What a walk takes, the client aside. */
type Args<Walk> = Walk extends (calls: Calls, ...rest: infer Rest) => unknown ? Rest : never;

/** The client on a transport of the caller's choice; on Node, use `PumbleClient`. */
export class BaseClient extends Methods {
  /** Where calls go, without a slash at the end. */
  readonly baseUrl: string;
  /** The caller's own keys, on an addon that manages them: ours does, the hosted one does not. */
  readonly apiKeys: ApiKeys;
  readonly #transport: Transport;

  /** @throws {PumbleConfigError} without a usable key or base URL */
  constructor(options: BaseClientOptions) {
    const apiKey = checkedKey(options.apiKey);
    const baseUrl = checkedBaseUrl(options.baseUrl ?? defaultBaseUrl);
    const clock = options.clock ?? systemClock;
    const log = options.log ?? silentLog;
    const endpoint = { apiKey, baseUrl };
    const attempts = new Attempts({
      endpoint: { baseUrl },
      transport: options.transport,
      timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
      clock,
      log,
      pacer: new Pacer(clock, { user: checkedRate(options.maxRequestsPerMinute) }, log),
      random: options.random ?? Math.random,
    });
    super(attempts, endpoint);
    this.apiKeys = new ApiKeys(attempts, endpoint);
    this.baseUrl = baseUrl;
    this.#transport = options.transport;
  }

  /** All messages of a channel, newest first. `limit` is the size of a page, default 200. */
  allMessages(...[input, options]: Args<typeof allMessages>): AsyncGenerator<Message> {
    return allMessages(this, input, options);
  }

  /** All replies of a thread, newest first. `limit` is the size of a page, default 200. */
  allThreadReplies(...[input, options]: Args<typeof allThreadReplies>): AsyncGenerator<Message> {
    return allThreadReplies(this, input, options);
  }

  /** All scheduled messages of the key's owner. `limit` is the size of a page, default 200. */
  allScheduledMessages(
    ...[input, options]: Args<typeof allScheduledMessages>
  ): AsyncGenerator<ScheduledMessage> {
    return allScheduledMessages(this, input, options);
  }

  /** All hits of a search, newest first. `limit` is the size of a page, default 20. */
  allSearchHits(...[input, options]: Args<typeof allSearchHits>): AsyncGenerator<SearchHit> {
    return allSearchHits(this, input, options);
  }

  /** Ends idle connections. The client can be used again. */
  async close(): Promise<void> {
    await this.#transport.close?.();
  }
}

function checkedKey(apiKey: string): string {
  const key = typeof apiKey === "string" ? apiKey.trim() : "";
  const getOne = "In Pumble, type /api-keys generate (or open the API app) and set PUMBLE_API_KEY";
  if (key === "") throw new PumbleConfigError("No API key is set", getOne, "apiKey");
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new PumbleConfigError("The API key holds characters that no key has", getOne, "apiKey");
  }
  return key;
}

function checkedBaseUrl(text: string): string {
  const example = `Give an http(s) address such as ${defaultBaseUrl}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new PumbleConfigError(`The base URL ${JSON.stringify(text)} is no web address`, example, "baseUrl");
  }
  if (url.username || url.password || url.search || url.hash) {
    const title = "The base URL holds a user, a query or a fragment";
    throw new PumbleConfigError(title, example, "baseUrl");
  }
  return url.href.replace(/\/+$/, "");
}

function checkedRate(perMinute: number | undefined): number | undefined {
  if (perMinute === undefined) return undefined;
  if (Number.isInteger(perMinute) && perMinute >= 1) return perMinute;
  const title = `maxRequestsPerMinute must be a whole number from 1, got ${perMinute}`;
  throw new PumbleConfigError(title, "Leave it out to use Pumble's own limit", "maxRequestsPerMinute");
}
