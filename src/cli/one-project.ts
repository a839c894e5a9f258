/** A folder is one project: a plan is made of one, and a second would hide it. */
import { statSync } from "node:fs";
import { isWorkspacePath } from "../workspace-file";
import { CliProblem } from "./cli-problem";
import { isCdktfApp } from "./stacks/cdktf-app";
import { isHclFolder } from "./stacks/hcl-folder";
import { refuseTaken } from "./write-anew";

/**
 * @param names files that the new project is to have
 * @param nextStep where else to write it
 * @throws {CliProblem} when one of them is there, or the folder holds a project of whatever kind
 */
export function refuseSecondProject(folder: string, names: readonly string[], nextStep: string): void {
  refuseTaken(folder, names, nextStep);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const found = [
    ...(isWorkspacePath(folder) ? ["a workspace file"] : []),
    ...(isCdktfApp(folder) ? ["a CDKTF app"] : []),
    ...(isHclFolder(folder) ? ["Terraform's HCL"] : []),
  ];
  if (found.length === 0) return;
  throw new CliProblem(
    `This folder holds ${found.join(" and ")} already, and nothing was written.`,
    nextStep,
  );
}
