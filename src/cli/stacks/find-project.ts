/** Which kind of project a folder holds. */
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { isWorkspacePath } from "../../workspace-file";
import { CliProblem, usageProblem } from "../problem";
import { cdktfProject, isCdktfApp } from "./cdktf-app";
import { hclProject, isHclFolder } from "./hcl-folder";
import { selected } from "./order";
import type { Project, ProjectOptions } from "./stack";
import { workspaceProject } from "./workspace-file";

/** @throws {CliProblem} when there is none, or it is not right */
export async function findProject(options: ProjectOptions): Promise<Project> {
  const path = existing(options.path);
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

async function projectAt(path: string, options: ProjectOptions): Promise<Project> {
  if (isWorkspacePath(path)) return workspaceProject(path, options);
  if (!statSync(path).isDirectory()) throw nothingIn(options.path);
  if (options.environment !== undefined) {
    throw usageProblem(
      `--env ${options.environment} is for a workspace file, and ${options.path} holds none.`,
      "Leave it out.",
    );
  }
  if (isCdktfApp(path)) return cdktfProject(path, options);
  if (isHclFolder(path)) return hclProject(path, options);
  throw nothingIn(options.path);
}

function nothingIn(path: string): CliProblem {
  return new CliProblem(
    `${path === "." ? "This folder" : path} holds nothing to plan.`,
    "There is neither a workspace file, a CDKTF app (cdktf.json) nor Terraform's HCL (*.tf).",
  );
}
