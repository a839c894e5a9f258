/** What a command says at its end: on standard output, and in Pumble where that was asked for. */
import { notify, type Report, renderText } from "../../review";
import type { CliProblem } from "../cli-problem";
import { clientFor } from "../pumble-lists";
import { pass, sayJson, warn } from "../terminal";
import { type Ci, subjectOf } from "./ci";
import type { RunOptions } from "./setting";

export function print(report: Report, { json, details }: Pick<RunOptions, "json" | "details">): void {
  if (json) sayJson("plan", report);
  else pass(renderText(report, { details: details === true }));
}

/**
 * Posts the report in the channel of `--notify`. Not being able to is said, and fails nothing that was done.
 * @param env that Terraform runs in, with the key
 */
export async function tellPumble(
  report: Report,
  { notify: channel }: RunOptions,
  { ci, env }: { ci: Ci; env: NodeJS.ProcessEnv },
): Promise<void> {
  if (!channel) return;
  const client = clientFor(env);
  if (!client) {
    warn("Nothing was posted in Pumble: there is no API key, as in the pull request of a fork.\n");
    return;
  }
  const fallback = [report.project, report.environment].filter((part) => part !== null).join(" ");
  try {
    const subject =
      report.command === "drift" ? { title: fallback, url: null } : await subjectOf(ci, fallback);
    const told = await notify(client, channel, { report, subject });
    warn(`#${channel.replace(/^#/, "")}: ${told}`);
  } catch (error) {
    const { message, nextStep } = error as CliProblem;
    warn(`Nothing was posted in Pumble: ${message}\n${nextStep ? `${nextStep}\n` : ""}`);
  } finally {
    await client.close();
  }
}
