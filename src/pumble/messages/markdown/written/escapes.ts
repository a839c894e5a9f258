/** Text as Markdown source that means just that text. */

/** How much is escaped: only what is likely to be read as something else, every sign, or letters beside signs too. */
export enum CareLevel {
  Readable,
  Signs,
  Entities,
}

/** What a sign may begin or end anywhere in a line. */
const special =
  /[\\`*[\]<]|~(?=~)|_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_|&(?=#?\w+;)|[@#](?=[\p{L}\p{N}_])|:(?=[\w+-]+:)|(?<=https?):(?=\/\/)/giu;
const anySign = /[!-/:-@[-`{-~]/g;
/** What a line may begin with that makes it a heading, quote, list, rule, table or code. */
const lineStart = /^(?:([#>|=+~-])|(\d{1,9})(?=[.)]))/;

/** A text as Markdown source. */
export function escaped(text: string, care: CareLevel, at: Place): string {
  if (care !== CareLevel.Entities) return escapedLines(text, care, at);
  // Beside the sign of a style, a line end is a space that keeps it from being one.
  const begun = at.before ? (/^\n+/.exec(text)?.[0] ?? "") : "";
  const ended = at.after ? (/\n+$/.exec(text.slice(begun.length))?.[0] ?? "") : "";
  const inner = text.slice(begun.length, text.length - ended.length);
  return `${entities(begun)}${escapedLines(inner, care, at)}${entities(ended)}`;
}

/** Whether something else stands right before and after a text in its line. */
interface Place {
  readonly before: boolean;
  readonly after: boolean;
}

function escapedLines(text: string, care: CareLevel, at: Place): string {
  const lines = text.split("\n").map((line, index, all) => {
    const isFirst = index === 0;
    const isLast = index === all.length - 1;
    return escapedLine(line, care, { before: isFirst && at.before, after: isLast && at.after });
  });
  return joined(lines, at);
}

/** One blank line is a new paragraph; every further line end, and one at an end of the text, is said by its number. */
function joined(lines: readonly string[], at: Place): string {
  let out = lines[0]!;
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const isEmpty = line === "" && !(index === lines.length - 1 && at.after);
    const afterEmpty = lines[index - 1] === "" && !(index === 1 && at.before);
    const beforeLine = !isEmpty && afterEmpty && index > 1 && lines[index - 2] !== "";
    const isParagraph = isEmpty && !afterEmpty && index < lines.length - 1 && lines[index + 1] !== "";
    out += isParagraph || beforeLine || (!isEmpty && !afterEmpty) ? "\n" : "&#10;";
    out += line;
  }
  return out;
}

function escapedLine(line: string, care: CareLevel, at: Place): string {
  const [, lead = "", rest = "", trail = ""] = /^(\s*)(.*?)(\s*)$/s.exec(line)!;
  const ends = { before: at.before && lead === "", after: at.after && trail === "" };
  const body = withoutLineStart(signs(rest, care, ends), !at.before);
  const isEdge = care === CareLevel.Entities;
  const numbered = (space: string, isAlone: boolean) => (isAlone || isEdge ? entities(space) : space);
  return `${numbered(lead, !at.before)}${body}${numbered(trail, !at.after)}`;
}

function signs(text: string, care: CareLevel, at: Place): string {
  if (care === CareLevel.Readable) return text.replace(special, "\\$&");
  if (care === CareLevel.Signs || text === "") return text.replace(anySign, "\\$&");
  const chars = [...text];
  const first = at.before ? entities(chars.shift()!) : "";
  const last = at.after && chars.length > 0 ? entities(chars.pop()!) : "";
  return `${first}${chars.join("").replace(anySign, "\\$&")}${last}`;
}

function withoutLineStart(line: string, isStart: boolean): string {
  if (!isStart) return line;
  return line.replace(lineStart, (_, sign?: string, number?: string) => (sign ? `\\${sign}` : `${number}\\`));
}

/** Each character by its number, which Markdown reads as text and nothing else. */
function entities(text: string): string {
  return [...text].map((char) => `&#${char.codePointAt(0)};`).join("");
}
