/** A workspace's folder on disk, for as long as a test file runs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { loadWorkspace, renderProblems, type Workspace } from "../../src/workspace-file";

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Writes files into a folder of their own and answers its path. */
export function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), "pumble-files-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

/** What `pumble validate` says of these files. */
export function problemsOf(files: Record<string, string | Uint8Array>): string {
  return renderProblems(loadWorkspace(folderOf(files)).problems);
}

/** The workspace that these files are; a problem fails the test. */
export function workspaceOf(files: Record<string, string | Uint8Array>): Workspace {
  const { workspace, problems } = loadWorkspace(folderOf(files));
  if (!workspace) throw new Error(renderProblems(problems));
  return workspace;
}

/** What is wrong with these files, a line a problem: kind, place, sentence and next step. */
export function brieflyOf(files: string | Record<string, string | Uint8Array>): string[] {
  const folder = folderOf(typeof files === "string" ? { "workspace.yaml": files } : files);
  return loadWorkspace(folder).problems.map(({ code, severity, place, message, nextStep }) => {
    const at = `${place.file === "workspace.yaml" ? "" : `${place.file}:`}${place.line}:${place.column}+${place.length}`;
    const sentence = message.endsWith(".") ? message : `${message}.`;
    return `${severity === "note" ? "note " : ""}${code} ${at} ${sentence}${nextStep && ` ${nextStep}`}`;
  });
}
