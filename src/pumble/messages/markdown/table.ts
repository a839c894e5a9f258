import { type Conversion, inlinesOf, lineOf, noteProblem } from "./inlines";
import type { Token } from "./parser";
import { inlinesToText } from "./plain-text";
import { tableProblem } from "./problems";

/** Wider cells do not push the next column to the right. */
const columnWidthMax = 40;

const wide =
  /[\p{Extended_Pictographic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** How many columns a text takes in a fixed-width font. */
function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += wide.test(char) ? 2 : 1;
  return width;
}

/** Mentions stay as they are written: each is a problem, since nobody is notified from a table. */
function cellText(tokens: Token[], conversion: Conversion, line: number): string {
  const plain = tokens.map((token) => {
    if (token.type !== "mention") return token;
    if (conversion.unresolved === "problem") noteProblem(conversion, line, tableProblem(token.content));
    return Object.assign(Object.create(token) as Token, { type: "text" });
  });
  return inlinesToText(inlinesOf(plain, conversion, { line })).replaceAll("\n", " ");
}

function rowText(cells: string[], widths: number[]): string {
  const padded = cells.map((cell, column) => cell + " ".repeat(Math.max(0, widths[column]! - widthOf(cell))));
  return padded.join(" | ").trimEnd();
}

/** A table, given the tokens inside it, as lines of text with a rule under the heads. */
export function tableText(tokens: Token[], conversion: Conversion): string {
  const rows: string[][] = [];
  let line = 1;
  for (const token of tokens) {
    if (token.type === "tr_open") {
      rows.push([]);
      line = lineOf(token.map);
    } else if (token.type === "inline") rows.at(-1)!.push(cellText(token.children ?? [], conversion, line));
  }
  const heads = rows[0] ?? [];
  const widths = heads.map(() => 0);
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.min(columnWidthMax, Math.max(widths[column] ?? 0, widthOf(cell)));
    }
  }
  const rule = widths.map((width) => "-".repeat(Math.max(1, width))).join("-|-");
  const [head, ...body] = rows.map((row) => rowText(row, widths));
  return [head, rule, ...body].join("\n");
}
