/** Which kind of project a folder holds. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { isWorkspacePath } from "../../workspace-file";
import { type CliProblem, usageProblem } from "../cli-problem";
import { cdktfProject, isCdktfApp } from "./cdktf-app";
import { hclProject, isHclFolder } from "./hcl-folder";
import { selected } from "./order";
import type { Project, ProjectOptions } from "./stack";
import { workspaceProject } from "./workspace-file";

/** @throws {CliProblem} when there is none, or it is not right */
export async function findProject(options: ProjectOptions): Promise<Project> {
  const path = existingProject(options.path);
  const project = await projectAt(path, options);
  return { ...project, stacks: selected(project.stacks, options.stacks) };
}

/**
 * The absolute path of a project that somebody named.
 * @throws {CliProblem} when nothing is there
 */
export function existing(path: string): string {
  const full = resolve(path);
  if (existsSync(full)) return full;
  throw usageProblem(`There is no file or folder ${path}.`, "Name a folder, or a workspace file.");
}

/**
 * The same, where it is a project.
 * @throws {CliProblem} for any other file or folder
 */
export function existingProject(path: string): string {
  const full = existing(path);
  if (isWorkspacePath(full) || isCdktfApp(full) || isHclFolder(full)) return full;
  throw noProject(full, path);
}

async function projectAt(path: string, options: ProjectOptions): Promise<Project> {
  if (isWorkspacePath(path)) return workspaceProject(path, options);
  if (options.environment !== undefined) {
    throw usageProblem(
      `--env ${options.environment} is for a workspace file, and ${options.path} holds none.`,
      "Leave it out.",
    );
  }
  if (isCdktfApp(path)) return cdktfProject(path, options);
  return hclProject(path, options);
}

function noProject(path: string, shown: string): CliProblem {
  if (!statSync(path).isDirectory()) {
    return usageProblem(`${shown} is no workspace file.`, "Name a folder, or a file that ends with .yaml.");
  }
  const where = shown === "." ? "This folder" : shown;
  if (holdsYaml(path)) {
    return usageProblem(
      `${where} holds YAML files, but no workspace.yaml.`,
      "Write one at the top of the workspace, which all other files then belong to. An empty one will do.",
    );
  }
  return usageProblem(
    `${where} holds no project.`,
    "There is neither a workspace file (workspace.yaml), a CDKTF app (cdktf.json) nor Terraform's HCL (*.tf). To begin one: pumble init",
  );
}

/** Whether a workspace's files may be here: at its top, or in folders below that. */
export function holdsYaml(folder: string): boolean {
  const isYaml = (name: string) => /\.ya?ml$/i.test(name);
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    if (!entry.isDirectory()) return isYaml(entry.name);
    if (entry.name.startsWith(".") || entry.name === "node_modules") return false;
    return namesIn(join(folder, entry.name)).some(isYaml);
  });
}

/** Nothing, where one may not look. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
