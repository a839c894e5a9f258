/**
 * Text of other people in the Markdown of a forge. It stays text: it ends no code span, fence or table cell, is no HTML,
 * mentions nobody, refers to no issue, runs no quick action and loads no picture.
 */
import { unseen } from "../../pumble/printable";
import type { Phrase } from "./phrase";

/** Text on one line, without what cannot be seen. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\t]+/g, " ").replace(unseen, "\ufffd");
}

/** The longest run of backticks in a text. */
function ticksIn(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/**
 * A code span. Nothing in one is read by a forge; a `|` would end a table's cell even there, so another sign stands for it.
 */
export function code(text: string): string {
  const line = oneLine(text).replaceAll("|", "¦");
  const fence = "`".repeat(ticksIn(line) + 1);
  if (line.trim() === "") return "` `";
  const margin = /^[` ]|[` ]$/.test(line) ? " " : "";
  return `${fence}${margin}${line}${margin}${fence}`;
}

/** One after the other; the backticks of two code spans would be one run, which ends neither. */
export function beside(one: string, other: string): string {
  return one.endsWith("`") && other.startsWith("`") ? `${one}\u200b${other}` : one + other;
}

/** A phrase, everything in it that is not ours as code. */
export function markdownOf(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === "string" ? part : code(part.quoted))).reduce(beside, "");
}

/**
 * Lines in a fence. None begins with a `/`: GitLab looks for quick actions at the start of lines, and takes three
 * backticks for the end of any fence.
 */
export function fence(lines: readonly { sign: string; text: string }[], language = "diff"): string {
  const texts = lines.map(({ sign, text }) => {
    const line = oneLine(text);
    return `${sign} ${sign === " " ? line.replace(/^(\s*)\//, "$1\u200b/") : line}`.trimEnd();
  });
  const ticks = "`".repeat(Math.max(3, ticksIn(texts.join("\n")) + 1));
  return [`${ticks}${language}`, ...texts, ticks].join("\n");
}

/** ASCII punctuation as entities: these are text wherever they stand. */
function entities(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

// Signs before a name that a forge makes a reference of: people, issues, merge requests, labels, milestones, emoji.
const beforeName = /[@#!&%~$^:*](?=[\p{L}\p{N}_/"[-]|$)/gu;

/**
 * Text in a sentence, such as a message shown as it will look. Forges look for names once more after the Markdown is
 * read, so a space without width follows each sign that may begin one.
 */
export function prose(text: string): string {
  const marked = oneLine(text)
    .replace(beforeName, "$&\u200b")
    .replace(/\b(GH)(?=-\d)/gi, "$1\u200b")
    .replace(/\bwww(?=\.)/gi, "w\u200bww")
    .replace(/\b[0-9a-f]{7,40}\b/g, (hash) => `${hash[0]}\u200b${hash.slice(1)}`);
  return entities(marked);
}
