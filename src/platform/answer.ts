/** A 2xx answer of the platform: its exact text, and its value once that is asked for. */
import { PlatformProtocolError } from "./errors";

/** Whether a parsed answer has what is read from it. */
export type Shape = (value: unknown) => boolean;

/** What the platform answered. Text that is only passed on is never parsed. */
export class PlatformAnswer<Value> {
  /** As it came; empty when there was no body. */
  readonly text: string;
  readonly #call: string;
  readonly #shape: Shape | undefined;
  #parsed: Value | undefined;

  /** @param call method and path, for messages */
  constructor(call: string, text: string, shape?: Shape) {
    this.#call = call;
    this.text = text;
    this.#shape = shape;
  }

  /** What the text parses to. @throws PlatformProtocolError when it is empty, no JSON, or not what is documented */
  get value(): Value {
    if (this.#parsed !== undefined) return this.#parsed;
    if (this.text === "") throw new PlatformProtocolError(this.#call, "the answer is empty", 200);
    let value: unknown;
    try {
      value = JSON.parse(this.text);
    } catch {
      throw new PlatformProtocolError(this.#call, "the answer is not JSON", 200);
    }
    if (this.#shape?.(value) === false) {
      throw new PlatformProtocolError(this.#call, "the answer lacks what is documented", 200);
    }
    this.#parsed = value as Value;
    return this.#parsed;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object with an id. */
export const hasId: Shape = (value) => isObject(value) && typeof value["id"] === "string";

/** A message or a scheduled message: id and channel. */
export const isInChannel: Shape = (value) =>
  hasId(value) && typeof (value as Record<string, unknown>)["channelId"] === "string";

/** A channel as it is nested in answers. */
export const hasChannel: Shape = (value) => isObject(value) && hasId(value["channel"]);

/** A list whose items each have this shape. */
export function listOf(item: Shape): Shape {
  return (value) => Array.isArray(value) && value.every(item);
}
