/** Commands run in this process as if typed in a terminal of 80 columns, written down as people would see them. */
import { vi } from "vitest";
import { plain } from "../../src/cli/cdktf";
import { runCommandLine } from "../../src/cli/command-line";

export interface Said {
  /** Exit code. */
  readonly code: number;
  /** Standard output and standard error, in the order in which they came. */
  readonly text: string;
  readonly stdout: string;
}

/** @param line behind `pumble`; words with spaces in double quotes */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
}

/**
 * Runs one command line.
 * @param onText called with all that was said so far, such as to stop a command that would stay
 */
export async function typed(line: string, onText: (text: string) => void = () => {}): Promise<Said> {
  let [text, stdout] = ["", ""];
  const spies = ([process.stdout, process.stderr] as const).map((stream) =>
    vi.spyOn(stream, "write").mockImplementation((part) => {
      text += String(part);
      if (stream === process.stdout) stdout += String(part);
      onText(text);
      return true;
    }),
  );
  process.exitCode = 0;
  try {
    const code = (await runCommandLine(wordsOf(line))) ?? Number(process.exitCode ?? 0);
    return { code, text: plain(text), stdout };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = 0;
  }
}

/** Lines that 80 columns do not hold, but for those of one word, such as a path. */
export function tooWide(text: string): string[] {
  return text.split("\n").filter((line) => [...line].length > 80 && /\S\s+\S/.test(line.trim()));
}

/** One command as it stands in a transcript. */
export function entry(line: string, { text, code }: Said): string {
  const shown = text.replace(/[ \t]+$/gm, "");
  return `$ pumble ${line}\n${shown}${shown === "" || shown.endsWith("\n") ? "" : "\n"}[exit ${code}]\n`;
}
