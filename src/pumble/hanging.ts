/** Prose within the columns that every terminal has. */

/**
 * A text behind its head, broken at spaces and going on below its own beginning.
 * @param indent what further lines begin with; default: spaces as wide as the head
 */
export function hanging(head: string, text: string, indent = " ".repeat(head.length), columns = 80): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const begin = lines.length === 1 ? head : indent;
    const longer = lines.at(-1) === "" ? word : `${lines.at(-1)} ${word}`;
    if (begin.length + longer.length <= columns || lines.at(-1) === "") lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line, at) => `${at === 0 ? head : indent}${line}`).join("\n");
}
