import { crc32, deflateRawSync } from "node:zlib";

/** One file of an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
  /** Unix permission bits, `0o755`. Terraform keeps them when it unpacks. */
  readonly mode: number;
}

const versionNeeded = 20; // deflate
const madeByUnix = 3 << 8;
const utf8Names = 0x0800;
const deflated = 8;
const regularFile = 0o100000;
/** 1 January 1980, the first day that the format knows: equal files give equal archives. */
const date = { time: 0, day: 0x21 };

/** Writes a zip archive whose bytes depend on nothing but its entries and their order. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const data = deflateRawSync(entry.content, { level: 9 });
    const facts = commonFields(entry.content, data, name);
    const local = Buffer.concat([signature(0x04034b50), facts, name, data]);
    directory.push(directoryRecord(facts, name, entry.mode, offset));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...locals, central, endRecord(entries.length, central.length, offset)]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** The 26 bytes that a file's own header and its directory record share. */
function commonFields(content: Uint8Array, data: Buffer, name: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(versionNeeded, 0);
  fields.writeUInt16LE(utf8Names, 2);
  fields.writeUInt16LE(deflated, 4);
  fields.writeUInt16LE(date.time, 6);
  fields.writeUInt16LE(date.day, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function directoryRecord(facts: Buffer, name: Buffer, mode: number, offset: number): Buffer {
  const before = Buffer.alloc(2);
  before.writeUInt16LE(madeByUnix | versionNeeded);
  const after = Buffer.alloc(14);
  after.writeUInt32LE(((regularFile | mode) << 16) >>> 0, 6);
  after.writeUInt32LE(offset, 10);
  return Buffer.concat([signature(0x02014b50), before, facts, after, name]);
}

function endRecord(count: number, directoryBytes: number, directoryOffset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(directoryOffset, 16);
  return end;
}
