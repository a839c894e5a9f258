import { hanging } from "../../pumble/hanging";
import { printable } from "../../pumble/printable";
import type { WorkspaceProblem } from "./file-problem";
import { formatPlace } from "./place";

/** How many problems are told in full; the rest is counted. */
const shownMax = 20;

const widthMax = 72;
const numberWidth = 5;

/** How to write problems. */
export interface RenderOptions {
  /** Escape codes for a terminal. @default false */
  readonly colors?: boolean;
}

/**
 * Problems for a person: place and sentence, the line, what to do.
 *
 * ```
 * teams/network.yaml:12:5  "storage" is not for this file to define
 *    12 |     storage:
 *       |     ^^^^^^^
 *   workspace.yaml:31 lets teams/network/** define net-*. Move it, or widen the
 *   policy there.
 * ```
 */
export function renderProblems(problems: readonly WorkspaceProblem[], options: RenderOptions = {}): string {
  const shown = problems.slice(0, shownMax).map((problem) => renderOne(problem, options));
  const rest = problems.length - shown.length;
  const more = rest > 0 ? [`And ${rest} more. --json has them all.\n`] : [];
  return [...shown, ...more].join("\n");
}

function renderOne(problem: WorkspaceProblem, { colors = false }: RenderOptions): string {
  const { place, message, nextStep, severity, sourceLine } = problem;
  const paint = (code: string, text: string) => (colors ? `\u001b[${code}m${text}\u001b[0m` : text);
  const colour = severity === "error" ? "31" : "33";
  const at = printable(formatPlace(place));
  // Coloured when it is folded, for escape codes take no columns.
  const head = hanging(`${at}  `, printable(message), "  ").replace(at, () => paint("1", at));
  const lines = [head];
  if (sourceLine !== null) {
    const { text, before, marks } = excerpt(sourceLine, place.column, place.length);
    lines.push(`${String(place.line).padStart(numberWidth)} | ${text}`);
    lines.push(`${" ".repeat(numberWidth)} | ${before}${paint(colour, marks)}`);
  }
  if (nextStep) lines.push(...nextStep.split("\n").map((line) => folded(printable(line))));
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** What is set in, such as code, stays as it is. */
function folded(line: string): string {
  return line.startsWith(" ") ? `  ${line}` : hanging("  ", line);
}

/** The part of a line around a column, as wide as a terminal shows, and the marks that go below it. */
function excerpt(line: string, column: number, length: number) {
  const cut = Math.max(0, column - 1 - (widthMax - 20));
  const start = line.length <= widthMax ? 0 : cut;
  const dots = start > 0 ? "…" : "";
  const end = start + widthMax - dots.length - (line.length > start + widthMax ? 1 : 0);
  const text = dots + printable(line.slice(start, end)) + (line.length > end ? "…" : "");
  const at = Math.max(0, column - 1 - start);
  const before = " ".repeat(columns(dots + printable(line.slice(start, start + at))));
  const marked = printable(line.slice(start + at, Math.min(start + at + length, end)));
  return { text, before, marks: "^".repeat(Math.max(1, columns(marked))) };
}

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u;

/** How many columns of a terminal a text takes. */
function columns(text: string): number {
  let width = 0;
  for (const char of text) width += /[\p{M}\u200b]/u.test(char) ? 0 : wide.test(char) ? 2 : 1;
  return width;
}

/** Problems for a program: all of them. */
export function problemsJson(problems: readonly WorkspaceProblem[]) {
  return problems.map(({ code, severity, place, message, nextStep }) => ({
    ...{ code, severity, file: place.file, line: place.line, column: place.column },
    ...{ message, nextStep },
  }));
}
