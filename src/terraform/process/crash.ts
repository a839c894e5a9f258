import { writeStderr } from "./log";

/** Terraform shows the line that starts with `panic: ` and up to 100 plain lines after it. */
const mostLines = 90;

/** What Terraform shows a person as the "Stack trace from the … plugin". */
export function crashReport(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error && error.stack ? error.stack.split("\n").filter(isFrame) : [];
  const lines = [`panic: ${message}`, "", ...stack].flatMap((line) => line.split("\n"));
  return `${lines.slice(0, mostLines).map(defuse).join("\n")}\n`;
}

/** Prints the report and ends the process as a Go plugin's panic does. */
export function crash(error: unknown): never {
  writeStderr(crashReport(error));
  process.exit(2);
}

function isFrame(line: string): boolean {
  return /^\s+at /.test(line);
}

/** A line that looks like JSON would be read as a log entry, and could crash Terraform. */
function defuse(line: string): string {
  return line.startsWith("{") ? ` ${line}` : line;
}
