/** Keeps one comment for each stack of a pull request. */
import { createHash } from "node:crypto";
import { renderMarkdown } from "../render/markdown";
import { isQuiet } from "../render/quiet";
import type { Report, StackReport } from "../report";
import { type Comment, type Forge, ForgeProblem } from "./forge";

export type Said = "created" | "updated" | "unchanged" | "nothing to say";

/** A report may come from a stranger's pull request, and each comment is a mail to all who follow. */
const mostNew = 100;

/** An invisible first line by which our own comment is found again. Names are hashed: they could hold its end. */
export function markerOf({ command, environment, project }: Report, { stack }: StackReport): string {
  const kind = command === "drift" ? "drift" : "plan";
  const key = createHash("sha256")
    .update(JSON.stringify([kind, project, environment, stack]))
    .digest("hex");
  return `<!-- pumble-iac ${kind} ${key.slice(0, 20)} -->`;
}

/**
 * Posts or edits the comment of each stack. Nothing to say makes no comment; one that is there is brought up to date.
 * @param run address of the run, for what was cut
 * @throws {ForgeProblem} before anything is posted, for more comments than anybody reads
 */
export async function comment(
  forge: Forge,
  number: number,
  { report, run }: { report: Report; run?: string },
): Promise<{ stack: string; said: Said }[]> {
  const before = await forge.ownComments(number);
  const isNew = (stack: StackReport) =>
    !isQuiet(stack, report.command) && !before.some(({ body }) => body.startsWith(markerOf(report, stack)));
  const made = report.stacks.filter(isNew).length;
  if (made > mostNew) {
    throw new ForgeProblem(
      `The report would make ${made} comments, and at most ${mostNew} are made at once.`,
      "Plan fewer stacks at a time: --stack NAME, of which * stands for any text.",
    );
  }
  const results: { stack: string; said: Said }[] = [];
  for (const stack of report.stacks) {
    const marker = markerOf(report, stack);
    const text = renderMarkdown(report, stack, {
      limit: forge.limit - marker.length - 1,
      ...(run ? { whole: run } : {}),
    });
    const said = await keep(
      { forge, number, old: before.find(({ body }) => body.startsWith(marker)) },
      {
        body: `${marker}\n${text}`,
        isQuiet: isQuiet(stack, report.command),
      },
    );
    results.push({ stack: stack.stack, said });
  }
  return results;
}

async function keep(
  { forge, number, old }: { forge: Forge; number: number; old: Comment | undefined },
  { body, isQuiet }: { body: string; isQuiet: boolean },
): Promise<Said> {
  if (!old) {
    if (isQuiet) return "nothing to say";
    await forge.create(number, body);
    return "created";
  }
  if (old.body.replace(/\r\n/g, "\n").trim() === body.trim()) return "unchanged";
  await forge.update(number, old.id, body);
  return "updated";
}
