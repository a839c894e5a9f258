/** Reading what somebody names as a file and may have no end: a device, a pipe, standard input. */

/** Most bytes that are read of a file which somebody names: a seed, a script, its input. */
export const namedFileBytesMax = 64 * 1024 * 1024;

/** What is wrong with a file that has more, to follow its name. */
export const tooLargeFile = `has more than ${namedFileBytesMax / 1024 / 1024} MB`;

const pieceBytes = 64 * 1024;

/**
 * What there is to read; null where that is more than `bytesMax`, and then hardly more has been read.
 * @param read fills the beginning of a piece and gives how many bytes that were: 0 at the end
 */
export function atMost(bytesMax: number, read: (piece: Uint8Array) => number): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const piece = new Uint8Array(pieceBytes);
    const count = read(piece);
    if (count === 0) return joined(pieces, size);
    size += count;
    if (size > bytesMax) return null;
    pieces.push(piece.subarray(0, count));
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
