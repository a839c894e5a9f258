/** Carries one call through, again where that is safe and may help: the only place that decides it. */
import type { RateClass } from "../pumble";
import type { CallOptions } from "./calls";
import type { Clock } from "./clock";
import { type CallName, PumbleAnswerError, PumbleConnectionError, type PumbleError } from "./errors";
import type { ClientLog } from "./log";
import type { Pacer } from "./pacing";
import { backoffMs, retryAfterMs, retryPolicy } from "./retry";
import {
  type Transport,
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from "./transports/transport";
import { UnreadableAnswer } from "./wire";

/** What an attempt needs of the client. */
export interface AttemptSettings {
  /** Where calls go, for what is said of a connection that failed. */
  endpoint: { baseUrl: string };
  transport: Transport;
  timeoutMs: number;
  clock: Clock;
  log: ClientLog;
  pacer: Pacer;
  /** 0 to 1, for jitter. */
  random: () => number;
}

/** A call that is ready to be sent any number of times. */
export interface Attempted<Output> {
  name: CallName;
  /** `create channel "ops"` */
  action: string;
  /** Class of its limit, where it has one of its own. */
  rate: RateClass | undefined;
  request: Omit<TransportRequest, "timeoutMs" | "signal">;
  /** @throws {PumbleError} when the answer is an error or does not fit */
  read(response: TransportResponse): Output;
}

/** One try that did not work. */
export interface Failure {
  error: PumbleError;
  /** Whether the same call may work later. */
  transient: boolean;
  /** "none": it surely did not happen. */
  effect: "none" | "unknown";
  timedOut: boolean;
  retryAfterMs: number | null;
}

/** An answer that is an error, on its way to the decision whether to try again. */
class Refusal extends Error {
  constructor(
    readonly error: PumbleError,
    readonly retryAfterMs: number | null,
  ) {
    super(error.message);
  }
}

/** All attempts of one client. */
export class Attempts {
  #reached = false;
  #serverAheadMs: number | undefined;

  constructor(readonly settings: AttemptSettings) {}

  /** Server's clock minus ours in milliseconds, once an answer told. */
  get serverAheadMs(): number | undefined {
    return this.#serverAheadMs;
  }

  /**
   * The call's answer.
   * @param settle hears of each failure before the next try; what it gives is the answer, what it throws ends the call
   * @throws {PumbleError} of the last try
   */
  async carry<Output>(
    call: Attempted<Output>,
    options: CallOptions,
    settle?: (failure: Failure) => Promise<{ value: Output } | undefined>,
  ): Promise<Output> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#once(call, options);
      } catch (thrown) {
        const failure = this.#failure(call, thrown);
        if (!failure) throw thrown;
        const settled = await settle?.(failure);
        if (settled) return settled.value;
        if (!failure.transient) throw failure.error;
        await this.#beforeRepeat(call, failure, attempt, options);
      }
    }
  }

  async #once<Output>(call: Attempted<Output>, options: CallOptions): Promise<Output> {
    const { clock, log, pacer, timeoutMs, transport } = this.settings;
    await pacer.turn(call.rate, options.signal);
    const startedAt = clock.now();
    const response = await transport.send({ ...call.request, timeoutMs, signal: options.signal });
    this.#learn(response);
    log.debug(`${call.name} answered ${response.status}`, { durationMs: clock.now() - startedAt });
    try {
      const answer = call.read(response);
      this.#reached = true;
      return answer;
    } catch (error) {
      // A page is no answer of Pumble's: most likely the address is wrong.
      this.#reached ||= !(error instanceof UnreadableAnswer);
      // A moment is one of the server's clock.
      const serverNow = clock.now() + (this.#serverAheadMs ?? 0);
      throw new Refusal(error as PumbleError, retryAfterMs(response.header("retry-after"), serverNow));
    }
  }

  #learn(response: TransportResponse): void {
    const date = Date.parse(response.header("date") ?? "");
    if (!Number.isNaN(date)) this.#serverAheadMs = date - this.settings.clock.now();
  }

  /** What a thrown value means for the call; undefined for what is not the network's or Pumble's doing. */
  #failure({ name: operation, action }: Attempted<unknown>, thrown: unknown): Failure | undefined {
    if (thrown instanceof TransportFailure) {
      const detail = `${this.settings.endpoint.baseUrl}: ${thrown.message}`;
      return {
        error: new PumbleConnectionError({ operation, action, detail, cause: thrown }),
        transient: true,
        effect: thrown.sent === "no" ? "none" : "unknown",
        timedOut: thrown.timedOut,
        retryAfterMs: null,
      };
    }
    if (!(thrown instanceof Refusal)) return undefined;
    const { error } = thrown;
    const status = error.status ?? 0;
    const unreadable = error instanceof UnreadableAnswer;
    const untried = error.kind === "rate_limited" || error.kind === "addon_unavailable";
    return {
      error,
      transient: untried || unreadable || (error.kind === "unavailable" && status !== 501),
      effect: error instanceof PumbleAnswerError && (untried || status < 500) ? "none" : "unknown",
      timedOut: status === 504 || status === 408,
      retryAfterMs: thrown.retryAfterMs,
    };
  }

  /** Waits before the next try, or throws when there is to be none. */
  async #beforeRepeat(
    call: Attempted<unknown>,
    failure: Failure,
    attempt: number,
    options: CallOptions,
  ): Promise<void> {
    const { clock, log, pacer, random } = this.settings;
    const most = this.#reached ? retryPolicy.tries : retryPolicy.triesUnreached;
    const tries = Math.min(most, options.tries ?? most);
    const asked = failure.retryAfterMs ?? 0;
    if (asked > retryPolicy.retryAfterMaxMs) throw failure.error.askedToWait(asked);
    if (attempt + 1 >= tries) throw failure.error;
    const limited = failure.error.kind === "rate_limited";
    const waitMs = asked + backoffMs(attempt, limited && failure.retryAfterMs === null, random());
    if (limited) pacer.pause(call.rate ?? "user", waitMs);
    const again = `Trying again in ${(waitMs / 1000).toFixed(1)} s (${attempt + 2} of ${tries})`;
    log.info(`${again}: ${failure.error.message}`);
    await clock.sleep(waitMs, options.signal);
  }
}
