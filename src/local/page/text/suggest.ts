/** What a composer offers while someone types: slash commands, members, channels, emoji. */
import type { PageApp } from "../contract";
import { findEmoji, glyphOf } from "./emoji";
import type { Directory, Mentionable } from "./mentions";

/** One line of the list. */
export interface Suggestion {
  key: string;
  /** What goes into the text in place of what was typed, trailing space included. */
  insert: string;
  label: string;
  detail: string;
  /** Where it comes from, for commands the app's name. */
  source?: string;
}

/** A list of suggestions and the stretch of text that one of them would replace. */
export interface Suggestions {
  kind: "command" | "member" | "channel" | "emoji";
  from: number;
  to: number;
  items: Suggestion[];
}

/** Longest list shown. */
const limit = 8;

function commandItems(typed: string, apps: PageApp[]): Suggestion[] {
  const all = apps.flatMap((app) => app.slashCommands.map((entry) => ({ ...entry, app })));
  return all
    .filter((entry) => entry.command.toLowerCase().startsWith(typed.toLowerCase()))
    .map((entry) => ({
      key: `${entry.app.id}${entry.command}`,
      insert: `${entry.command} `,
      label: `${entry.command} ${entry.usageHint}`.trim(),
      detail: entry.description,
      source: entry.app.name,
    }));
}

function nameItems(sign: string, typed: string, candidates: Mentionable[]): Suggestion[] {
  const wanted = typed.toLowerCase();
  const starts = (name: string) =>
    name
      .toLowerCase()
      .split(/[\s-]+/)
      .some((word) => word.startsWith(wanted)) || name.toLowerCase().startsWith(wanted);
  return candidates
    .filter((candidate) => candidate.name && starts(candidate.name))
    .map(({ id, name, title = "" }) => ({
      key: id,
      insert: `${sign}${name} `,
      label: `${sign}${name}`,
      detail: title,
    }));
}

/** The suggestions for the word in which the caret stands, or null when there is nothing to offer. */
export function suggestionsFor(
  text: string,
  caret: number,
  offer: { apps: PageApp[]; directory: Directory },
): Suggestions | null {
  const before = text.slice(0, caret);
  const command = /^\/\S*$/.exec(before);
  if (command) return list("command", 0, caret, commandItems(before, offer.apps));
  const word = /(?:^|[\s(])([@#:])([\p{L}\p{N}_+-]*)$/u.exec(before);
  if (!word) return null;
  const [, sign, typed] = word as unknown as [string, string, string];
  const from = caret - typed.length - 1;
  const { members, groups } = offer.directory;
  const mentionable = [...members, ...groups];
  if (sign === "@") return list("member", from, caret, nameItems("@", typed, mentionable));
  if (sign === "#") return list("channel", from, caret, nameItems("#", typed, offer.directory.channels));
  if (typed.length < 2) return null;
  const items = findEmoji(typed, limit).map((name) => ({
    key: name,
    insert: `:${name}: `,
    label: `${glyphOf(name)}  :${name}:`,
    detail: "",
  }));
  return list("emoji", from, caret, items);
}

function list(kind: Suggestions["kind"], from: number, to: number, items: Suggestion[]): Suggestions | null {
  return items.length > 0 ? { kind, from, to, items: items.slice(0, limit) } : null;
}

/** The command that a line begins with, and whether any app here answers it. Null for a line that is no command. */
export function commandOf(text: string, apps: PageApp[]): { command: string; known: boolean } | null {
  const command = /^\/[A-Za-z0-9][^\s/]*(?=\s|$)/.exec(text)?.[0];
  if (!command) return null;
  const known = apps.some((app) => app.slashCommands.some((entry) => entry.command === command));
  return { command, known };
}
