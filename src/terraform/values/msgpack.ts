import { Decoder, Encoder, ExtData, type ExtensionCodecType } from "@msgpack/msgpack";
import { fromWire } from "./from-wire";
import type { ValueIssue } from "./issue";
import { type Sink, toWire } from "./to-wire";
import type { Shape } from "./type";
import { isUnknown, Unknown } from "./unknown";

/** Every extension is an unknown value, with or without refinements; the one sent is bare: type 0, data 0. */
const extensionCodec: ExtensionCodecType<undefined> = {
  tryToEncode: (value) => (isUnknown(value) ? new ExtData(0, new Uint8Array(1)) : null),
  decode: () => Unknown,
};

/** Made once: a new one for each value allocates 2 KB, and is slower to start with. */
const codec = { useBigInt64: true, extensionCodec };
/** Its cache of keys does not pay: a process reads few objects. */
const decoder = new Decoder({ ...codec, keyDecoder: null });
const encoder = new Encoder(codec);

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
  return fromWire(shape, decoder.decode(bytes), source, issues);
}

/** Writes a value of a shape. Issues name what was not fit to leave; null is in its place. */
export function pack(shape: Shape, value: unknown, sink: Sink): Uint8Array {
  return encoder.encode(toWire(shape, value, sink));
}
