/** Text within the columns that every terminal has. */

const width = 80;

/** Breaks lines of prose at spaces. A line that begins with one is a command, a list or code, and stays whole. */
export function folded(text: string, columns = width): string {
  return text
    .split("\n")
    .map((line) => foldedLine(line, columns))
    .join("\n");
}

function foldedLine(line: string, columns: number): string {
  if (line.length <= columns || line.startsWith(" ")) return line;
  const lines = [""];
  for (const word of line.split(" ")) {
    const longer = lines.at(-1) === "" ? word : `${lines.at(-1)} ${word}`;
    if (longer.length <= columns) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.filter((one) => one !== "").join("\n");
}
