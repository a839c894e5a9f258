/** Values of options, checked while the command line is read. */
import { existsSync } from "node:fs";
import { InvalidArgumentError } from "commander";

/** A port, 0 for a free one. */
export function port(text: string): number {
  return between(text, 0, 65_535, "A port is a whole number from 0 to 65535; 0 picks a free one.");
}

/** Days from now, within a century. */
export function days(text: string): number {
  return between(text, 1, 36_500, "Give a whole number of days from 1 to 36500.");
}

/** A whole number from 0. */
export function whole(text: string): number {
  return between(text, 0, Number.MAX_SAFE_INTEGER, "Give a whole number.");
}

/** How many messages of a channel one call can list. */
export function messageCount(text: string): number {
  return between(text, 0, 200, "Give a whole number from 0 to 200.");
}

/** `30%` → 0.3 */
export function share(text: string): number {
  const match = /^(\d{1,3})\s*%$/.exec(text.trim());
  if (!match || Number(match[1]) > 100) throw new InvalidArgumentError("Give a percentage such as 30%.");
  return Number(match[1]) / 100;
}

/** A time as Terraform writes it. */
export function duration(text: string): string {
  if (!/^\d+(ms|s|m|h)$/.test(text)) throw new InvalidArgumentError("Give a time such as 30s or 5m.");
  return text;
}

/** A file or folder to read. */
export function there(path: string): string {
  if (!existsSync(path)) throw new InvalidArgumentError("There is no such file or folder.");
  return path;
}

/** Gathers an option that may be given again. */
export function another(name: string, before: string[] = []): string[] {
  return [...before, name];
}

function between(text: string, least: number, most: number, says: string): number {
  const value = Number(text);
  if (!/^\s*\d+\s*$/.test(text) || value < least || value > most) throw new InvalidArgumentError(says);
  return value;
}
