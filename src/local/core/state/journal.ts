import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { StorageFailure } from "../failure";
import type { ChangeLog, Database, Snapshot } from "./database";
import type { IdState } from "./ids";
import type { Change } from "./table";

const format = "pumble-local-workspace";
const version = 1;

/** `[table, id, record]`, where null deletes. */
type Entry = [table: string, id: string, after: unknown];

/** As it is read back. What the fields of a record are is not looked at: only this program writes them. */
const count = z.int().min(0);
const line = z.object({
  ids: z.object({
    ...{ seed: z.string(), secretSeed: z.string() },
    ...{ count, secretCount: count, lastSecond: count },
  }),
  changes: z.array(z.custom<Entry>(isEntry)),
});

function isEntry(entry: unknown): boolean {
  if (!Array.isArray(entry) || typeof entry[0] !== "string" || typeof entry[1] !== "string") return false;
  const [, id, after] = entry as [string, string, { id?: unknown } | null];
  return after === null || (typeof after === "object" && after.id === id);
}

const newline = 0x0a;

/** What writes; a disk that is full in tests. */
type Disk = Pick<typeof import("node:fs"), "writeSync">;

/** A line of a compacted journal ends once it has so many characters, so that none becomes too long to be read. */
const lineFullAt = 1024 * 1024;

/** Bytes that are read at once. */
const pieceBytes = 1024 * 1024;

/**
 * A workspace's state in a folder: one file, to which every commit appends one line before anybody hears of it. What a
 * killed process left behind is therefore whole, but for a torn last line, which belongs to a commit that nobody was
 * told of and is dropped. A write that fails, as for want of space, is taken back, so that the next one begins a line. On
 * opening, a file with more dead than living records is written anew.
 */
export class Journal implements ChangeLog {
  readonly #path: string;
  readonly #disk: Disk;
  #file: number;
  /** Bytes that are whole lines. What stands behind them is a failed write that could not be taken back yet. */
  #length: number;

  private constructor(path: string, disk: Disk) {
    this.#path = path;
    this.#disk = disk;
    this.#file = openSync(path, "a", 0o600);
    this.#length = fstatSync(this.#file).size;
  }

  /**
   * Reads the folder's state into the empty database and keeps it from then on. The folder is made when it is missing.
   * Throws an Error that names the file and line when the file is not a workspace's, or is broken before its last line.
   * @returns the journal, and whether there was a workspace
   */
  static open(
    folder: string,
    database: Database,
    disk: Disk = { writeSync },
  ): { journal: Journal; existed: boolean } {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, "workspace.jsonl");
    const read = replay(path, database);
    if (read.torn) truncateSync(path, read.bytes);
    const journal = new Journal(path, disk);
    if (read.bytes === 0) journal.#write(header());
    const snapshot = database.snapshot();
    const alive = Object.values(snapshot.tables).reduce((sum, records) => sum + records.length, 0);
    if (read.records > 2 * alive + 1000) journal.#tidy(snapshot);
    database.logTo(journal);
    return { journal, existed: read.records > 0 };
  }

  append(ids: IdState, changes: readonly Change[]): void {
    const entries = changes.map(({ table, id, after }) => entryOf(table, id, after));
    this.#write(lineOf(ids, entries));
  }

  replace(snapshot: Snapshot): void {
    const fresh = `${this.#path}.new`;
    try {
      this.#writeAnew(fresh, snapshot);
      renameSync(fresh, this.#path);
    } catch (error) {
      try {
        rmSync(fresh, { force: true });
      } catch {}
      throw storageFailure(error);
    }
    closeSync(this.#file);
    this.#file = openSync(this.#path, "a", 0o600);
    this.#length = fstatSync(this.#file).size;
  }

  #writeAnew(path: string, snapshot: Snapshot): void {
    const file = openSync(path, "w", 0o600);
    try {
      this.#writeAll(file, snapshot);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  #writeAll(file: number, snapshot: Snapshot): void {
    this.#writeTo(file, header());
    let entries: string[] = [];
    let size = 0;
    const end = () => {
      if (entries.length > 0) this.#writeTo(file, lineOf(snapshot.ids, entries));
      entries = [];
      size = 0;
    };
    for (const [table, records] of Object.entries(snapshot.tables)) {
      for (const record of records) {
        const entry = entryOf(table, record.id, record);
        entries.push(entry);
        size += entry.length;
        if (size >= lineFullAt) end();
      }
    }
    end();
  }

  /** Without space for a second file the long one does as well. */
  #tidy(snapshot: Snapshot): void {
    try {
      this.replace(snapshot);
    } catch (error) {
      if (!(error instanceof StorageFailure)) throw error;
    }
  }

  close(): void {
    fsyncSync(this.#file);
    closeSync(this.#file);
  }

  /** @throws StorageFailure when the line is not stored */
  #write(text: string): void {
    try {
      this.#takeBack();
      this.#length += this.#writeTo(this.#file, text);
    } catch (error) {
      // Where not even that works, the next write tries it first.
      try {
        this.#takeBack();
      } catch {}
      throw storageFailure(error);
    }
  }

  #takeBack(): void {
    if (fstatSync(this.#file).size > this.#length) ftruncateSync(this.#file, this.#length);
  }

  /** Gives how many bytes were written. */
  #writeTo(file: number, text: string): number {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length; ) written += this.#disk.writeSync(file, bytes, written);
    return bytes.length;
  }
}

function storageFailure(error: unknown): StorageFailure {
  return error instanceof StorageFailure ? error : new StorageFailure(error);
}

function header(): string {
  return `${JSON.stringify({ format, version })}\n`;
}

function entryOf(table: string, id: string, after: unknown): string {
  return JSON.stringify([table, id, after ?? null] satisfies Entry);
}

function lineOf(ids: IdState, entries: readonly string[]): string {
  return `{"ids":${JSON.stringify(ids)},"changes":[${entries.join(",")}]}\n`;
}

/** @returns how many records there were, and how many bytes of whole lines */
function replay(path: string, database: Database): { records: number; torn: boolean; bytes: number } {
  let records = 0;
  let bytes = 0;
  let number = 0;
  for (const { text, isWhole, length } of linesIn(path)) {
    number += 1;
    if (!isWhole) {
      // Of a file without a line only what a killed start left of its header is this program's to take away.
      if (number === 1 && !header().startsWith(text)) checkHeader(path, text);
      return { records, torn: true, bytes };
    }
    bytes += length;
    if (number === 1) {
      checkHeader(path, text);
      continue;
    }
    try {
      records += replayLine(text, database);
    } catch {
      throw new Error(
        `${path} is damaged at line ${number}. Restore it from a copy, or remove it to start afresh.`,
      );
    }
  }
  return { records, torn: false, bytes };
}

interface ReadLine {
  text: string;
  /** False for what stands behind the last line's end. */
  isWhole: boolean;
  /** Bytes, with its end. */
  length: number;
}

/** The lines of a file, which may be longer than what Node reads at once; none when there is no file. */
function* linesIn(path: string): Generator<ReadLine> {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  try {
    let begun: Buffer[] = [];
    const ended = (isWhole: boolean): ReadLine => {
      const line = Buffer.concat(begun);
      begun = [];
      return { text: line.toString("utf8"), isWhole, length: line.length + 1 };
    };
    for (;;) {
      const piece = Buffer.allocUnsafe(pieceBytes);
      const read = piece.subarray(0, readSync(file, piece));
      if (read.length === 0) break;
      let start = 0;
      for (let end = read.indexOf(newline); end >= 0; end = read.indexOf(newline, start)) {
        begun.push(read.subarray(start, end));
        yield ended(true);
        start = end + 1;
      }
      if (start < read.length) begun.push(read.subarray(start));
    }
    if (begun.length > 0) yield ended(false);
  } finally {
    closeSync(file);
  }
}

function checkHeader(path: string, line: string): void {
  let found: { format?: unknown; version?: unknown } = {};
  try {
    found = JSON.parse(line) ?? {};
  } catch {}
  if (found.format !== format) {
    throw new Error(`${path} is not a local workspace. Choose another folder, or remove the file.`);
  }
  if (found.version !== version) {
    throw new Error(`${path} was written by another version (${found.version}, this one reads ${version}).`);
  }
}

/** @returns how many records there were. Throws for whatever is no line of a journal */
function replayLine(text: string, database: Database): number {
  const { ids, changes } = line.parse(JSON.parse(text));
  for (const [table, id, after] of changes) database.replay(table, id, after);
  database.ids.restore(ids);
  return changes.length;
}
