/** What an edit changes, line by line. */
import { diffLines } from "diff";

export interface DiffLine {
  sign: "+" | "-" | " ";
  text: string;
}

const around = 2;

/** Lines taken away and added, with two lines around each; more between is one line `…`. */
export function diffOf(before: string | null, after: string | null): DiffLine[] {
  const lines = diffLines(ended(before), ended(after)).flatMap(({ value, added, removed }) => {
    const sign = added ? ("+" as const) : removed ? ("-" as const) : (" " as const);
    return value
      .replace(/\n$/, "")
      .split("\n")
      .map((text) => ({ sign, text }));
  });
  const isNear = (index: number) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ sign }) => sign !== " ");
  return lines.flatMap((line, index): DiffLine[] => {
    if (isNear(index)) return [line];
    return index === 0 || isNear(index - 1) ? [{ sign: " ", text: "…" }] : [];
  });
}

function ended(text: string | null): string {
  if (text === null || text === "") return "";
  return text.endsWith("\n") ? text : `${text}\n`;
}
