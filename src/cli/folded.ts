/** Text within the columns that every terminal has. */

const width = 80;

/** Breaks lines of prose at spaces. A line that begins with one is a command, a list or code, and stays whole. */
export function folded(text: string): string {
  return text.split("\n").map(foldedLine).join("\n");
}

function foldedLine(line: string): string {
  if (line.length <= width || line.startsWith(" ")) return line;
  const lines = [""];
  for (const word of line.split(" ")) {
    const longer = lines.at(-1) === "" ? word : `${lines.at(-1)} ${word}`;
    if (longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.filter((one) => one !== "").join("\n");
}
