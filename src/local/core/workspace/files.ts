/** Files as a whole; what is uploaded and how is the platform API's. */
import { notAllowed, notFound } from "../failure";
import type { FileRecord } from "../state/records";
import type { Actor, Workspace } from "./workspace";

/** Lets everybody who knows the address read the file. Only who uploaded it may do that; asking again changes nothing. */
export function makeFilePublic(workspace: Workspace, actor: Actor, fileId: string): { publicPath: string } {
  const file = workspace.db.files.get(fileId);
  if (!file) throw notFound();
  if (file.uploaderId !== actor.userId) throw notAllowed("Only who uploaded a file can make it public");
  const publicPath = file.publicPath ?? publicPathOf(workspace, file);
  if (!file.publicPath) workspace.change(() => workspace.db.files.put({ ...file, publicPath }));
  return { publicPath: workspace.origin + publicPath };
}

/** The public file of this path, or undefined. */
export function publicFile(workspace: Workspace, path: string): FileRecord | undefined {
  for (const file of workspace.db.files.values()) if (file.publicPath === path) return file;
  return undefined;
}

function publicPathOf(workspace: Workspace, file: FileRecord): string {
  return `/files/public/${workspace.ids.secret("public file")}/${encodeURIComponent(file.name)}`;
}
