import type { PrivateState } from "../define/call";

const text = new TextDecoder();
const utf8 = new TextEncoder();

/** A resource's private JSON object. Bytes that are not ours go back untouched until something is set. */
export class PrivateBytes implements PrivateState {
  #values: Record<string, unknown> | undefined;
  #changed = false;

  constructor(private readonly received: Uint8Array) {}

  get(name: string): unknown {
    const values = this.#read();
    return Object.hasOwn(values, name) ? values[name] : undefined;
  }

  set(name: string, value: unknown): void {
    const json = JSON.stringify(value) as string | undefined;
    if (json === undefined && value !== undefined) {
      throw new TypeError(`privateState keeps JSON values only; "${name}" was given a ${typeof value}.`);
    }
    this.#changed = true;
    const values = this.#read();
    if (json === undefined) delete values[name];
    else values[name] = JSON.parse(json);
  }

  /** What Terraform has to get back, always. */
  get bytes(): Uint8Array {
    return this.#changed ? utf8.encode(JSON.stringify(this.#read())) : this.received;
  }

  #read(): Record<string, unknown> {
    this.#values ??= parse(this.received);
    return this.#values;
  }
}

function parse(bytes: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text.decode(bytes));
    return value instanceof Object && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
