/** Prose within the columns that every terminal has. */

/**
 * A text behind its head, broken at spaces and going on below its own beginning. Code in braces is broken only where a
 * line does not hold it.
 * @param indent what further lines begin with; default: spaces as wide as the head
 */
export function hanging(head: string, text: string, indent = " ".repeat(head.length), columns = 80): string {
  const lines = [""];
  for (const word of wordsOf(text, columns - indent.length)) {
    const begin = lines.length === 1 ? head : indent;
    const longer = lines.at(-1) === "" ? word : `${lines.at(-1)} ${word}`;
    if (begin.length + longer.length <= columns || lines.at(-1) === "") lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line, at) => `${at === 0 ? head : indent}${line}`).join("\n");
}

function wordsOf(text: string, columns: number): string[] {
  const words = text.split(" ");
  const whole: string[] = [];
  let depth = 0;
  for (const word of words) {
    const isOfCode = depth > 0 || (word.startsWith("{") && whole.at(-1)?.endsWith(":"));
    if (isOfCode) whole[whole.length - 1] += ` ${word}`;
    else whole.push(word);
    for (const sign of word) depth += sign === "{" ? 1 : sign === "}" && depth > 0 ? -1 : 0;
  }
  return depth > 0 ? words : whole.flatMap((one) => (one.length > columns ? one.split(" ") : [one]));
}
