/** The caller's own API keys, on an addon that manages them: ours does, the hosted one does not. */
import { apiKeyId } from "../pumble/api-keys/api-key-text";
import {
  type ApiKey,
  type KeyOperationName,
  keyOperations,
  keysPageMax,
  type NewApiKey,
  type NewApiKeyInput,
  type RotateApiKeyInput,
} from "../pumble/api-keys/operations";
import type { Attempted, Attempts } from "./attempt";
import type { CallOptions } from "./calls";
import { PumbleContractError, PumbleError, PumbleInputError } from "./errors";
import type { TransportResponse } from "./transports/transport";
import { type Endpoint, firstIssue, headersOf, parsedAnswer } from "./wire";

/** Far more than a member may have keys: a server that always has more must not fill the memory. */
const pagesMax = 100;

/** One call on its way. */
interface KeyCall {
  name: KeyOperationName;
  /** `delete API key 5f0c1d2e3a4b` */
  action: string;
  /** Fills `{id}` in the path. */
  id?: string;
  /** With its question mark. */
  query?: string;
  body?: { apiKey?: string | undefined };
}

/** Without a key that the caller brings: the addon makes one and answers with it. */
type Unbrought<Input> = Omit<Input, "apiKey"> & { apiKey?: undefined };
/** With a key that the caller brings, which is not answered. */
type Brought<Input> = Input & { apiKey: string };
/** A key that was just made, with its text. */
type WithText = Required<NewApiKey>;

/**
 * Manages the keys of the key's owner. Lists and deletes are repeated; making a key is repeated only while surely none
 * was made, for a key's text is answered once. A key that the caller brings is found again by its public id.
 */
export class ApiKeys {
  /** Hidden from inspection, for it holds the key. */
  readonly #endpoint: Endpoint;
  readonly #attempts: Attempts;

  constructor(attempts: Attempts, endpoint: Endpoint) {
    this.#attempts = attempts;
    this.#endpoint = endpoint;
  }

  /** Keys that work, oldest first: all of them, a page a call. @throws {PumbleError} */
  async list(options?: CallOptions): Promise<ApiKey[]> {
    const all: ApiKey[] = [];
    const walked = new Set<string>();
    for (let cursor: string | undefined = ""; cursor !== undefined && !walked.has(cursor); ) {
      walked.add(cursor);
      if (walked.size > pagesMax) {
        const detail = `field keys: has more than ${pagesMax} pages`;
        throw new PumbleContractError({ operation: "listApiKeys", action: "list API keys", detail }, "keys");
      }
      const from = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const query = `?limit=${keysPageMax}${from}`;
      const call: KeyCall = { name: "listApiKeys", action: "list API keys", query };
      const { keys, hasMore } = await this.#call<{ keys: ApiKey[]; hasMore: boolean }>(call, options);
      all.push(...keys);
      cursor = hasMore ? keys.at(-1)?.id : undefined;
    }
    return all;
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

  /**
   * A key that is gone already is a success. `descendants`: with all keys that were made with it.
   * @throws {PumbleError}
   */
  async delete(id: string, options?: CallOptions & { descendants?: boolean }): Promise<void> {
    const query = options?.descendants ? "?descendants=true" : "";
    try {
      await this.#call({ name: "deleteApiKey", action: `delete API key ${id}`, id, query }, options);
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
    const attempted = this.#attempted<Output>(call);
    if (keyOperations[call.name].method !== "POST") return this.#attempts.carry(attempted, options);
    const brought = apiKeyId(call.body?.apiKey ?? "");
    let doubt = false;
    try {
      return await this.#attempts.carry(attempted, options, async (failure) => {
        doubt ||= failure.transient && failure.effect === "unknown";
        if (!doubt) return undefined;
        if (brought === null) throw failure.error;
        const made = await this.#found(brought, options);
        return made ? { value: { key: made } as Output } : undefined;
      });
    } catch (error) {
      throw doubt && error instanceof PumbleError ? error.inDoubt() : error;
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

  #attempted<Output>(call: KeyCall): Attempted<Output> {
    const { name, action, id = "", query = "" } = call;
    const { method, path, output } = keyOperations[name];
    const body = checkedBody(call);
    const url = `${this.#endpoint.baseUrl}${path.replace("{id}", encodeURIComponent(id))}${query}`;
    const request = {
      method,
      url,
      headers: headersOf(this.#endpoint, method),
      ...(body !== undefined && { body }),
    };
    const read = (response: TransportResponse) =>
      parsedAnswer({ name, action, request }, output, response) as Output;
    return { name, action, rate: undefined, request, read };
  }
}

function checkedBody({ name: operation, action, body }: KeyCall): string | undefined {
  if (body === undefined) return undefined;
  const parsed = keyOperations[operation].input.safeParse(body);
  if (parsed.success) return JSON.stringify(parsed.data);
  const { field, text } = firstIssue(parsed.error);
  throw new PumbleInputError({ operation, action, detail: text }, field);
}
