/** `pumble validate`: what is wrong with a project. A workspace's files are checked alone; nobody is asked. */
import { printable } from "../review";
import { isWorkspacePath, loadWorkspace, problemsJson, type Workspace } from "../workspace-file";
import { initialise } from "./running/plan-stack";
import { terraformFor } from "./running/terraform-process";
import { isCdktfApp } from "./stacks/cdktf-app";
import { existing, findProject } from "./stacks/find-project";
import { isHclFolder } from "./stacks/hcl-folder";
import { noLimits } from "./stacks/stack";
import { findTerraform } from "./terraform";
import { problemText, summaryOf } from "./workspace-problems";

export interface ValidateOptions {
  json?: boolean;
  skipUnknownPeople?: boolean;
}

export async function validate(path: string, options: ValidateOptions): Promise<void> {
  const folder = existing(path);
  if (!isWorkspacePath(folder) && (isCdktfApp(folder) || isHclFolder(folder))) {
    await validateStacks(path, options);
  } else validateFiles(path, options);
}

/** What Terraform itself says of a CDKTF app or a folder of HCL. */
async function validateStacks(path: string, { json }: ValidateOptions): Promise<void> {
  const project = await findProject({ path, stacks: [], limits: noLimits });
  const terraform = terraformFor(await findTerraform(), project.env);
  const findings: { stack: string; title: string; detail: string }[] = [];
  for (const stack of project.stacks) {
    const problem = await initialise(stack, terraform);
    const { stdout } = problem ? { stdout: "{}" } : await terraform.run(stack, ["validate", "-json"]);
    const { diagnostics = [] } = JSON.parse(stdout) as { diagnostics?: Diagnostic[] };
    if (problem) findings.push({ stack: stack.name, title: problem.title, detail: problem.detail });
    for (const { severity, summary, detail = "" } of diagnostics) {
      if (severity === "error") findings.push({ stack: stack.name, title: summary, detail });
    }
  }
  if (findings.length > 0) process.exitCode = 1;
  const stacks = project.stacks.map(({ name }) => name);
  if (json)
    process.stdout.write(`${JSON.stringify({ valid: findings.length === 0, stacks, problems: findings })}\n`);
  else if (findings.length === 0)
    process.stdout.write(`${count(stacks.length, "stack", "stacks")}: nothing is wrong.\n`);
  else {
    const texts = findings.map(
      ({ stack, title, detail }) => `${stack}: ${title}\n${detail.replace(/^/gm, "  ")}\n`,
    );
    process.stderr.write(printable(texts.join("\n"), true));
  }
}

interface Diagnostic {
  severity: string;
  summary: string;
  detail?: string;
}

function validateFiles(path: string, options: ValidateOptions): void {
  const { workspace, problems } = loadWorkspace(path, { skipUnknownPeople: options.skipUnknownPeople });
  if (!workspace) process.exitCode = 1;
  if (options.json) {
    const result = { valid: workspace !== null, ...countsOf(workspace), problems: problemsJson(problems) };
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  if (!workspace) {
    process.stderr.write(`${problemText(problems)}${summaryOf(problems)}\n`);
    return;
  }
  if (problems.length > 0) process.stderr.write(`${problemText(problems)}\n`);
  process.stdout.write(`${sentence(workspace)}\n`);
}

function countsOf(workspace: Workspace | null) {
  if (!workspace) return {};
  const { files, channels, teams, addresses } = workspace;
  return { files: files.length, channels: channels.size, teams: teams.size, people: addresses.size };
}

function sentence({ files, channels, teams, addresses }: Workspace): string {
  const counted = [
    count(channels.size, "channel", "channels"),
    count(teams.size, "team", "teams"),
    count(addresses.size, "person", "people"),
  ];
  return `${counted.join(", ")} in ${count(files.length, "file", "files")}: nothing is wrong.`;
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
