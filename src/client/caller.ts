import {
  type OperationInput,
  type OperationName,
  type OperationOutput,
  operations,
  type User,
} from "../pumble";
import type { CallOptions, Calls } from "./calls";
import type { Clock } from "./clock";
import { PumbleAnswerError, PumbleConnectionError, PumbleError } from "./errors";
import type { ClientLog } from "./log";
import { Memory } from "./memory";
import type { Pacer } from "./pacing";
import { type Recipe, recipes, type Search, type WriteName } from "./reconcile";
import { backoffMs, retryAfterMs, retryPolicy } from "./retry";
import { type Transport, TransportFailure, type TransportResponse } from "./transports/transport";
import { type Endpoint, type PreparedCall, prepare, readAnswer, UnreadableAnswer } from "./wire";

export interface CallerSettings {
  endpoint: Endpoint;
  transport: Transport;
  timeoutMs: number;
  clock: Clock;
  log: ClientLog;
  pacer: Pacer;
  /** 0 to 1, for jitter. */
  random: () => number;
}

/** One try that did not work. */
interface Failure {
  error: PumbleError;
  /** Whether the same call may work later. */
  transient: boolean;
  /** "none": it surely did not happen. */
  effect: "none" | "unknown";
  timedOut: boolean;
  retryAfterMs: number | null;
}

/** The server's clock may be this far from what its answers say… */
const clockToleranceMs = 5_000;
/** …and this far while it has not said anything. */
const unknownClockToleranceMs = 120_000;

/** Carries a call through: turn, request, answer; and again, or read back, when it failed. */
export class Caller {
  readonly #memory = new Memory();
  /** Ends of the queues of writes that could be taken for one another. */
  readonly #queues = new Map<string, Promise<unknown>>();
  #reached = false;
  /** Server's clock minus ours, once an answer told. */
  #serverAheadMs: number | undefined;
  #me: Promise<User> | undefined;

  /** @param calls the client's own methods, for reading back */
  constructor(
    private readonly settings: CallerSettings,
    private readonly calls: Calls,
  ) {}

  /** @throws {PumbleError} */
  async call<Name extends OperationName>(
    name: Name,
    input: OperationInput<Name>,
    options: CallOptions = {},
  ): Promise<OperationOutput<Name>> {
    const call = prepare(name, input, this.settings.endpoint);
    if (operations[name].kind === "read") return this.#read(call, options);
    const recipe = recipes[name as WriteName] as unknown as Recipe<Name>;
    const write = (): Promise<OperationOutput<Name>> => this.#write(call, recipe, options);
    return recipe.key ? this.#queued(`${name} ${recipe.key(call.input)}`, write) : write();
  }

  async #read<Name extends OperationName>(
    call: PreparedCall<Name>,
    options: CallOptions,
  ): Promise<OperationOutput<Name>> {
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await this.#try(call, options);
        this.#memory.meet(answer);
        return answer;
      } catch (thrown) {
        const failure = this.#failure(call, thrown);
        if (!failure?.transient) throw failure?.error ?? thrown;
        await this.#beforeRepeat(call, failure, attempt, options);
      }
    }
  }

  async #write<Name extends OperationName>(
    call: PreparedCall<Name>,
    recipe: Recipe<Name>,
    options: CallOptions,
  ): Promise<OperationOutput<Name>> {
    const search = this.#search(options);
    let doubt = false;
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await this.#try(call, options);
        this.#memory.make(answer);
        return answer;
      } catch (thrown) {
        const failure = this.#failure(call, thrown);
        if (!failure) throw thrown;
        doubt ||= failure.effect === "unknown";
        const unclear = recipe.once && failure.effect === "unknown";
        if (recipe.find && (unclear || (doubt && !failure.transient))) {
          const found = await this.#readBack(call, recipe, failure, search, options);
          if (found) return found.value;
        }
        if (!failure.transient) throw failure.error;
        await this.#beforeRepeat(call, failure, attempt, options);
      }
    }
  }

  async #try<Name extends OperationName>(
    call: PreparedCall<Name>,
    options: CallOptions,
  ): Promise<OperationOutput<Name>> {
    const { clock, log, pacer, timeoutMs, transport } = this.settings;
    await pacer.turn(operations[call.name].rate, options.signal);
    const startedAt = clock.now();
    const response = await transport.send({ ...call.request, timeoutMs, signal: options.signal });
    this.#learn(response);
    log.debug(`${call.name} answered ${response.status}`, { durationMs: clock.now() - startedAt });
    try {
      return readAnswer(call, response);
    } catch (error) {
      throw new Refusal(error as PumbleError, retryAfterMs(response.header("retry-after"), clock.now()));
    }
  }

  #learn(response: TransportResponse): void {
    this.#reached = true;
    const date = Date.parse(response.header("date") ?? "");
    if (!Number.isNaN(date)) this.#serverAheadMs = date - this.settings.clock.now();
  }

  /** What a thrown value means for the call; undefined for what is not the network's or Pumble's doing. */
  #failure(call: PreparedCall, thrown: unknown): Failure | undefined {
    const { name: operation, action } = call;
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
    const limited = error.kind === "rate_limited";
    const untried = error.kind === "addon_unavailable";
    return {
      error,
      transient: limited || untried || unreadable || (error.kind === "unavailable" && status !== 501),
      effect: error instanceof PumbleAnswerError && (limited || untried || status < 500) ? "none" : "unknown",
      timedOut: status === 504 || status === 408,
      retryAfterMs: thrown.retryAfterMs,
    };
  }

  /** Waits before the next try, or throws when there is to be none. */
  async #beforeRepeat(
    call: PreparedCall,
    failure: Failure,
    attempt: number,
    options: CallOptions,
  ): Promise<void> {
    const { clock, log, pacer, random } = this.settings;
    const most = this.#reached ? retryPolicy.tries : retryPolicy.triesUnreached;
    const tries = Math.min(most, options.tries ?? most);
    const asked = failure.retryAfterMs ?? 0;
    if (attempt + 1 >= tries || asked > retryPolicy.retryAfterMaxMs) throw failure.error;
    const limited = failure.error.kind === "rate_limited";
    const waitMs = asked + backoffMs(attempt, limited && failure.retryAfterMs === null, random());
    if (limited) pacer.pause(operations[call.name].rate ?? "user", waitMs);
    const again = `Trying again in ${(waitMs / 1000).toFixed(1)} s (${attempt + 2} of ${tries})`;
    log.info(`${again}: ${failure.error.message}`);
    await clock.sleep(waitMs, options.signal);
  }

  #search(options: CallOptions): Search {
    const { clock } = this.settings;
    const moment = this.#memory.moment();
    const startedAt = clock.now();
    return {
      calls: this.calls,
      options,
      me: async () => {
        this.#me ??= this.calls.myInfo({}, options).catch((error: unknown) => {
          this.#me = undefined;
          throw error;
        });
        return (await this.#me).id;
      },
      mayBeOurs: (id) => this.#memory.mayBeFrom(id, moment),
      since: () =>
        this.#serverAheadMs === undefined
          ? startedAt - unknownClockToleranceMs
          : startedAt + this.#serverAheadMs - clockToleranceMs,
    };
  }

  /** Looks for what a write whose fate is open may have made, a few times, for the server may still be at it. */
  async #readBack<Name extends OperationName>(
    call: PreparedCall<Name>,
    recipe: Recipe<Name>,
    failure: Failure,
    search: Search,
    options: CallOptions,
  ) {
    const { clock, log } = this.settings;
    log.info(`Reading back whether it happened: ${failure.error.message}`);
    for (const waitMs of failure.timedOut ? retryPolicy.settleAfterTimeoutMs : retryPolicy.settleMs) {
      await clock.sleep(waitMs, options.signal);
      let found: Awaited<ReturnType<NonNullable<Recipe<Name>["find"]>>>;
      try {
        found = await recipe.find!(call.input, search);
      } catch (error) {
        if (!(error instanceof PumbleError)) throw error;
        throw inDoubt(failure.error, error);
      }
      if (found) {
        this.#memory.make(found.value);
        log.info(`It had happened, taken over: ${call.action}`);
        return found;
      }
    }
    return undefined;
  }

  async #queued<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.#queues.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#queues.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#queues.get(key) === mine) this.#queues.delete(key);
    }
  }
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

function inDoubt(failed: PumbleError, readBack: PumbleError): PumbleError {
  const { kind, operation, action, status, detail } = failed;
  return new PumbleError({
    kind,
    operation,
    action,
    mayHaveHappened: true,
    ...(status !== undefined && { status }),
    ...(detail !== undefined && { detail }),
    cause: readBack,
  });
}
