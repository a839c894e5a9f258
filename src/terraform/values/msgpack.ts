import type { Shape } from "../schema/type";
import { fromWire } from "./from-wire";
import type { ValueIssue } from "./issue";
import { decodeMsgpack, encodeMsgpack } from "./msgpack-codec";
import { type Sink, toWire } from "./to-wire";

const text = new TextDecoder();

const source = {
  openDynamic(wire: unknown) {
    if (!Array.isArray(wire) || wire.length !== 2) return undefined;
    const [type, value] = wire as [unknown, unknown];
    const json = type instanceof Uint8Array ? text.decode(type) : type;
    return typeof json === "string" ? { type: JSON.parse(json) as unknown, value } : undefined;
  },
};

/** Reads a value of a shape. Empty bytes are null. Issues name what does not fit. */
export function unpack(shape: Shape, bytes: Uint8Array, issues: ValueIssue[]): unknown {
  if (bytes.length === 0) return null;
  return fromWire(shape, decodeMsgpack(bytes), source, issues);
}

/** Writes a value of a shape. Issues name what was not fit to leave; null is in its place. */
export function pack(shape: Shape, value: unknown, sink: Sink): Uint8Array {
  return encodeMsgpack(toWire(shape, value, sink));
}
