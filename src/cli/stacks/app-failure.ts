/** Why an app's program failed: what it printed, without what is of use to those alone who work on Node or Python. */
import { isAbsolute } from "node:path";

const traceback = "Traceback (most recent call last):";
const frame = /^\s+at (?:async )?(?:.*\((.+):(\d+):(\d+)\)|(\S+):(\d+):(\d+)|.*\(<anonymous>\)|.*\(native\))/;
const leftOut = /^\s+\.\.\. \d+ lines matching cause stack trace/;
const caret = /^\s*\^+\s*$/;
const nodesOwn = [
  /^Node\.js v\d+\.\d+\.\d+$/,
  /^\(Use `\S+ --trace-uncaught/,
  /^If you wish to ignore these validations, pass/,
  /^npm error A complete log of this run|^\S*\/_logs\/\S+-debug-\d+\.log$/,
];

/**
 * @param dir the app's folder, to which the program's paths are told
 * @param printed what it wrote on both streams, without colours
 * @returns the cause, and where it was thrown or what to install
 */
export function causeIn(printed: string, dir: string): string {
  const absent = absentPackage(printed);
  if (absent) return `${absent} is not installed here.\nRun: npm install ${absent}`;
  const lines = printed.replaceAll(`${dir}/`, "").split("\n");
  const isPython = lines.includes(traceback);
  const cause = told(isPython ? withoutTraceback(lines) : withoutStack(lines));
  const place = isPython ? placeInPython(lines) : placeInNode(lines);
  // Who calls synth has not done what a validation finds.
  if (!place || cause.includes(place) || cause.includes("Validation failed with")) return cause;
  return `${cause}\nThat was at ${place}.`;
}

/** The package that npm's `npx`, or Node, did not find. */
function absentPackage(printed: string): string | null {
  const [, byNpx] = /npx canceled due to missing packages[^[]*\["((?:@[^"/]+\/)?[^"@]+)/.exec(printed) ?? [];
  const [, byNode] =
    /Cannot find (?:module|package) '((?:@[\w.-]+\/)?[\w][\w.-]*)(?:\/[^']*)?'/.exec(printed) ?? [];
  return byNpx ?? byNode ?? null;
}

/** Where Node shows the source: a line of its place, and one that points. */
function excerptOf(lines: readonly string[]): { readonly from: number; readonly to: number } | null {
  const from = lines.findIndex(
    (line, at) => /^\S.*:\d+$/.test(line) && lines.slice(at, at + 8).some((one) => caret.test(one)),
  );
  if (from < 0) return null;
  return { from, to: lines.findIndex((line, at) => at > from && caret.test(line)) };
}

/** Drops the source that Node shows, the frames, and the properties of errors but for their causes. */
function withoutStack(lines: readonly string[]): string[] {
  const excerpt = excerptOf(lines);
  const kept: string[] = [];
  let isInProperties = false;
  for (const [at, line] of lines.entries()) {
    if (excerpt && at >= excerpt.from && at <= excerpt.to) continue;
    if (frame.test(line) || leftOut.test(line)) {
      isInProperties ||= line.endsWith("{");
      continue;
    }
    const [, cause] = /^\s*\[cause\]: (.*)/.exec(line) ?? [];
    if (cause !== undefined) kept.push(`Because of ${cause}`);
    else if (isInProperties && /^\s+\w*Error: /.test(line)) kept.push(line.trim());
    else if (!isInProperties) kept.push(line);
    isInProperties &&= line !== "}";
  }
  return kept;
}

/** A traceback's last lines are the error; those before are indented. */
function withoutTraceback(lines: readonly string[]): string[] {
  const from = lines.indexOf(traceback);
  return [...lines.slice(0, from), ...lines.slice(from + 1).filter((line) => !line.startsWith(" "))];
}

function told(lines: readonly string[]): string {
  return lines
    .filter((line) => !nodesOwn.some((pattern) => pattern.test(line)))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const others = /node_modules|^node:|^internal\//;

/** The innermost place in the app's folder, else in whatever is no package. */
function placeInNode(lines: readonly string[]): string | null {
  const places = lines.flatMap((line) => {
    const [, file, row, column, bare, bareRow, bareColumn] = frame.exec(line) ?? [];
    const path = (file ?? bare)?.replace(/^file:\/\//, "");
    return path && !others.test(path) ? [`${path}:${row ?? bareRow}:${column ?? bareColumn}`] : [];
  });
  const place = places.find((one) => !isAbsolute(one)) ?? places[0];
  if (place) return place;
  const excerpt = excerptOf(lines);
  const shown = excerpt && lines[excerpt.from]!;
  return shown && !others.test(shown) ? shown : null;
}

function placeInPython(lines: readonly string[]): string | null {
  const places = lines.flatMap((line) => {
    const [, file, row] = /^\s+File "(.+)", line (\d+)/.exec(line) ?? [];
    return file && !file.includes("site-packages") ? [`${file}:${row}`] : [];
  });
  return places.at(-1) ?? null;
}
