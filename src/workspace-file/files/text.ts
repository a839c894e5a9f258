/** Reads one file of a workspace as text, or says in a sentence why it is none. */
import { type BigIntStats, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Place } from "./place";
import type { Problems } from "./problems";

/** Largest YAML or Markdown file, in bytes. */
const fileBytesMax = 4 * 1024 * 1024;

/** A workspace's folder, and where its problems go. */
export interface Folder {
  /** Absolute, without symbolic links. */
  readonly root: string;
  readonly problems: Problems;
}

/**
 * The text of a file within the folder; null after a problem.
 * @param file relative to the folder, with `/`
 * @param blame where to point when it cannot be read: the file itself, or the line that names it
 */
export function readText(folder: Folder, file: string, blame: Place): string | null {
  const { problems, root } = folder;
  const refuse = (message: string, nextStep = "") => {
    problems.error("file", blame, message, nextStep);
    return null;
  };
  if (file.startsWith("../"))
    return refuse(`${quote(file)} leads out of the workspace's folder`, "Put a copy into it.");
  let real: string;
  let facts: Stats | BigIntStats | undefined;
  try {
    real = realpathSync(join(root, file));
    facts = statSync(real);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return refuse(`${quote(file)} does not exist`, "Write it, or correct its name.");
    if (code === "ELOOP") return refuse(`${quote(file)} is a symbolic link that leads to itself`);
    return refuse(`${quote(file)} cannot be opened (${code})`, "Check its permissions.");
  }
  if (!isInside(root, real)) {
    return refuse(`${quote(file)} leads out of the workspace's folder`, "Put a copy into the folder.");
  }
  if (!facts.isFile()) return refuse(`${quote(file)} is no file`);
  if (facts.size > fileBytesMax) {
    const size = `${Math.round(Number(facts.size) / 1024 / 1024)} MB`;
    return refuse(
      `${quote(file)} has ${size}: a file of a workspace has at most ${fileBytesMax / 1024 / 1024} MB`,
      "Split it, or move it out of the folder if it is no workspace file.",
    );
  }
  try {
    return decoded(readFileSync(real), { file, blame, refuse, problems });
  } catch (error) {
    return refuse(`${quote(file)} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Whether an absolute path is the folder or lies in it. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !/^([a-z]:|[\\/])/i.test(way));
}

interface Decoding {
  file: string;
  blame: Place;
  refuse: (message: string, nextStep?: string) => null;
  problems: Problems;
}

function decoded(bytes: Buffer, { file, blame, refuse, problems }: Decoding): string | null {
  if (bytes.length >= 2 && /^(fffe|feff)/.test(bytes.subarray(0, 2).toString("hex"))) {
    return refuse(`${quote(file)} is UTF-16`, "Save it as UTF-8.");
  }
  if (bytes.subarray(0, 3).toString("hex") === "efbbbf") {
    return refuse(`${quote(file)} begins with a byte order mark`, "Save it as UTF-8 without one.");
  }
  const text = bytes.toString("utf8");
  const invalid = firstInvalid(bytes);
  if (invalid === null) return text;
  problems.addText(file, bytes.toString("latin1"));
  const before = bytes.subarray(0, invalid).toString("latin1");
  const line = before.split("\n").length;
  const column = invalid - before.lastIndexOf("\n");
  const byte = `0x${bytes[invalid]!.toString(16).toUpperCase()}`;
  const place = blame.file === file ? { file, line, column, length: 1 } : blame;
  problems.error(
    "file",
    place,
    `${quote(file)} is not UTF-8: the byte ${byte} looks like Latin-1`,
    "Save it as UTF-8.",
  );
  return null;
}

/** Offset of the first byte that is no UTF-8, or null. */
function firstInvalid(bytes: Buffer): number | null {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const isValid = (end: number) => {
    try {
      decoder.decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    } finally {
      try {
        decoder.decode();
      } catch {
        // The state of a decoder that was cut in the middle is dropped.
      }
    }
  };
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return null;
  } catch {
    let [good, bad] = [0, bytes.length];
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      if (isValid(middle)) good = middle;
      else bad = middle;
    }
    return good;
  }
}

/** A name in a sentence. */
export function quote(text: string): string {
  return JSON.stringify(text);
}
