import {
  type ErrorKind,
  type OperationInput,
  type OperationName,
  type OperationOutput,
  operations,
  type User,
} from "../pumble";
import type { Attempted, Attempts, Failure } from "./attempt";
import type { CallOptions, Calls } from "./calls";
import { PumbleError } from "./errors";
import { Memory } from "./memory";
import { orAborted } from "./or-aborted";
import { type Recipe, recipes, type Search, type WriteName } from "./reconcile";
import { retryPolicy } from "./retry";
import { type Endpoint, type PreparedCall, prepare, readAnswer } from "./wire";

/** The server's clock may be this far from what its answers say… */
const clockToleranceMs = 5_000;
/** …and this far while it has not said anything. */
const unknownClockToleranceMs = 120_000;
/** So long a note of what is there before a write serves the next write to the same place. */
const noteFreshMs = 2_000;

/** Carries the operations of the table through; a write whose fate is open is read back. */
export class Caller {
  readonly #memory = new Memory();
  /** Ends of the queues of writes that could be taken for one another. */
  readonly #queues = new Map<string, Promise<unknown>>();
  /** What was read before writes, by place. */
  readonly #notes = new Map<string, { at: number; done: Promise<PumbleError | undefined> }>();
  #me: Promise<User> | undefined;

  /**
   * @param endpoint where calls go, and in whose name
   * @param calls the client's own methods, for reading back
   */
  constructor(
    private readonly attempts: Attempts,
    private readonly endpoint: Endpoint,
    private readonly calls: Calls,
  ) {}

  /** @throws {PumbleError} */
  async call<Name extends OperationName>(
    name: Name,
    input: OperationInput<Name>,
    options: CallOptions = {},
  ): Promise<OperationOutput<Name>> {
    const call = prepare(name, input, this.endpoint);
    if (operations[name].kind === "read") return this.#read(call, options);
    const recipe = recipes[name as WriteName] as unknown as Recipe<Name>;
    const write = (): Promise<OperationOutput<Name>> => this.#write(call, recipe, options);
    return recipe.key ? this.#queued(`${name} ${recipe.key(call.input)}`, write, options.signal) : write();
  }

  async #read<Name extends OperationName>(
    call: PreparedCall<Name>,
    options: CallOptions,
  ): Promise<OperationOutput<Name>> {
    const answer = await this.attempts.carry(attempted(call), options);
    this.#memory.meet(answer);
    return answer;
  }

  async #write<Name extends OperationName>(
    call: PreparedCall<Name>,
    recipe: Recipe<Name>,
    options: CallOptions,
  ): Promise<OperationOutput<Name>> {
    const unseen = await this.#note(call.input, recipe, options);
    if (unseen && failsTheWriteToo.includes(unseen.kind)) throw unseen.of(call.name, call.action);
    const search = this.#search(options);
    let doubt = false;
    const answer = await this.attempts.carry(attempted(call), options, async (failure) => {
      doubt ||= failure.effect === "unknown";
      const unclear = recipe.once && failure.effect === "unknown";
      if (!recipe.find || !(unclear || (doubt && !failure.transient))) return undefined;
      if (unseen || recipe.unseen?.(call.input)) throw failure.error.inDoubt(unseen);
      return this.#readBack(call, recipe, failure, search);
    });
    this.#memory.make(answer);
    return answer;
  }

  /**
   * Meets what is there before a write whose effect may have to be looked for. Writes to one place within a moment share
   * a note.
   * @returns why it could not be read: what is found later may then have been there before
   */
  async #note<Name extends OperationName>(
    input: OperationInput<Name>,
    recipe: Recipe<Name>,
    options: CallOptions,
  ): Promise<PumbleError | undefined> {
    const { note, place } = recipe;
    if (!note || !place || recipe.unseen?.(input)) return undefined;
    const { clock } = this.attempts.settings;
    const where = place(input);
    const shared = this.#notes.get(where);
    const isFresh = shared !== undefined && Math.abs(clock.now() - shared.at) <= noteFreshMs;
    const search = { calls: this.calls, options, me: () => this.#owner(options) };
    const last = isFresh
      ? shared
      : { at: clock.now(), done: note(input, search).then(() => undefined, toldApart) };
    this.#notes.set(where, last);
    const forget = () => void (this.#notes.get(where) === last && this.#notes.delete(where));
    try {
      const failure = await orAborted(last.done, options.signal);
      if (failure) forget();
      return failure;
    } catch (error) {
      if (options.signal?.aborted && isFresh) throw error;
      forget();
      if (!isFresh) throw error;
      // Who began it has left; who only shared it has not.
      return this.#note(input, recipe, options);
    }
  }

  async #owner(options: CallOptions): Promise<string> {
    const shared = this.#me;
    this.#me ??= this.calls.myInfo({}, options).catch((error: unknown) => {
      this.#me = undefined;
      throw error;
    });
    try {
      return (await orAborted(this.#me, options.signal)).id;
    } catch (error) {
      if (!shared || error instanceof PumbleError || options.signal?.aborted) throw error;
      return this.#owner(options);
    }
  }

  #search(options: CallOptions): Search {
    const { clock } = this.attempts.settings;
    const moment = this.#memory.moment();
    const startedAt = clock.now();
    const aheadAtStart = this.attempts.serverAheadMs;
    return {
      calls: this.calls,
      options,
      me: () => this.#owner(options),
      mayBeOurs: (id) => this.#memory.mayBeFrom(id, moment),
      since: () => {
        const { serverAheadMs } = this.attempts;
        if (serverAheadMs === undefined) return startedAt - unknownClockToleranceMs;
        // The server's clock may be set while an answer is waited for: the write is of before or after that.
        const aheadMs = Math.min(serverAheadMs, aheadAtStart ?? serverAheadMs);
        return startedAt + aheadMs - clockToleranceMs;
      },
    };
  }

  /** Looks for what a write whose fate is open may have made, a few times, for the server may still be at it. */
  async #readBack<Name extends OperationName>(
    call: PreparedCall<Name>,
    recipe: Recipe<Name>,
    failure: Failure,
    search: Search,
  ) {
    const { clock, log } = this.attempts.settings;
    log.info(`Reading back whether it happened: ${failure.error.message}`);
    for (const waitMs of failure.timedOut ? retryPolicy.settleAfterTimeoutMs : retryPolicy.settleMs) {
      await clock.sleep(waitMs, search.options.signal);
      let found: Awaited<ReturnType<NonNullable<Recipe<Name>["find"]>>>;
      try {
        found = await recipe.find!(call.input, search);
      } catch (error) {
        if (!(error instanceof PumbleError)) throw error;
        throw failure.error.inDoubt(error);
      }
      if (found) {
        log.info(`It had happened, taken over: ${call.action}`);
        return found;
      }
    }
    return undefined;
  }

  async #queued<Value>(key: string, work: () => Promise<Value>, signal?: AbortSignal): Promise<Value> {
    const turn = (this.#queues.get(key) ?? Promise.resolve()).then(nothing, nothing);
    const mine = turn.then(work);
    this.#queues.set(key, mine);
    // Also where its caller has left by then: who comes behind waits for the one before.
    const done = (): void => void (this.#queues.get(key) === mine && this.#queues.delete(key));
    mine.then(done, done);
    await orAborted(turn, signal);
    return mine;
  }
}

function nothing(): void {}

/** After these, a write need not be tried. */
const failsTheWriteToo: readonly ErrorKind[] = [
  "not_authenticated",
  "unavailable",
  "addon_unavailable",
  "rate_limited",
];

/** A failed call; anything else that was thrown is none of ours. */
function toldApart(error: unknown): PumbleError {
  if (error instanceof PumbleError) return error;
  throw error;
}

function attempted<Name extends OperationName>(call: PreparedCall<Name>): Attempted<OperationOutput<Name>> {
  const { name, action, request } = call;
  return {
    name,
    action,
    request,
    rate: operations[name].rate,
    read: (response) => readAnswer(call, response),
  };
}
