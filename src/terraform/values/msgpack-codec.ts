/**
 * MessagePack as Terraform uses it (github.com/msgpack/msgpack/blob/master/spec.md): every extension is an unknown value,
 * with or without refinements; the one that is sent is bare, type 0 and data 0. A library for all of MessagePack is a
 * third of the code that a plugin parses at each start.
 */
import { isUnknown, Unknown } from "../unknown";

/** Writes one value: null, booleans, numbers, bigints, texts, bytes, arrays, objects and `Unknown`. */
export function encodeMsgpack(value: unknown): Uint8Array {
  writer.at = 0;
  writer.value(value);
  return Buffer.from(writer.bytes.subarray(0, writer.at));
}

/**
 * Reads one value. Integers of 64 bits are bigints, extensions are `Unknown`.
 * @throws Error when the bytes are not one value
 */
export function decodeMsgpack(bytes: Uint8Array): unknown {
  const reader = new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  const value = reader.value();
  if (reader.at !== bytes.length) throw new Error("More bytes came than one MessagePack value has.");
  return value;
}

class Writer {
  bytes = Buffer.allocUnsafeSlow(4096);
  at = 0;

  value(value: unknown): void {
    this.#reserve(9);
    if (value === null) this.bytes[this.at++] = 0xc0;
    else if (typeof value === "string") this.#text(value);
    else if (typeof value === "boolean") this.bytes[this.at++] = value ? 0xc3 : 0xc2;
    else if (typeof value === "number") this.#number(value);
    else if (typeof value === "bigint") this.#bigint(value);
    else if (isUnknown(value)) for (const byte of [0xd4, 0, 0]) this.bytes[this.at++] = byte;
    else if (value instanceof Uint8Array) this.#binary(value);
    else if (Array.isArray(value)) this.#array(value);
    else if (typeof value === "object") this.#map(value);
    else throw new Error(`MessagePack has no ${typeof value}.`);
  }

  #text(value: string): void {
    const length = Buffer.byteLength(value);
    this.#reserve(length + 5);
    if (length < 32) this.bytes[this.at++] = 0xa0 | length;
    else this.#head([0xd9, 0xda, 0xdb], length);
    this.at += this.bytes.write(value, this.at);
  }

  #number(value: number): void {
    if (!Number.isInteger(value) || value < -0x80000000 || value > 0xffffffff) {
      this.bytes[this.at] = 0xcb;
      this.at = this.bytes.writeDoubleBE(value, this.at + 1);
    } else if (value >= 0) {
      if (value < 0x80) this.bytes[this.at++] = value;
      else this.#head([0xcc, 0xcd, 0xce], value);
    } else if (value >= -32) this.bytes[this.at++] = value & 0xff;
    else {
      this.bytes[this.at] = 0xd2;
      this.at = this.bytes.writeInt32BE(value, this.at + 1);
    }
  }

  #bigint(value: bigint): void {
    this.bytes[this.at] = value < 0n ? 0xd3 : 0xcf;
    const write = value < 0n ? this.bytes.writeBigInt64BE : this.bytes.writeBigUInt64BE;
    this.at = write.call(this.bytes, value, this.at + 1);
  }

  #binary(value: Uint8Array): void {
    this.#reserve(value.length + 5);
    this.#head([0xc4, 0xc5, 0xc6], value.length);
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  #array(items: readonly unknown[]): void {
    if (items.length < 16) this.bytes[this.at++] = 0x90 | items.length;
    else this.#head([undefined, 0xdc, 0xdd], items.length);
    for (const item of items) this.value(item);
  }

  #map(value: object): void {
    const entries = Object.entries(value);
    if (entries.length < 16) this.bytes[this.at++] = 0x80 | entries.length;
    else this.#head([undefined, 0xde, 0xdf], entries.length);
    for (const [key, item] of entries) {
      this.#text(key);
      this.value(item);
    }
  }

  /** A number behind the first byte that has room for it: 8, 16 or 32 bits. */
  #head([byte, short, long]: readonly [number | undefined, number, number], value: number): void {
    if (byte !== undefined && value < 0x100) {
      this.bytes[this.at++] = byte;
      this.bytes[this.at++] = value;
    } else if (value < 0x10000) {
      this.bytes[this.at] = short;
      this.at = this.bytes.writeUInt16BE(value, this.at + 1);
    } else {
      this.bytes[this.at] = long;
      this.at = this.bytes.writeUInt32BE(value, this.at + 1);
    }
  }

  #reserve(bytes: number): void {
    if (this.at + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + bytes));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
  }
}

/** One for all: what is written is copied out. */
const writer = new Writer();

class Reader {
  at = 0;

  constructor(private readonly bytes: Buffer) {}

  value(): unknown {
    const first = this.#uint(1);
    if (first < 0x80) return first;
    if (first < 0x90) return this.#map(first & 0x0f);
    if (first < 0xa0) return this.#array(first & 0x0f);
    if (first < 0xc0) return this.#text(first & 0x1f);
    if (first >= 0xe0) return first - 0x100;
    return this.#other(first);
  }

  #other(first: number): unknown {
    switch (first) {
      case 0xc0:
        return null;
      case 0xc2:
      case 0xc3:
        return first === 0xc3;
      case 0xca:
        return this.#slice(4).readFloatBE();
      case 0xcb:
        return this.#slice(8).readDoubleBE();
      case 0xcf:
        return this.#slice(8).readBigUInt64BE();
      case 0xd3:
        return this.#slice(8).readBigInt64BE();
    }
    if (first >= 0xc4 && first <= 0xc6) return this.#slice(this.#uint(1 << (first - 0xc4)));
    if (first >= 0xc7 && first <= 0xc9) return this.#extension(this.#uint(1 << (first - 0xc7)));
    if (first >= 0xcc && first <= 0xce) return this.#uint(1 << (first - 0xcc));
    if (first >= 0xd0 && first <= 0xd2) return this.#int(1 << (first - 0xd0));
    if (first >= 0xd4 && first <= 0xd8) return this.#extension(1 << (first - 0xd4));
    if (first >= 0xd9 && first <= 0xdb) return this.#text(this.#uint(1 << (first - 0xd9)));
    if (first === 0xdc || first === 0xdd) return this.#array(this.#uint(2 << (first - 0xdc)));
    if (first === 0xde || first === 0xdf) return this.#map(this.#uint(2 << (first - 0xde)));
    throw new Error(`MessagePack has no type 0x${first.toString(16)}.`);
  }

  #extension(length: number): Unknown {
    this.#slice(length + 1);
    return Unknown;
  }

  #text(length: number): string {
    const start = this.#skip(length);
    return this.bytes.toString("utf8", start, this.at);
  }

  #array(length: number): unknown[] {
    const items: unknown[] = [];
    while (items.length < length) items.push(this.value());
    return items;
  }

  #map(length: number): object {
    const map: Record<string, unknown> = {};
    for (let index = 0; index < length; index++) {
      const key = this.value();
      if (typeof key !== "string") throw new Error("A key in a MessagePack map is not a text.");
      const value = this.value();
      if (key === "__proto__") {
        Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
      } else map[key] = value;
    }
    return map;
  }

  #uint(bytes: number): number {
    const start = this.#skip(bytes);
    return bytes === 1 ? this.bytes[start]! : this.bytes.readUIntBE(start, bytes);
  }

  #int(bytes: number): number {
    return this.bytes.readIntBE(this.#skip(bytes), bytes);
  }

  #slice(length: number): Buffer {
    const start = this.#skip(length);
    return this.bytes.subarray(start, this.at);
  }

  /** Moves on by so many bytes; where they begin. */
  #skip(length: number): number {
    const start = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw new Error("A MessagePack value is cut short.");
    return start;
  }
}
