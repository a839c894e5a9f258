/** A report on a terminal: 80 columns, no colour, nothing of other people's text that a terminal or a runner obeys. */

import { printable } from "../../pumble/printable";
import type { Change, Finding, Report, StackReport } from "../report";
import { sumsOf, undrifted } from "../words/headline";
import type { Phrase } from "../words/phrase";
import { headingOf } from "../words/subject";
import { tell } from "../words/tell";
import { tellDrift } from "../words/tell-drift";
import { diffOf } from "../words/text-diff";
import { besides, wrapped } from "./columns";
import { apart, channelParts, type Group, groupsOf, tellTaken } from "./groups";

export interface TextOptions {
  /** Every attribute, and every line of a diff. */
  details?: boolean;
}

const shortDiff = 8;

/** A phrase as text. */
function plainText(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === "string" ? part : printable(part.quoted))).join("");
}

/** A change as one line of text, its channel first. */
export function sentence(change: Change): string {
  return `${plainText(headingOf(change))} ${plainText(tell(change))}`;
}

/** The whole report, ending in a line end. */
export function renderText(report: Report, options: TextOptions = {}): string {
  const title = [printable(report.project), report.environment ? printable(report.environment) : null]
    .filter((part) => part !== null)
    .join("  ");
  const several = report.stacks.length > 1;
  const stacks = report.stacks.map((stack) => {
    const heading = several ? [printable(stack.stack), ""] : [];
    return [...heading, ...stackLines(stack, report, options)].join("\n");
  });
  return `${[title, ...stacks].join("\n\n")}\n`;
}

function stackLines(stack: StackReport, report: Report, options: TextOptions): string[] {
  const isDrift = report.command === "drift";
  const drift = groupsOf(isDrift ? stack.drift : []).flatMap((group) => driftLines(group, options));
  const planned = stack.outcome ? [] : stack.changes;
  const groups = groupsOf(isDrift ? undrifted(stack) : planned);
  const { taken, others } = options.details ? { taken: [], others: groups } : apart(groups);
  const changes = [...others.flatMap((group) => changeLines(group, options)), ...takenLines(taken)];
  const blocks = [
    ...(drift.length > 0 ? [["Changed in Pumble by hand:", ...drift]] : []),
    ...(changes.length > 0 ? [[...(isDrift ? ["Declared and not applied yet:"] : []), ...changes]] : []),
    ...stack.warnings.map((warning) => findingLines("Warning", warning)),
    ...stack.errors.map((error) => findingLines("Error", error)),
    ...stack.gates.map(({ says, lifted, name }) =>
      wrapped(`${says} ${lifted ? "Somebody gave leave." : `Needs --${name}, or the label ${name}.`}`, 78),
    ),
    ...(isDrift && drift.length + changes.length + stack.errors.length === 0
      ? [["Nothing was changed by hand."]]
      : []),
    ...(isDrift || stack.outcome || stack.status === "failed" ? [] : [wrapped(sumsOf(stack), 78)]),
    ...outcomeLines(stack),
  ];
  return blocks
    .filter((lines) => lines.join("") !== "")
    .flatMap((lines, index) => [...(index === 0 ? [] : [""]), ...lines.map((line) => `  ${line}`.trimEnd())]);
}

/** What an apply did, by name where something is left. */
function outcomeLines({ outcome, changes }: StackReport): string[][] {
  if (!outcome) return [];
  const { done, failed, notDone, cancelled } = outcome;
  const told = (addresses: readonly string[], mark: string) =>
    addresses.flatMap((address) => {
      const change = changes.find((one) => one.address === address);
      return wrapped(change ? sentence(change) : printable(address), 74).map(
        (line, index) => `${index === 0 ? mark : " "} ${line}`,
      );
    });
  const isWhole = failed.length === 0 && notDone.length === 0;
  const whole = done.length === 0 ? "Nothing was to do." : `Done: ${done.length} of ${done.length}.`;
  const sums = isWhole
    ? whole
    : `Done: ${done.length}, failed: ${failed.length}, not done: ${notDone.length}. Run it again to do the rest.`;
  const lines = isWhole ? [] : [...told(done, "✔"), ...told(failed, "✘"), ...told(notDone, "–")];
  return [lines, [...(cancelled ? ["It was cancelled."] : []), ...wrapped(sums, 78)]];
}

function findingLines(kind: string, { title, detail, address }: Finding): string[] {
  const where = address ? ` (${printable(address)})` : "";
  const lines = printable(detail, true).split("\n");
  return [
    ...wrapped(`${kind}: ${printable(title)}${where}`, 78),
    ...lines
      .filter((line) => line.trim() !== "")
      .flatMap((line) => wrapped(line, 74).map((part) => `    ${part}`)),
  ];
}

function takenLines(taken: readonly Group[]): string[] {
  if (taken.length === 0) return [];
  return besides(`${taken.length} channels`, [plainText(tellTaken(taken))], { width: 78 });
}

function changeLines(group: Group, options: TextOptions): string[] {
  const heading = plainText(group.heading);
  const summary = options.details ? null : channelParts(group);
  if (summary) {
    const told = [plainText(tell(group.changes[0]!)), ...summary].join(" · ");
    return besides(heading, [told], { width: 78 });
  }
  const texts = group.changes.flatMap((change) => [plainText(tell(change)), ...below(change, options)]);
  return besides(heading, texts, { width: 78 });
}

function driftLines(group: Group, options: TextOptions): string[] {
  const texts = group.changes.flatMap((change) => [plainText(tellDrift(change)), ...below(change, options)]);
  return besides(plainText(group.heading), texts, { width: 78 });
}

/** The diff of an edit, and with `details` every attribute. */
function below(change: Change, { details }: TextOptions): string[] {
  const isEdit =
    change.content && change.action === "update" && change.content.before !== change.content.after;
  const lines = isEdit
    ? diffOf(change.content!.before, change.content!.after).map(
        ({ sign, text }) => `${sign === "-" ? "−" : sign} ${printable(text)}`,
      )
    : [];
  const cut = details || lines.length <= shortDiff ? lines : [...lines.slice(0, shortDiff), "… (--details)"];
  if (!details) return cut;
  const attributes = change.attributes.map(({ name, before, after }) =>
    printable(`${name}: ${before ?? "none"} → ${after ?? "none"}`),
  );
  return [...cut, ...attributes];
}
