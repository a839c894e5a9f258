/** Plans one stack: initialise, plan, and read the plan. */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hiddenPluginText } from "../../../constructs/plugin";
import { providerAddress } from "../../pumble/provider-address";
import { version } from "../../pumble/version";
import {
  emptyPlan,
  emptyStack,
  type Finding,
  gatesOf,
  isRefused,
  type Leave,
  nobodyAsked,
  readTerraformPlan,
  type StackReport,
  summarise,
  type TerraformPlan,
  type WorkspaceLists,
} from "../../review";
import { hiddenBy } from "../../terraform/install";
import { CliProblem, stopped } from "../cli-problem";
import type { Stack } from "../stacks/stack";
import { backendInWords } from "./backend-changed";
import { isCancelled } from "./cancellation";
import { findingIn, MessageReader, type Messages } from "./messages";
import { parallelismArgs } from "./parallelism";
import { lockInWords } from "./state-lock";
import type { Terraform } from "./terraform-process";

export interface Planning {
  terraform: Terraform;
  /** Who and what is in the workspace, asked once for all stacks, when the first plan has to be told. */
  lists(): Promise<WorkspaceLists>;
  leave: Leave;
  /** `plan`'s own arguments, such as `-destroy` or what stands behind `--`. */
  args: string[];
  /** How long to wait for a state that somebody else has locked, as Terraform writes it: `2m`. */
  lockTimeout: string;
}

export interface Planned {
  report: StackReport;
  plan: TerraformPlan | null;
}

/** @param file where the plan is saved, absolute */
export async function planStack(stack: Stack, planning: Planning, file: string): Promise<Planned> {
  // What an earlier plan left there would be applied in place of one that fails.
  rmSync(file, { force: true });
  // A plan holds what is secret, and Terraform keeps the mode of a file that is there.
  writeFileSync(file, "", { mode: 0o600 });
  const { code, messages } = await planInitialised(stack, planning, file);
  if (code !== 0) {
    rmSync(file, { force: true });
    return failed(stack, messages);
  }
  // To write out a plan in which nothing is said takes a tenth of the time of making it.
  const isEmpty = !messages.hasNews && messages.looked.size > 0;
  const plan = isEmpty ? emptyPlan() : await readPlan(stack, planning.terraform, file);
  const summary = summarise(plan, {
    stack: stack.name,
    words: stack.words,
    warnings: [...messages.warnings.filter((one) => !stack.isMoot?.(one)), ...(stack.advise?.(plan) ?? [])],
    lists: isEmpty ? nobodyAsked : await planning.lists(),
  });
  const report = isEmpty ? { ...summary, objects: messages.looked.size } : summary;
  const gates = gatesOf(report, stack.limits, planning.leave);
  return { plan, report: { ...report, gates, status: isRefused({ gates }) ? "refused" : report.status } };
}

interface Made {
  code: number;
  messages: MessageReader;
}

/** A folder that was initialised once seldom needs it again, and Terraform sees for itself when it does. */
async function planInitialised(stack: Stack, planning: Planning, file: string): Promise<Made> {
  const made = wasInitialised(stack) ? await makePlan(stack, planning, file) : null;
  if (made && !asksForInit(made)) return made;
  const problem = await initialise(stack, planning.terraform);
  if (!problem) return makePlan(stack, planning, file);
  const messages = new MessageReader();
  messages.errors.push(problem);
  return { code: 1, messages };
}

/** In place of what Terraform says of its own end. */
const stoppedFinding: Finding = {
  title: "Stopped before it was planned",
  detail: "Nothing was changed.",
  address: null,
};

async function makePlan(stack: Stack, planning: Planning, file: string): Promise<Made> {
  const messages = new MessageReader();
  const { code, stderr } = await planning.terraform.run(
    stack,
    planArgs(stack, planning, file),
    messages.take,
  );
  if (code !== 0 && isCancelled()) messages.errors.splice(0, Infinity, stoppedFinding);
  if (code !== 0 && messages.errors.length === 0)
    messages.errors.push(findingIn("terraform plan failed", { stdout: "", stderr }));
  messages.reword((error) => stack.errorInWords?.(error, messages) ?? error);
  messages.reword((error) => lockInWords(error, { dir: stack.dir, ...planning.terraform.binary }));
  return { code, messages };
}

/** What somebody hands to `init` alone, such as settings of the backend, is not looked at by a plan. */
function wasInitialised({ dir }: Stack): boolean {
  const { TF_DATA_DIR, TF_CLI_ARGS, TF_CLI_ARGS_init } = process.env;
  return !TF_CLI_ARGS && !TF_CLI_ARGS_init && existsSync(join(dir, TF_DATA_DIR || ".terraform"));
}

/** What Terraform and OpenTofu say when something is missing that `init` brings, or is another one than it brought. */
const missing = new RegExp(
  [
    ...["\\b(?:terraform|tofu) init\\b", "plugins are not installed", "initiali[sz]ation required"],
    ...["dependency lock file", "module (?:not installed|source has changed|version requirements)"],
  ].join("|"),
  "i",
);

function asksForInit({ code, messages }: Made): boolean {
  return code !== 0 && messages.errors.some(({ title, detail }) => missing.test(`${title} ${detail}`));
}

function planArgs(stack: Stack, planning: Planning, file: string): string[] {
  const { args, lockTimeout } = planning;
  const parallelism = parallelismArgs(stack, planning, "plan").filter((arg) => !args.includes(arg));
  return [
    ...["plan", "-json", "-input=false", `-lock-timeout=${lockTimeout}`, `-out=${file}`],
    ...parallelism,
    ...args,
  ];
}

/** `terraform init`. Answers with what went wrong, or null. */
export async function initialise(stack: Stack, terraform: Terraform): Promise<Finding | null> {
  const result = await terraform.run(stack, ["init", "-input=false", "-no-color"]);
  if (result.code === 0) return null;
  const title = `${terraform.binary.product} cannot be initialised`;
  const finding = findingIn(title, result);
  return hiddenPlugin(title, stack) ?? backendInWords(finding, { dir: stack.dir, ...terraform.binary });
}

/** A registry that does not have the plugin is what Terraform tells, and not why it asked there. */
function hiddenPlugin(title: string, { dir: folder }: Stack): Finding | null {
  const address = providerAddress;
  const isHere = existsSync(join(folder, "terraform.d", "plugins", address.host, address.namespace));
  const hidden = isHere && hiddenBy({ address, version, folder });
  return hidden ? { title, detail: hiddenPluginText(hidden), address: null } : null;
}

/** What a saved plan does. */
export async function readPlan(stack: Stack, terraform: Terraform, file: string): Promise<TerraformPlan> {
  const { code, stdout, stderr } = await terraform.run(stack, ["show", "-json", "-no-color", file]);
  if (code !== 0 && isCancelled()) throw stopped();
  if (code !== 0) {
    const why = findingIn("", { stdout: "", stderr }).detail;
    throw new CliProblem(
      `The plan of ${stack.name} that was saved cannot be read.`,
      `${why}\nPlan again.`.trim(),
    );
  }
  return readTerraformPlan(stdout);
}

export function failed(stack: Stack, { errors, warnings }: Messages): Planned {
  return { plan: null, report: { ...emptyStack(stack.name), status: "failed", errors, warnings } };
}
