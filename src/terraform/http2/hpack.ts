/** Header compression (RFC 7541): everything that a peer may send, and plain literals for what is sent. */
import { ConnectionError, ErrorCode } from "./frame";
import { decodeHuffman } from "./huffman";

/** Header fields by lower-case name; values that came more than once are joined with a comma. */
export type Headers = Readonly<Record<string, string>>;

/** What is assumed of both sides until a SETTINGS frame says otherwise; ours never does. */
const tableBytesMax = 4096;
/** What an entry costs beside its texts. */
const entryOverheadBytes = 32;

const staticNames =
  ":authority :method :method :path :path :scheme :scheme :status :status :status :status :status :status :status accept-charset accept-encoding accept-language accept-ranges accept access-control-allow-origin age allow authorization cache-control content-disposition content-encoding content-language content-length content-location content-range content-type cookie date etag expect expires from host if-match if-modified-since if-none-match if-range if-unmodified-since last-modified link location max-forwards proxy-authenticate proxy-authorization range referer refresh retry-after server set-cookie strict-transport-security transfer-encoding user-agent vary via www-authenticate".split(
    " ",
  );
/** The values of entries 2 to 14; 16 is the only other one. */
const staticValues = "GET POST / /index.html http https 200 204 206 304 400 404 500".split(" ");

interface Entry {
  readonly name: string;
  readonly value: string;
}

function staticEntry(index: number): Entry {
  const value = index === 16 ? "gzip, deflate" : (staticValues[index - 2] ?? "");
  return { name: staticNames[index - 1]!, value };
}

function broken(message: string): ConnectionError {
  return new ConnectionError(ErrorCode.COMPRESSION_ERROR, message);
}

/** Reads the header blocks of one connection, in the order in which they come. */
export class HeaderDecoder {
  /** Oldest first. */
  readonly #table: Entry[] = [];
  #tableBytes = 0;
  #capacityBytes = tableBytesMax;
  #block: Buffer = Buffer.alloc(0);
  #at = 0;

  /** @throws ConnectionError COMPRESSION_ERROR when the block is malformed */
  decode(block: Buffer): Headers {
    this.#block = block;
    this.#at = 0;
    const headers = Object.create(null) as Record<string, string>;
    while (this.#at < block.length) {
      const entry = this.#next(block[this.#at]!);
      if (!entry) continue;
      const before = headers[entry.name];
      headers[entry.name] = before === undefined ? entry.value : `${before},${entry.value}`;
    }
    return headers;
  }

  #next(first: number): Entry | undefined {
    if (first & 0x80) return this.#entry(this.#integer(7));
    if (first & 0x40) return this.#add(this.#literal(6));
    if (first & 0x20) {
      this.#resize(this.#integer(5));
      return undefined;
    }
    return this.#literal(4);
  }

  #literal(prefixBits: number): Entry {
    const index = this.#integer(prefixBits);
    const name = index === 0 ? this.#text() : this.#entry(index).name;
    return { name, value: this.#text() };
  }

  #entry(index: number): Entry {
    if (index >= 1 && index <= staticNames.length) return staticEntry(index);
    const entry = this.#table[this.#table.length - (index - staticNames.length)];
    if (!entry) throw broken(`There is no header entry ${index}.`);
    return entry;
  }

  #add(entry: Entry): Entry {
    this.#tableBytes += sizeOf(entry);
    this.#table.push(entry);
    this.#evict();
    return entry;
  }

  #resize(bytes: number): void {
    if (bytes > tableBytesMax) throw broken(`A header table of ${bytes} bytes is larger than was allowed.`);
    this.#capacityBytes = bytes;
    this.#evict();
  }

  #evict(): void {
    while (this.#tableBytes > this.#capacityBytes) this.#tableBytes -= sizeOf(this.#table.shift()!);
  }

  #integer(prefixBits: number): number {
    const mask = (1 << prefixBits) - 1;
    let value = this.#byte() & mask;
    if (value < mask) return value;
    for (let shift = 0; shift <= 21; shift += 7) {
      const byte = this.#byte();
      value += (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw broken("A number in a header block is too large.");
  }

  #text(): string {
    const isHuffman = (this.#block[this.#at]! & 0x80) !== 0;
    const length = this.#integer(7);
    const bytes = this.#block.subarray(this.#at, this.#at + length);
    if (bytes.length < length) throw broken("A header block ends inside a text.");
    this.#at += length;
    const text = isHuffman ? decodeHuffman(bytes) : bytes.toString("latin1");
    if (text === undefined) throw broken("A header block holds a text that cannot be decoded.");
    return text;
  }

  #byte(): number {
    const byte = this.#block[this.#at++];
    if (byte === undefined) throw broken("A header block ends too early.");
    return byte;
  }
}

function sizeOf({ name, value }: Entry): number {
  return name.length + value.length + entryOverheadBytes;
}

/** Entry of the static table whose name is `:status`. */
const statusIndex = 8;

/** Writes a header block that no table is needed for. Names are lower case, texts are ASCII. */
export function encodeHeaders(headers: Headers): Buffer {
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (name === ":status") parts.push(Buffer.from([statusIndex]));
    else parts.push(Buffer.from([0]), text(name));
    parts.push(text(value));
  }
  return Buffer.concat(parts);
}

/** Tells the peer that its header table is not used. */
export const emptyTableUpdate = Buffer.from([0x20]);

function text(value: string): Buffer {
  const bytes = Buffer.from(value, "latin1");
  return Buffer.concat([lengthOf(bytes.length), bytes]);
}

function lengthOf(value: number): Buffer {
  if (value < 0x7f) return Buffer.from([value]);
  const bytes = [0x7f];
  let rest = value - 0x7f;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}
