/** The caller's own API keys, on an addon that manages them: ours does, the hosted one does not. */
import { apiKeyId } from "../pumble/api-keys/api-key-text";
import {
  type ApiKey,
  type KeyOperationName,
  keyOperations,
  type NewApiKey,
  type NewApiKeyInput,
  type RotateApiKeyInput,
} from "../pumble/api-keys/operations";
import type { CallerSettings } from "./caller";
import type { CallOptions } from "./calls";
import {
  PumbleAnswerError,
  PumbleConnectionError,
  PumbleContractError,
  PumbleError,
  PumbleInputError,
} from "./errors";
import { backoffMs, retryAfterMs, retryPolicy } from "./retry";
import { TransportFailure, type TransportResponse } from "./transports/transport";
import { firstIssue, headersOf, parsedAnswer, UnreadableAnswer } from "./wire";

/** One call on its way. */
interface KeyCall {
  name: KeyOperationName;
  /** `delete API key 5f0c1d2e3a4b` */
  action: string;
  /** Fills `{id}` in the path. */
  id?: string;
  body?: { apiKey?: string | undefined };
}

/** Without a key that the caller brings: the addon makes one and answers with it. */
type Unbrought<Input> = Omit<Input, "apiKey"> & { apiKey?: undefined };
/** With a key that the caller brings, which is not answered. */
type Brought<Input> = Input & { apiKey: string };
/** A key that was just made, with its text. */
type WithText = Required<NewApiKey>;

/** What one try came to, when it did not work. */
interface Failure {
  error: PumbleError;
  transient: boolean;
  /** It surely changed nothing. */
  harmless: boolean;
  waitMs: number | null;
}

/**
 * Manages the keys of the key's owner. Lists and deletes are repeated; making a key is repeated only while surely none
 * was made, for a key's text is answered once. A key that the caller brings is found again by its public id.
 */
export class ApiKeys {
  /** Hidden from inspection, for it holds the key. */
  readonly #settings: CallerSettings;

  constructor(settings: CallerSettings) {
    this.#settings = settings;
  }

  /** Keys that work, oldest first. @throws {PumbleError} */
  async list(options?: CallOptions): Promise<ApiKey[]> {
    const call: KeyCall = { name: "listApiKeys", action: "list API keys" };
    return (await this.#call<{ keys: ApiKey[] }>(call, options)).keys;
  }

  /** One key, also one that expired or was deleted. @throws {PumbleError} of kind not_found */
  get(id: string, options?: CallOptions): Promise<ApiKey> {
    return this.#call({ name: "getApiKey", action: `get API key ${id}`, id }, options);
  }

  /** Makes a key. Its text is never shown again, and not at all when it was brought. @throws {PumbleError} */
  create(input: Unbrought<NewApiKeyInput>, options?: CallOptions): Promise<WithText>;
  create(input: Brought<NewApiKeyInput>, options?: CallOptions): Promise<NewApiKey>;
  create(input: NewApiKeyInput, options?: CallOptions): Promise<NewApiKey> {
    const action = `create API key ${JSON.stringify(input.name)}`;
    return this.#make({ name: "createApiKey", action, body: input }, options);
  }

  /** Makes a key of the same name and scopes; the old one works on for the grace period. @throws {PumbleError} */
  rotate(id: string, input?: Unbrought<RotateApiKeyInput>, options?: CallOptions): Promise<WithText>;
  rotate(id: string, input: Brought<RotateApiKeyInput>, options?: CallOptions): Promise<NewApiKey>;
  rotate(id: string, input: RotateApiKeyInput = {}, options?: CallOptions): Promise<NewApiKey> {
    return this.#make({ name: "rotateApiKey", action: `rotate API key ${id}`, id, body: input }, options);
  }

  /** A key that is gone already is a success. @throws {PumbleError} */
  async delete(id: string, options?: CallOptions): Promise<void> {
    try {
      await this.#call({ name: "deleteApiKey", action: `delete API key ${id}`, id }, options);
    } catch (error) {
      if (!(error instanceof PumbleError) || error.kind !== "not_found") throw error;
    }
  }

  async #make(call: KeyCall, options: CallOptions | undefined): Promise<NewApiKey> {
    const made = await this.#call<NewApiKey>(call, options);
    if (made.apiKey !== undefined || call.body?.apiKey !== undefined) return made;
    const detail = "field apiKey: is missing";
    throw new PumbleContractError({ operation: call.name, action: call.action, detail }, "apiKey");
  }

  async #call<Output>(call: KeyCall, options: CallOptions = {}): Promise<Output> {
    const { clock, log, random } = this.#settings;
    const body = checkedBody(call);
    const repeatable = keyOperations[call.name].method !== "POST";
    const brought = apiKeyId(call.body?.apiKey ?? "");
    let doubtful = false;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#try<Output>(call, body, options);
      } catch (thrown) {
        const failure = this.#failure(call, thrown);
        if (!failure) throw thrown;
        const { error, harmless, transient } = failure;
        doubtful ||= transient && !harmless && !repeatable;
        if (doubtful && brought === null) throw inDoubt(error);
        const made = doubtful && (await this.#found(brought!, options));
        if (made) return { key: made } as Output;
        const asked = failure.waitMs ?? 0;
        const last = attempt + 1 >= retryPolicy.triesUnreached || asked > retryPolicy.retryAfterMaxMs;
        if (!transient || last) throw doubtful ? inDoubt(error) : error;
        const limited = error.kind === "rate_limited" && failure.waitMs === null;
        log.info(`Trying again: ${error.message}`);
        await clock.sleep(asked + backoffMs(attempt, limited, random()), options.signal);
      }
    }
  }

  /** The key of this id, if it is there and anybody says so. Nobody else brings a key of the same id. */
  async #found(id: string, options: CallOptions): Promise<ApiKey | null> {
    try {
      return await this.get(id, options);
    } catch (error) {
      if (error instanceof PumbleError) return null;
      throw error;
    }
  }

  async #try<Output>(call: KeyCall, body: string | undefined, options: CallOptions): Promise<Output> {
    const { endpoint, pacer, timeoutMs, transport } = this.#settings;
    const { method, path, output } = keyOperations[call.name];
    await pacer.turn(undefined, options.signal);
    const url = `${endpoint.baseUrl}${path.replace("{id}", encodeURIComponent(call.id ?? ""))}`;
    const headers = headersOf(endpoint, method);
    const request = { method, url, headers, ...(body !== undefined && { body }) };
    const response = await transport.send({ ...request, timeoutMs, signal: options.signal });
    try {
      return parsedAnswer({ name: call.name, action: call.action, request }, output, response) as Output;
    } catch (error) {
      throw new Answered(error, response);
    }
  }

  #failure({ name: operation, action }: KeyCall, thrown: unknown): Failure | undefined {
    if (thrown instanceof TransportFailure) {
      const detail = `${this.#settings.endpoint.baseUrl}: ${thrown.message}`;
      const error = new PumbleConnectionError({ operation, action, detail, cause: thrown });
      return { error, transient: true, harmless: thrown.sent === "no", waitMs: null };
    }
    if (!(thrown instanceof Answered) || !(thrown.reason instanceof PumbleError)) return undefined;
    const error = thrown.reason;
    const limited = error.kind === "rate_limited";
    const untried = error.kind === "addon_unavailable";
    return {
      error,
      transient: limited || untried || error instanceof UnreadableAnswer || error.kind === "unavailable",
      harmless: error instanceof PumbleAnswerError && (limited || untried || (error.status ?? 0) < 500),
      waitMs: retryAfterMs(thrown.response.header("retry-after"), this.#settings.clock.now()),
    };
  }
}

/** An answer that is an error, with what came. */
class Answered extends Error {
  constructor(
    readonly reason: unknown,
    readonly response: TransportResponse,
  ) {
    super("The answer is an error");
  }
}

function checkedBody({ name: operation, action, body }: KeyCall): string | undefined {
  if (body === undefined) return undefined;
  const parsed = keyOperations[operation].input.safeParse(body);
  if (parsed.success) return JSON.stringify(parsed.data);
  const { field, text } = firstIssue(parsed.error);
  throw new PumbleInputError({ operation, action, detail: text }, field);
}

function inDoubt({ kind, operation, action, status, detail }: PumbleError): PumbleError {
  return new PumbleError({
    ...{ kind, operation, action, mayHaveHappened: true },
    ...(status !== undefined && { status }),
    ...(detail !== undefined && { detail }),
  });
}
