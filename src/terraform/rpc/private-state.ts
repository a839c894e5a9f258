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
    this.#changed = true;
    const values = this.#read();
    if (value === undefined) delete values[name];
    else values[name] = value;
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
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
