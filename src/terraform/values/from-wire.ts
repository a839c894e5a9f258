import type { Shape } from "../schema/type";
import { isUnknown, Unknown } from "../unknown";
import { rememberShape } from "./dynamic";
import type { Path, ValueIssue } from "./issue";
import { ExactNumber, fromWireNumber, type WireNumber } from "./number";
import { shapeOf } from "./type-json";

/** How the two encodings differ: only in dynamic values. */
interface Source {
  /** The type JSON and the inner value of a dynamic value. */
  openDynamic(wire: unknown): { type: unknown; value: unknown } | undefined;
}

/**
 * Turns a parsed msgpack or JSON value into what authors see. What does not fit becomes null and an issue; a missing
 * key becomes null; a key that the shape does not have is dropped.
 */
export function fromWire(
  shape: Shape,
  wire: unknown,
  source: Source,
  issues: ValueIssue[],
  path: Path = [],
): unknown {
  if (wire === null || wire === undefined) return null;
  if (isUnknown(wire)) return Unknown;
  const refuse = (text: string): null => {
    issues.push({ path, text });
    return null;
  };
  switch (shape.kind) {
    case "string":
      return typeof wire === "string" ? wire : refuse("must be a text");
    case "bool":
      return typeof wire === "boolean" ? wire : refuse("must be true or false");
    case "number":
    case "int":
    case "decimal": {
      const result = isWireNumber(wire) ? fromWireNumber(shape.kind, wire) : { refused: "must be a number" };
      return "value" in result ? result.value : refuse(result.refused);
    }
    case "list":
    case "set":
      if (!Array.isArray(wire)) return refuse(`must be a ${shape.kind}`);
      return wire.map((item, index) => fromWire(shape.element, item, source, issues, [...path, index]));
    case "tuple":
      if (!Array.isArray(wire)) return refuse("must be a tuple");
      return shape.elements.map((element, index) =>
        fromWire(element, wire[index], source, issues, [...path, index]),
      );
    case "map": {
      if (!isRecord(wire)) return refuse("must be a map");
      const entries = Object.entries(wire).map(
        ([key, item]) => [key, fromWire(shape.element, item, source, issues, [...path, key])] as const,
      );
      return Object.fromEntries(entries);
    }
    case "object": {
      if (!isRecord(wire)) return refuse("must be an object");
      const value: Record<string, unknown> = {};
      for (const [name, field] of Object.entries(shape.fields)) {
        define(value, name, fromWire(field, own(wire, name), source, issues, [...path, name]));
      }
      return value;
    }
    case "dynamic": {
      const opened = source.openDynamic(wire);
      const inner = opened && shapeOf(opened.type);
      if (!opened || !inner) return refuse("is not a value with a type");
      const value = fromWire(inner, opened.value, source, issues, path);
      rememberShape(value, inner);
      return value;
    }
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
