/** Where everything that the command says goes out: no word of a server, a file or a person steers the terminal. */

import { printable, printableJson } from "../pumble/printable";
import type { OutputCommand, OutputOf } from "./outputs";

let hasResult = false;

/** Whether a result went to standard output since {@link beginResult}. */
export function resultIsOut(): boolean {
  return hasResult;
}

/** A command begins, which has no result yet. */
export function beginResult(): void {
  hasResult = false;
}

/** Result: text, of one or several lines. */
export function say(text: string): void {
  hasResult = true;
  process.stdout.write(ended(printable(text, true)));
}

/**
 * Result, for a program.
 * @param _command whose published schema it fits
 */
export function sayJson<Command extends OutputCommand>(_command: Command, value: OutputOf<Command>): void {
  hasResult = true;
  process.stdout.write(`${printableJson(value)}\n`);
}

/** What a person should know beside the result. */
export function warn(text: string): void {
  process.stderr.write(ended(printable(text, true)));
}

/** What a renderer has made safe, and perhaps coloured, by itself; or data that goes to a file as it is. */
export function pass(text: string, stream: NodeJS.WriteStream = process.stdout): void {
  if (stream === process.stdout) hasResult = true;
  stream.write(text);
}

/** Lets a command go on to its end when nobody reads any more, as behind `| head`; other failures are told. */
export function bearClosedStreams(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") return;
      process.exitCode = 1;
      if (stream === process.stdout) warn(`Standard output cannot be written: ${error.message}`);
    });
  }
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
