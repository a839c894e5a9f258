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
