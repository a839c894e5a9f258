import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { Draft, Field, MessageTable, Scalar } from "./tables";

type Fields = Record<string, unknown>;

/**
 * Writes a message. Scalars that equal protobuf's default are left out, as proto3 asks; an `optional` or oneof field is
 * written whenever it is defined, zero included.
 * @throws Error that names the message when a value does not fit its field
 */
export function encode<T>(table: MessageTable<T>, message: Draft<T>): Uint8Array {
  const writer = new BinaryWriter();
  try {
    writeMessage(writer, table, message as Fields);
  } catch (cause) {
    throw new Error(`Cannot encode ${table.name}: ${(cause as Error).message}`, { cause });
  }
  return writer.finish();
}

/**
 * Reads a message. Absent scalars come back as their default (`bytes` as empty), absent lists and maps as empty, absent
 * messages, `optional` and oneof fields as undefined. Unknown fields are skipped. Byte fields share memory with `bytes`.
 * @throws Error that names the message when the bytes are not one
 */
export function decode<T>(table: MessageTable<T>, bytes: Uint8Array): T {
  const reader = new BinaryReader(bytes);
  try {
    return readMessage(reader, table, bytes.length) as T;
  } catch (cause) {
    throw new Error(`Cannot decode ${table.name}: ${(cause as Error).message}`, { cause });
  }
}

function writeMessage(writer: BinaryWriter, table: MessageTable<unknown>, message: Fields): void {
  for (const field of table.fields) {
    const value = message[field.name];
    if (value === undefined || value === null) continue;
    if (field.cardinality === "list") {
      for (const item of value as readonly unknown[]) writeOne(writer, field, field.number, item);
    } else if (field.cardinality === "map") {
      writeMap(writer, field, value as Fields);
    } else if (field.message || field.cardinality === "optional" || !isDefault(value)) {
      writeOne(writer, field, field.number, value);
    }
  }
}

function writeMap(writer: BinaryWriter, field: Field, entries: Fields): void {
  for (const [key, value] of Object.entries(entries)) {
    writer.tag(field.number, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string(key);
    writeOne(writer, field, 2, value);
    writer.join();
  }
}

function writeOne(writer: BinaryWriter, field: Field, number: number, value: unknown): void {
  if (field.message) {
    writer.tag(number, WireType.LengthDelimited).fork();
    writeMessage(writer, field.message, value as Fields);
    writer.join();
    return;
  }
  const scalar = field.scalar!;
  writer.tag(number, wireTypeOf(scalar));
  if (scalar === "string") writer.string(value as string);
  else if (scalar === "bytes") writer.bytes(value as Uint8Array);
  else if (scalar === "bool") writer.bool(value as boolean);
  else if (scalar === "int64") writer.int64(value as bigint);
  else if (scalar === "int32") writer.int32(value as number);
  else writer.uint32(value as number);
}

function isDefault(value: unknown): boolean {
  return value === "" || value === false || value === 0 || value === 0n || (value as Uint8Array).length === 0;
}

function wireTypeOf(scalar: Scalar): WireType {
  return scalar === "string" || scalar === "bytes" ? WireType.LengthDelimited : WireType.Varint;
}

const noBytes = new Uint8Array(0);

/** What an absent field comes back as, by message: the scalars, and the fields that need a fresh list or map. */
interface Blank {
  readonly scalars: Fields;
  readonly repeated: readonly Field[];
}
const blanks = new WeakMap<MessageTable<unknown>, Blank>();

function blankOf(table: MessageTable<unknown>): Blank {
  let blank = blanks.get(table);
  if (!blank) {
    const single = table.fields.filter(({ cardinality, scalar }) => cardinality === "one" && scalar);
    blank = {
      scalars: Object.fromEntries(single.map(({ name, scalar }) => [name, emptyScalar(scalar!)])),
      repeated: table.fields.filter(({ cardinality }) => cardinality === "list" || cardinality === "map"),
    };
    blanks.set(table, blank);
  }
  return blank;
}

function emptyMessage(table: MessageTable<unknown>): Fields {
  const { scalars, repeated } = blankOf(table);
  const message: Fields = { ...scalars };
  for (const { name, cardinality } of repeated) {
    message[name] = cardinality === "list" ? [] : Object.create(null);
  }
  return message;
}

function emptyScalar(scalar: Scalar): unknown {
  if (scalar === "string") return "";
  if (scalar === "bytes") return noBytes;
  return scalar === "bool" ? false : 0;
}

function readMessage(reader: BinaryReader, table: MessageTable<unknown>, end: number): Fields {
  const message = emptyMessage(table);
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const field = table.byNumber.get(number);
    if (!field) {
      reader.skip(wireType, number);
    } else if (field.cardinality === "list") {
      (message[field.name] as unknown[]).push(readOne(reader, field, wireType));
    } else if (field.cardinality === "map") {
      readEntry(reader, field, wireType, message[field.name] as Fields);
    } else {
      message[field.name] = readOne(reader, field, wireType);
    }
  }
  if (reader.pos > end) throw new Error("a field reaches beyond the end of its message");
  return message;
}

function readEntry(reader: BinaryReader, field: Field, wireType: WireType, entries: Fields): void {
  expectWireType(field, wireType, WireType.LengthDelimited);
  const end = reader.uint32() + reader.pos;
  let key = "";
  let value: unknown = field.message ? emptyMessage(field.message) : emptyScalar(field.scalar!);
  while (reader.pos < end) {
    const [number, inner] = reader.tag();
    if (number === 1) key = reader.string();
    else if (number === 2) value = readOne(reader, field, inner);
    else reader.skip(inner, number);
  }
  entries[key] = value;
}

function readOne(reader: BinaryReader, field: Field, wireType: WireType): unknown {
  if (field.message) {
    expectWireType(field, wireType, WireType.LengthDelimited);
    const length = reader.uint32();
    return readMessage(reader, field.message, reader.pos + length);
  }
  const scalar = field.scalar!;
  expectWireType(field, wireType, wireTypeOf(scalar));
  if (scalar === "string") return reader.string();
  if (scalar === "bytes") return reader.bytes();
  if (scalar === "bool") return reader.bool();
  if (scalar === "int64") return exact(reader.int64());
  return scalar === "int32" ? reader.int32() : reader.uint32();
}

function expectWireType(field: Field, actual: WireType, expected: WireType): void {
  if (actual !== expected) throw new Error(`field ${field.name} has wire type ${actual}, not ${expected}`);
}

/** A number where that is exact, else the bigint. */
function exact(value: bigint | string): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(value);
}
