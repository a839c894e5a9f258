/** Files that are to go with what is being written; like a draft they wait for the member to come back, until a reload. */
import { type Signal, signal } from "@preact/signals";
import { fileMaxBytes, filesMax } from "../../core/workspace/file-limits";
import { sizeText } from "../text/size";

const waiting = new Map<string, Signal<File[]>>();

/** The files of one place to write, by the key of its draft. */
export function attachedFiles(key: string): Signal<File[]> {
  const found = waiting.get(key) ?? signal<File[]>([]);
  waiting.set(key, found);
  return found;
}

/**
 * Adds files to those that wait.
 * @returns what is wrong with those that were left out, empty when nothing is
 */
export function attach(files: Signal<File[]>, chosen: readonly File[]): string {
  const tooLarge = chosen.filter((file) => file.size > fileMaxBytes);
  const fitting = chosen.filter((file) => file.size <= fileMaxBytes);
  const room = filesMax - files.value.length;
  files.value = [...files.value, ...fitting.slice(0, room)];
  const names = tooLarge.map(({ name, size }) => `${name} (${sizeText(size)})`).join(", ");
  return [
    ...(names ? [`Not attached: ${names}. A file may have ${sizeText(fileMaxBytes)} here.`] : []),
    ...(fitting.length > room ? [`A message carries ${filesMax} files at most.`] : []),
  ].join(" ");
}
