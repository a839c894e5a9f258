import { closeSync, openSync, readSync } from "node:fs";
import { atMost, namedFileBytesMax, tooLargeFile } from "../../pumble/at-most";

/**
 * The text of what somebody names as a file, or of standard input (0), which may also be a pipe or a device.
 * @throws Error whose message follows the file's name: `does not exist`, `cannot be read (EACCES)`, `has more than 64 MB`
 */
export function readNamed(file: string | 0): string {
  const bytes = bytesOf(file);
  if (bytes === null) throw new Error(tooLargeFile);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function bytesOf(file: string | 0): Uint8Array | null {
  try {
    const open = file === 0 ? 0 : openSync(file, "r");
    try {
      return atMost(namedFileBytesMax, (piece) => readSync(open, piece));
    } finally {
      if (open !== 0) closeSync(open);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Error(code === "ENOENT" ? "does not exist" : `cannot be read (${code})`, { cause: error });
  }
}
