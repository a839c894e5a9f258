/** What the commands that run Terraform have in common: their options, the project, and Terraform. */
import { version } from "../../pumble/version";
import type { Leave, Limits, Report, StackReport } from "../../review";
import { exitCodes } from "../exit-codes";
import { listsFor } from "../pumble-lists";
import { findProject } from "../stacks/find-project";
import { backwards } from "../stacks/order";
import type { Project } from "../stacks/stack";
import { findTerraform } from "../terraform";
import { isCancelled } from "./cancellation";
import { keepStateHere, previewVariable } from "./local-state";
import type { Planning } from "./plan-stack";
import { terraformFor } from "./terraform-process";

export interface RunOptions {
  stack?: string[];
  /** An environment of the workspace file. */
  env?: string;
  allowRemoval?: boolean;
  allowNotify?: boolean;
  /** A fraction. */
  maxRemoved?: number;
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
  const found = findTerraform();
  // It is awaited below, when a project was found.
  found.catch(() => {});
  const inOrder = await findProject({
    path,
    skipUnknownPeople: options.skipUnknownPeople,
    unknownMentionsAsText: options.unknownMentions === "text",
    adopt: options.adopt,
    localState: options.localState || previewVariable in process.env,
    stacks: options.stack ?? [],
    environment: options.env,
    limits: limitsOf(options),
  });
  const isDestroyed = args.some((arg) => /^--?destroy(?:=true)?$/.test(arg));
  const project = isDestroyed ? { ...inOrder, stacks: backwards(inOrder.stacks) } : inOrder;
  const binary = await found;
  const preview = process.env[previewVariable];
  if (preview) for (const { dir } of project.stacks) keepStateHere(dir, preview);
  const terraform = terraformFor(binary, project.env);
  const lists = listsFor({ ...process.env, ...project.env });
  return {
    project,
    planning: { terraform, lists, args, lockTimeout: options.lockTimeout, leave: leaveOf(options, leave) },
  };
}

function limitsOf({ maxRemoved, maxNotified }: RunOptions): Limits {
  return {
    maxRemoved: maxRemoved ?? null,
    maxNotified: maxNotified ?? null,
  };
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

/** What a report of a plan or an apply makes the command end with. */
export function exitCodeOf({ stacks }: Report): number {
  if (isCancelled()) return exitCodes.stopped;
  if (stacks.some(({ status }) => status === "failed")) return exitCodes.failed;
  return stacks.some(({ status }) => status === "refused" || status === "stale")
    ? exitCodes.leave
    : exitCodes.done;
}
