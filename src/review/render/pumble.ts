/** A report as a message in Pumble: rich text in which nothing of other people's text mentions anybody. */
import type { Inline, RichText, RichTextContainer } from "../../pumble";
import { blocksToText } from "../../pumble/messages/markdown/plain-text";
import type { Report, StackReport } from "../report";
import { sumsOf, undrifted, verdictOf } from "../words/headline";
import { type Phrase, say } from "../words/phrase";
import { headingOf } from "../words/subject";
import { tell } from "../words/tell";
import { tellDrift } from "../words/tell-drift";

export interface PumbleText {
  text: string;
  blocks: RichText[];
}

const mostLines = 25;

/** What may be said of a run in a thread, under a title such as the pull request's. */
export function renderPumble(
  report: Report,
  { title, url }: { title: string; url: string | null },
): PumbleText {
  const heading = section([
    { type: "text", text: `${commands[report.command]} `, style: { bold: true } },
    ...(url ? [{ type: "link" as const, url, text: harmless(title) }] : [text(title)]),
  ]);
  const elements = report.stacks.flatMap((stack) => stackElements(stack, report));
  const blocks: RichText[] = [{ type: "rich_text", elements: [heading, ...elements] }];
  return { text: blocksToText(blocks), blocks };
}

/** What the first line begins with. */
export const commands = { plan: "Plan", apply: "Applied", drift: "Drift", destroy: "Destroyed" };

function stackElements(stack: StackReport, report: Report): RichTextContainer[] {
  const isDrift = report.command === "drift";
  const [drift, changes] = isDrift ? [stack.drift, undrifted(stack)] : [[], stack.changes];
  const lines: Phrase[] = [
    ...drift.map((change) => say`${headingOf(change)}: ${tellDrift(change)}`),
    ...changes.map((change) => say`${headingOf(change)}: ${tell(change)}`),
    ...stack.errors.map(({ title }) => say`❌ ${title}`),
    ...(stack.outcome?.failed ?? []).map((address) => say`❌ failed: ${address}`),
    ...(stack.outcome?.notDone ?? []).map((address) => say`not done: ${address}`),
    ...stack.gates.filter(({ lifted }) => !lifted).map(({ says }) => [`⛔ ${says}`]),
  ];
  const name = report.environment ? `${stack.stack} (${report.environment})` : stack.stack;
  const more = lines.length > mostLines ? [[`… and ${lines.length - mostLines} more`]] : [];
  const items = [...lines.slice(0, mostLines), ...more];
  const sums = isDrift ? "" : ` ${sumsOf(stack)}`;
  return [
    section([text(name), { type: "text", text: ` ${verdictOf(stack, report.command)}.${sums}` }]),
    ...(items.length > 0
      ? [
          {
            type: "rich_text_list" as const,
            style: "bullet" as const,
            elements: items.map((line) => section(line.map(inline))),
          },
        ]
      : []),
  ];
}

function section(elements: Inline[]) {
  return { type: "rich_text_section" as const, elements };
}

function text(words: string): Inline {
  return { type: "text", text: harmless(words), style: { bold: true } };
}

function inline(part: Phrase[number]): Inline {
  return typeof part === "string"
    ? { type: "text", text: part }
    : { type: "text", text: harmless(part.quoted), style: { code: true } };
}

/** Neither a code for a mention nor a name that one is made of. */
function harmless(words: string): string {
  return (
    words
      .replace(/<(?=<)/g, "<\u200b")
      .replace(/@(?=\S)/g, "@\u200b")
      .replace(/[\r\n\t]+/g, " ") || " "
  );
}
