/**
 * Length in bits of each byte's code, in base 32 (RFC 7541 Appendix B). The code is canonical: within a length, codes
 * follow the order of the bytes, and each length goes on where the one before it ended. The end-of-string symbol is last.
 */
const lengths =
  "dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6ca" +
  "d67777777777777777777777878djde6f56565666577666567655677777fbeds" +
  "kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn" +
  "qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq" +
  "u";

/** Where the codes of one length begin, and which bytes they stand for. */
interface Row {
  readonly first: number;
  readonly symbols: readonly number[];
}

let rows: readonly (Row | undefined)[] | undefined;

function makeRows(): readonly (Row | undefined)[] {
  const byLength: number[][] = [];
  for (const [symbol, digit] of [...lengths].entries()) {
    const length = Number.parseInt(digit, 32);
    byLength[length] ??= [];
    byLength[length].push(symbol);
  }
  let code = 0;
  return Array.from(byLength, (symbols) => {
    code <<= 1;
    if (!symbols) return undefined;
    const first = code;
    code += symbols.length;
    return { first, symbols };
  });
}

/** Decodes a text; undefined when the bytes are not one (RFC 7541 §5.2). */
export function decodeHuffman(bytes: Uint8Array): string | undefined {
  rows ??= makeRows();
  const symbols: number[] = [];
  let code = 0;
  let length = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      code = (code << 1) | ((byte >> bit) & 1);
      length++;
      const row = rows[length];
      const symbol = row?.symbols[code - row.first];
      if (symbol !== undefined) {
        if (symbol > 255) return undefined;
        symbols.push(symbol);
        code = 0;
        length = 0;
      } else if (length >= 30) return undefined;
    }
  }
  const isPadding = length < 8 && code === (1 << length) - 1;
  return isPadding ? Buffer.from(symbols).toString("latin1") : undefined;
}
