/** `pumble validate`: what is wrong with a project. A workspace's files are checked alone; nobody is asked. */
import { statSync } from "node:fs";
import { isWorkspacePath, loadWorkspace, problemsJson, type Workspace } from "../workspace-file";
import { initialise } from "./running/plan-stack";
import { terraformFor } from "./running/terraform-process";
import { isCdktfApp } from "./stacks/cdktf-app";
import { existing, existingProject, findProject, holdsYaml } from "./stacks/find-project";
import { isHclFolder } from "./stacks/hcl-folder";
import { noLimits } from "./stacks/stack";
import { pass, say, sayJson, warn } from "./terminal";
import { findTerraform } from "./terraform";
import { problemText, summaryOf } from "./workspace-problems";

export interface ValidateOptions {
  json?: boolean;
  skipUnknownPeople?: boolean;
}

export async function validate(path: string, options: ValidateOptions): Promise<void> {
  const full = existing(path);
  // A part of a workspace can be checked by itself.
  const folder = statSync(full).isDirectory() && holdsYaml(full) ? full : existingProject(path);
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
  if (json) sayJson("validate", { valid: findings.length === 0, stacks, problems: findings });
  else if (findings.length === 0) say(`${count(stacks.length, "stack", "stacks")}: nothing is wrong.`);
  else {
    const texts = findings.map(
      ({ stack, title, detail }) => `${stack}: ${title}\n${detail.replace(/^/gm, "  ")}\n`,
    );
    warn(texts.join("\n"));
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
    sayJson("validate", result);
    return;
  }
  if (!workspace) {
    pass(`${problemText(problems)}${summaryOf(problems)}\n`, process.stderr);
    return;
  }
  if (problems.length > 0) pass(`${problemText(problems)}\n`, process.stderr);
  say(sentence(workspace));
  if (!isWorkspacePath(path)) warn("There is no workspace.yaml here: a plan begins where there is one.");
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
