/** Lines that fit a terminal of 80 columns. */

// Characters that take two columns: East Asian scripts and emoji.
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Columns that a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : /\p{M}|\u200b/u.test(character) ? 0 : 1;
  return width;
}

/**
 * Breaks a text at spaces, and words that are longer than a line inside.
 * @param width columns of a line
 */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((whole) => pieces(whole, width))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const parts: string[] = [""];
  for (const character of word) {
    if (widthOf(parts.at(-1)! + character) > width) parts.push("");
    parts[parts.length - 1] += character;
  }
  return parts;
}

/**
 * A heading on the left and lines on the right of it.
 * @param left columns of the heading, its margin included
 */
export function besides(heading: string, texts: string[], { left = 24, width = 80 } = {}): string[] {
  const right = texts.flatMap((text) => wrapped(text, width - left));
  if (widthOf(heading) + 1 >= left) {
    return [...wrapped(heading, width), ...right.map((line) => `${" ".repeat(left)}${line}`.trimEnd())];
  }
  return right.map((line, index) => {
    const margin = index === 0 ? heading + " ".repeat(left - widthOf(heading)) : " ".repeat(left);
    return (margin + line).trimEnd();
  });
}
