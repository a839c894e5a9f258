import { rememberShape } from "./dynamic";
import type { ValueIssue } from "./issue";
import { ExactNumber, fromWireNumber, type WireNumber } from "./number";
import type { Shape } from "./type";
import { shapeOf } from "./type-json";
import { isUnknown, Unknown } from "./unknown";

/** How the two encodings differ: only in dynamic values. */
interface Source {
  /** The type JSON and the inner value of a dynamic value. */
  openDynamic(wire: unknown): { type: unknown; value: unknown } | undefined;
}

/**
 * Turns a parsed msgpack or JSON value into what authors see. What does not fit becomes null and an issue; a missing
 * key becomes null; a key that the shape does not have is dropped.
 */
export function fromWire(shape: Shape, wire: unknown, source: Source, issues: ValueIssue[]): unknown {
  return new Reading(source, issues).read(shape, wire);
}

class Reading {
  /** Where the value lies that is being read. */
  readonly #path: (string | number)[] = [];

  constructor(
    private readonly source: Source,
    private readonly issues: ValueIssue[],
  ) {}

  read(shape: Shape, wire: unknown): unknown {
    if (wire === null || wire === undefined) return null;
    if (isUnknown(wire)) return Unknown;
    switch (shape.kind) {
      case "string":
        return typeof wire === "string" ? wire : this.#refuse("must be a text");
      case "bool":
        return typeof wire === "boolean" ? wire : this.#refuse("must be true or false");
      case "number":
      case "int":
      case "decimal": {
        if (!isWireNumber(wire)) return this.#refuse("must be a number");
        const result = fromWireNumber(shape.kind, wire);
        return "value" in result ? result.value : this.#refuse(result.refused);
      }
      case "list":
      case "set":
        if (!Array.isArray(wire)) return this.#refuse(`must be a ${shape.kind}`);
        return wire.map((item, index) => this.#readAt(index, shape.element, item));
      case "tuple":
        if (!Array.isArray(wire)) return this.#refuse("must be a tuple");
        return shape.elements.map((element, index) => this.#readAt(index, element, wire[index]));
      case "map": {
        if (!isRecord(wire)) return this.#refuse("must be a map");
        const value: Record<string, unknown> = {};
        for (const key of Object.keys(wire)) define(value, key, this.#readAt(key, shape.element, wire[key]));
        return value;
      }
      case "object": {
        if (!isRecord(wire)) return this.#refuse("must be an object");
        const value: Record<string, unknown> = {};
        for (const name of Object.keys(shape.fields)) {
          define(value, name, this.#readAt(name, shape.fields[name]!, own(wire, name)));
        }
        return value;
      }
      case "dynamic":
        return this.#readDynamic(wire);
    }
  }

  #readAt(step: string | number, shape: Shape, wire: unknown): unknown {
    this.#path.push(step);
    const value = this.read(shape, wire);
    this.#path.pop();
    return value;
  }

  #readDynamic(wire: unknown): unknown {
    const opened = this.source.openDynamic(wire);
    const inner = opened && shapeOf(opened.type);
    if (!opened || !inner) return this.#refuse("is not a value with a type");
    const value = this.read(inner, opened.value);
    rememberShape(value, inner);
    return value;
  }

  #refuse(text: string): null {
    this.issues.push({ path: [...this.#path], text });
    return null;
  }
}

function isWireNumber(wire: unknown): wire is WireNumber | ExactNumber {
  if (wire instanceof ExactNumber) return true;
  return typeof wire === "number" || typeof wire === "bigint" || typeof wire === "string";
}

function isRecord(wire: unknown): wire is Record<string, unknown> {
  return (
    typeof wire === "object" &&
    wire !== null &&
    !Array.isArray(wire) &&
    !(wire instanceof Uint8Array || wire instanceof ExactNumber)
  );
}

function own(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Sets a key as data, also when it is called `__proto__`. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === "__proto__") {
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
  } else {
    target[name] = value;
  }
}
