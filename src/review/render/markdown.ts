/** A stack's report as a comment: sums first, a table, details folded, cut where the forge would refuse it. */
import type { Change, Finding, Report, StackReport } from "../report";
import { sumsOf, undrifted, verdictOf } from "../words/headline";
import { code, fence, markdownOf } from "../words/markdown-safe";
import { headingOf, subjectOf } from "../words/subject";
import { tell } from "../words/tell";
import { tellDrift } from "../words/tell-drift";
import { diffOf } from "../words/text-diff";
import { rendered } from "./rendered";

export interface MarkdownOptions {
  /** Most characters that the forge takes. */
  limit: number;
  /** Where all of it is, when something was cut; an address of ours or the forge's. */
  whole?: string;
}

const signs: Record<Change["action"], string> = {
  ...{ create: "➕ made", update: "✏️ changed", replace: "♻️ replaced", destroy: "➖ removed" },
  ...{ forget: "🫥 forgotten", import: "📥 taken over", move: "🔀 moved" },
};

/** The comment of one stack, without its marker. */
export function renderMarkdown(report: Report, stack: StackReport, options: MarkdownOptions): string {
  const head = [
    `### ${titleOf(report)}: ${code(nameOf(report, stack))} ${verdictOf(stack, report.command)}`,
    ...(report.preview
      ? ["Made without a key, against a local workspace that holds what the target branch declares."]
      : []),
    ...(report.command === "drift" ? [] : [sumsOf(stack)]),
    ...stack.gates.map(
      ({ says, lifted, name }) =>
        `${lifted ? "🏷️" : "⛔"} ${says} ${lifted ? `Lifted by ${code(name)}.` : `The label ${code(name)} lets it pass.`}`,
    ),
    ...stack.errors.map((error) => findingText("❌", error)),
    ...outcomeText(stack),
    ...stack.warnings.slice(0, 20).map((warning) => findingText("⚠️", warning)),
    ...more(stack.warnings.length - 20, "warnings"),
  ].filter((text) => text !== "");
  const isDrift = report.command === "drift";
  const [drift, changes] = isDrift ? [stack.drift, undrifted(stack)] : [[], stack.changes];
  const rows = [
    ...drift.map((change) => row(change, `🖐️ by hand`, markdownOf(tellDrift(change)))),
    ...changes.map((change) => row(change, signs[change.action], markdownOf(tell(change)))),
  ];
  const details = [...drift, ...changes].map(detailsOf).filter((text) => text !== "");
  return fitted({ head, rows, details }, options);
}

function titleOf({ command }: Report): string {
  return { plan: "Plan", apply: "Apply", drift: "Drift", destroy: "Destroy" }[command];
}

function nameOf({ environment }: Report, { stack }: StackReport): string {
  return environment ? `${stack} · ${environment}` : stack;
}

function findingText(sign: string, { title, detail, address }: Finding): string {
  const where = address ? ` in ${code(address)}` : "";
  const lines = detail.split("\n").filter((line) => line.trim() !== "");
  const body =
    lines.length > 0
      ? `\n\n${fence(
          lines.slice(0, 30).map((text) => ({ sign: " ", text: [...text].slice(0, 300).join("") })),
          "",
        )}`
      : "";
  return `${sign} ${code(title)}${where}${body}`;
}

function outcomeText({ outcome }: StackReport): string[] {
  if (!outcome) return [];
  const list = (title: string, addresses: string[]) =>
    addresses.length === 0
      ? []
      : [`${title}: ${addresses.slice(0, 30).map(code).join(", ")}${addresses.length > 30 ? " …" : ""}`];
  return [
    ...(outcome.cancelled ? ["It was cancelled."] : []),
    ...list("Failed", outcome.failed),
    ...(outcome.failed.length > 0 || outcome.cancelled ? list("Done", outcome.done) : []),
    ...list("Not done", outcome.notDone),
  ];
}

function row(change: Change, action: string, text: string): string {
  return `| ${action} | ${markdownOf(headingOf(change))} | ${text} |`;
}

function detailsOf(change: Change): string {
  const body = bodyOf(change);
  return body === ""
    ? ""
    : `**${markdownOf(headingOf(change))}** ${markdownOf(subjectOf(change))}\n\n${body}`;
}

/** What is folded: a message as it will look, the diff of an edit, otherwise every attribute. */
function bodyOf({ content, action, attributes }: Change): string {
  if (content && action === "update") {
    return content.before === content.after ? "" : fence(diffOf(content.before, content.after));
  }
  if (content) {
    const isPosted = action === "create" || action === "replace";
    return isPosted && content.after ? rendered(content.form, content.after) : "";
  }
  const lines = attributes.flatMap(({ name, before, after }) => [
    ...(before === null ? [] : [{ sign: "-", text: `${name} = ${before}` }]),
    ...(after === null ? [] : [{ sign: "+", text: `${name} = ${after}` }]),
  ]);
  return lines.length === 0 ? "" : fence(lines);
}

function more(number: number, what: string): string[] {
  return number > 0 ? [`… and ${number} more ${what}.`] : [];
}

interface Parts {
  head: string[];
  rows: string[];
  details: string[];
}

/** Puts the parts together, as many as fit: details go first, then rows, then what the head says. */
function fitted({ head, rows, details }: Parts, { limit, whole }: MarkdownOptions): string {
  const note = whole ? `The whole of it is [in the run](${whole}).` : "The whole of it is in the run.";
  const room = limit - 1000; // for the frame and the notes
  const shownHead = taken(head, room, 2);
  const top = shownHead.join("\n\n");
  const shownRows = taken(rows, room - top.length, 1);
  const shownDetails = taken(details, room - top.length - shownRows.join("\n").length, 2);
  const isCut = shownHead.length < head.length;
  const [fewerRows, fewerDetails] = [rows.length - shownRows.length, details.length - shownDetails.length];
  return [
    top,
    ...(shownRows.length > 0 ? [["| | Where | What |", "| --- | --- | --- |", ...shownRows].join("\n")] : []),
    ...more(fewerRows, fewerRows === 1 ? "change" : "changes"),
    ...(shownDetails.length > 0
      ? [`<details><summary>Details</summary>\n\n${shownDetails.join("\n\n")}\n\n</details>`]
      : []),
    ...(isCut || fewerRows > 0 || fewerDetails > 0
      ? [`_Cut, because it is too long for a comment. ${note}_`]
      : []),
  ].join("\n\n");
}

/** The first of these that fit into so many characters. */
function taken(texts: string[], room: number, between: number): string[] {
  let left = room;
  return texts.filter((text) => {
    left -= text.length + between;
    return left > 0;
  });
}
