import type { Shape } from "../schema/type";
import { isUnknown, Unknown } from "../unknown";
import { dynamicShape } from "./dynamic";
import type { Path, ValueIssue } from "./issue";
import { toWireNumber } from "./number";
import { typeJson } from "./type-json";

const utf8 = new TextEncoder();

/** Where issues go, and whether unknown values may leave. */
export interface Sink {
  readonly issues: ValueIssue[];
  readonly unknown: "allowed" | "refused";
}

/**
 * Turns an author's value into what is packed. Whatever must not leave (undefined, NaN, a wrong type, a missing or a
 * foreign key) becomes null and an issue. Texts are normalised to NFC, as Terraform does.
 */
export function toWire(shape: Shape, value: unknown, sink: Sink, path: Path = []): unknown {
  if (value === null) return null;
  if (isUnknown(value)) {
    if (sink.unknown === "allowed") return Unknown;
    sink.issues.push({ path, text: "is still unknown" });
    return null;
  }
  const refuse = (wanted: string): null => {
    sink.issues.push({ path, text: `must be ${wanted}, but is ${describe(value)}` });
    return null;
  };
  switch (shape.kind) {
    case "string":
      return typeof value === "string" ? value.normalize("NFC") : refuse("a text");
    case "bool":
      return typeof value === "boolean" ? value : refuse("true or false");
    case "number":
      return (typeof value === "number" ? toWireNumber(value) : undefined) ?? refuse("a number");
    case "int":
      return (
        (Number.isInteger(value) ? toWireNumber(value as number) : undefined) ?? refuse("a whole number")
      );
    case "decimal":
      return (
        (typeof value === "string" ? toWireNumber(value) : undefined) ?? refuse("a number as decimal text")
      );
    case "list":
    case "set":
      if (!Array.isArray(value)) return refuse("an array");
      return Array.from(value, (item, index) => toWire(shape.element, item, sink, [...path, index]));
    case "tuple":
      if (!Array.isArray(value) || value.length !== shape.elements.length) {
        return refuse(`an array of ${shape.elements.length}`);
      }
      return shape.elements.map((element, index) => toWire(element, value[index], sink, [...path, index]));
    case "map":
      return isPlainObject(value) ? mapToWire(shape.element, value, sink, path) : refuse("an object by key");
    case "object":
      return isPlainObject(value) ? objectToWire(shape.fields, value, sink, path) : refuse("an object");
    case "dynamic":
      return dynamicToWire(value, sink, path) ?? refuse("what JSON can hold");
  }
}

function mapToWire(element: Shape, value: object, sink: Sink, path: Path): object {
  const wire = emptyRecord();
  for (const [key, item] of Object.entries(value)) {
    wire[key.normalize("NFC")] = toWire(element, item, sink, [...path, key]);
  }
  return wire;
}

/** Without a prototype, so that `__proto__` is a key like any other. */
function emptyRecord(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

function objectToWire(
  fields: { readonly [name: string]: Shape },
  value: object,
  sink: Sink,
  path: Path,
): object {
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(fields, name))
      sink.issues.push({ path: [...path, name], text: "is not in the schema" });
  }
  const wire = emptyRecord();
  for (const [name, field] of Object.entries(fields)) {
    const item = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    if (item === undefined) sink.issues.push({ path: [...path, name], text: "is missing" });
    wire[name] = item === undefined ? null : toWire(field, item, sink, [...path, name]);
  }
  return wire;
}

function dynamicToWire(value: unknown, sink: Sink, path: Path): unknown {
  const remembered = dynamicShape(value);
  if (!remembered) return undefined;
  const before = sink.issues.length;
  let wire = toWire(remembered, value, sink, path);
  let shape = remembered;
  if (sink.issues.length > before && typeof value === "object") {
    // The author changed what Terraform sent, so that the old type no longer fits.
    const fresh = dynamicShape(withoutMemory(value));
    if (fresh) {
      sink.issues.length = before;
      shape = fresh;
      wire = toWire(fresh, value, sink, path);
    }
  }
  return [utf8.encode(JSON.stringify(typeJson(shape))), wire];
}

/** A copy without the remembered types. */
function withoutMemory(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutMemory);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMemory(item)]));
}

function isPlainObject(value: unknown): value is object {
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
