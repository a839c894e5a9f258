import { dynamicShape } from "./dynamic";
import type { ValueIssue } from "./issue";
import { toWireNumber } from "./number";
import type { Shape } from "./type";
import { typeJson } from "./type-json";
import { isUnknown, Unknown } from "./unknown";

const utf8 = new TextEncoder();

/** Where issues go, and whether unknown values may leave. */
export interface Sink {
  readonly issues: ValueIssue[];
  /** Default refused. */
  readonly unknown?: "allowed" | "refused" | undefined;
}

/**
 * Turns an author's value into what is packed. Whatever must not leave (undefined, NaN, a wrong type, a missing or a
 * foreign key) becomes null and an issue. Texts are normalised to NFC, as Terraform does.
 */
export function toWire(shape: Shape, value: unknown, sink: Sink): unknown {
  return new Writing(sink).write(shape, value);
}

class Writing {
  /** Where the value lies that is being written. */
  readonly #path: (string | number)[] = [];

  constructor(private readonly sink: Sink) {}

  write(shape: Shape, value: unknown): unknown {
    if (value === null) return null;
    if (isUnknown(value)) return this.sink.unknown === "allowed" ? Unknown : this.#issue("is still unknown");
    switch (shape.kind) {
      case "string":
        return typeof value === "string" ? value.normalize("NFC") : this.#refuse("a text", value);
      case "bool":
        return typeof value === "boolean" ? value : this.#refuse("true or false", value);
      case "number":
        return number(value, typeof value === "number") ?? this.#refuse("a number", value);
      case "int":
        return number(value, Number.isInteger(value)) ?? this.#refuse("a whole number", value);
      case "decimal":
        return number(value, typeof value === "string") ?? this.#refuse("a number as decimal text", value);
      case "list":
      case "set":
        if (!Array.isArray(value)) return this.#refuse("an array", value);
        return Array.from(value, (item, index) => this.#writeAt(index, shape.element, item));
      case "tuple":
        if (!Array.isArray(value) || value.length !== shape.elements.length) {
          return this.#refuse(`an array of ${shape.elements.length}`, value);
        }
        return shape.elements.map((element, index) => this.#writeAt(index, element, value[index]));
      case "map":
        return isPlainObject(value)
          ? this.#writeMap(shape.element, value)
          : this.#refuse("an object by key", value);
      case "object":
        return isPlainObject(value)
          ? this.#writeObject(shape.fields, value)
          : this.#refuse("an object", value);
      case "dynamic":
        return this.#writeDynamic(value) ?? this.#refuse("what JSON can hold", value);
    }
  }

  #writeAt(step: string | number, shape: Shape, value: unknown): unknown {
    this.#path.push(step);
    const wire = this.write(shape, value);
    this.#path.pop();
    return wire;
  }

  #writeMap(element: Shape, value: Readonly<Record<string, unknown>>): object {
    const wire = emptyRecord();
    for (const key of Object.keys(value)) {
      wire[key.normalize("NFC")] = this.#writeAt(key, element, value[key]);
    }
    return wire;
  }

  #writeObject(fields: { readonly [name: string]: Shape }, value: Readonly<Record<string, unknown>>): object {
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(fields, name)) this.#issue("is not in the schema", name);
    }
    const wire = emptyRecord();
    for (const name of Object.keys(fields)) {
      const item = Object.hasOwn(value, name) ? value[name] : undefined;
      wire[name] =
        item === undefined ? this.#issue("is missing", name) : this.#writeAt(name, fields[name]!, item);
    }
    return wire;
  }

  #writeDynamic(value: unknown): unknown {
    const remembered = dynamicShape(value);
    if (!remembered) return undefined;
    const { issues } = this.sink;
    const before = issues.length;
    let wire = this.write(remembered, value);
    let shape = remembered;
    if (issues.length > before && typeof value === "object") {
      // The author changed what Terraform sent, so that the old type no longer fits.
      const fresh = dynamicShape(withoutMemory(value));
      if (fresh) {
        issues.length = before;
        shape = fresh;
        wire = this.write(fresh, value);
      }
    }
    return [utf8.encode(JSON.stringify(typeJson(shape))), wire];
  }

  #refuse(wanted: string, value: unknown): null {
    return this.#issue(`must be ${wanted}, but is ${describe(value)}`);
  }

  #issue(text: string, ...steps: string[]): null {
    this.sink.issues.push({ path: [...this.#path, ...steps], text });
    return null;
  }
}

function number(value: unknown, isRight: boolean): string | undefined {
  return isRight ? toWireNumber(value as number | string) : undefined;
}

/** Without a prototype, so that `__proto__` is a key like any other. */
function emptyRecord(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

/** A copy without the remembered types. */
function withoutMemory(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutMemory);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMemory(item)]));
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What a value is, without the value itself: it may be a secret. */
function describe(value: unknown): string {
  if (typeof value === "number") return Number.isFinite(value) ? "another number" : String(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null)
    return `an object (${value.constructor?.name ?? "Object"})`;
  return typeof value === "undefined" ? "undefined" : `a ${typeof value}`;
}
