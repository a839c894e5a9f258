/** What the commands that run Terraform have in common: their options, the project, and Terraform. */
import { version } from "../../pumble/version";
import type { Leave, Limits, Report, StackReport } from "../../review";
import { CliProblem } from "../problem";
import { findProject } from "../stacks/find-project";
import type { Project } from "../stacks/stack";
import { findTerraform } from "../terraform";
import { keepStateHere, previewVariable } from "./local-state";
import type { Planning } from "./plan-stack";
import { listsFor } from "./pumble-lists";
import { terraformFor } from "./terraform-process";

export interface RunOptions {
  stack?: string[];
  /** An environment of the workspace file. */
  env?: string;
  allowRemoval?: boolean;
  allowNotify?: boolean;
  maxRemoved?: string;
  skipUnknownPeople?: boolean;
  unknownMentions?: "error" | "text";
  adopt?: boolean;
  localState?: boolean;
  maxNotified?: number;
  lockTimeout: string;
  json?: boolean;
  details?: boolean;
  notify?: string;
}

export interface Setting {
  project: Project;
  planning: Planning;
}

/**
 * Finds the project and Terraform.
 * @param leave what a label gives leave for, beside the flags
 * @throws {CliProblem} when either is not there
 */
export async function settingFor(
  path: string,
  options: RunOptions,
  { args = [], leave = [] }: { args?: string[]; leave?: Iterable<string> } = {},
): Promise<Setting> {
  const project = await findProject({
    path,
    skipUnknownPeople: options.skipUnknownPeople,
    unknownMentionsAsText: options.unknownMentions === "text",
    adopt: options.adopt,
    localState: options.localState || previewVariable in process.env,
    stacks: options.stack ?? [],
    environment: options.env,
    limits: limitsOf(options),
  });
  const binary = await findTerraform();
  if (process.env[previewVariable]) for (const { dir } of project.stacks) keepStateHere(dir);
  const terraform = terraformFor(binary, project.env);
  const lists = listsFor({ ...process.env, ...project.env });
  return {
    project,
    planning: { terraform, lists, args, lockTimeout: options.lockTimeout, leave: leaveOf(options, leave) },
  };
}

function limitsOf({ maxRemoved, maxNotified }: RunOptions): Limits {
  return {
    maxRemoved: maxRemoved === undefined ? null : share(maxRemoved),
    maxNotified: maxNotified ?? null,
  };
}

/** `30%` → 0.3 */
function share(text: string): number {
  const match = /^(\d{1,3})\s*%$/.exec(text);
  if (!match || Number(match[1]) > 100) {
    throw new CliProblem(`--max-removed takes a percentage, not "${text}".`, "Write it as 30%.");
  }
  return Number(match[1]) / 100;
}

function leaveOf({ allowRemoval, allowNotify }: RunOptions, labels: Iterable<string>): Leave {
  const given = new Set(labels);
  const leave = new Set<"allow-removal" | "allow-notify">();
  if (allowRemoval || given.has("allow-removal")) leave.add("allow-removal");
  if (allowNotify || given.has("allow-notify")) leave.add("allow-notify");
  return leave;
}

export function reportOf(
  { name, environment }: Pick<Project, "name" | "environment">,
  command: Report["command"],
  stacks: StackReport[],
): Report {
  return {
    format: 1,
    tool: `pumble-iac ${version}`,
    command,
    project: name,
    environment,
    preview: false,
    stacks,
  };
}

/** 1 when something failed, 3 when it needs somebody's leave or a new plan, else 0. */
export function exitCodeOf({ stacks }: Report): number {
  if (stacks.some(({ status }) => status === "failed")) return 1;
  return stacks.some(({ status }) => status === "refused" || status === "stale") ? 3 : 0;
}
