/** Files as a whole; how one is uploaded is told by the platform's API and by the page. */
import { notAllowed, notFound, Refusal } from "../failure";
import type { FileRecord, Json } from "../state/records";
import type { Ephemerals } from "./ephemerals";
import { fileMaxBytes } from "./file-limits";
import { canSee } from "./members";
import { carries } from "./messages";
import type { Actor, Workspace } from "./workspace";

/** A file that is to be kept. */
export interface NewFile {
  id: string;
  name: string;
  mimeType: string;
  bytes: Buffer;
  uploaderId: string;
}

/** Where a file is read. */
export function pathOfFile(id: string, name: string): string {
  return `/files/${id}/${encodeURIComponent(name)}`;
}

/** Refuses a file that is too large to be kept here. */
export function checkSize({ size }: { size: number }): void {
  if (size > fileMaxBytes) {
    throw new Refusal(413, 413_000, `A file may have at most ${fileMaxBytes} bytes here`);
  }
}

/** Keeps a file; it is seen where a message carries it. */
export function storeFile(workspace: Workspace, { bytes, ...file }: NewFile): FileRecord {
  return workspace.change(() =>
    workspace.db.files.put({
      ...file,
      path: pathOfFile(file.id, file.name),
      size: bytes.length,
      contentBase64: bytes.toString("base64"),
    }),
  );
}

/**
 * A file that the actor may read: an own one, or one of a message that the actor sees. 404 otherwise, as for one that
 * does not exist.
 */
export function readableFile(
  { workspace, ephemerals }: { workspace: Workspace; ephemerals: Ephemerals },
  { userId }: Actor,
  id: string,
): FileRecord {
  const file = workspace.db.files.get(id);
  if (!file) throw notFound();
  if (file.uploaderId === userId || ephemerals.showFile(id, userId)) return file;
  for (const message of workspace.db.messages.values()) {
    if (!carries(message, id)) continue;
    const channel = workspace.db.channels.get(message.channelId);
    if (channel && canSee(workspace, channel, userId)) return file;
  }
  throw notFound();
}

/** The files of these ids as a message carries them; 404 for an unknown one, or one that somebody else uploaded. */
export function attached(workspace: Workspace, ids: readonly string[], uploaderId: string): Json[] {
  return ids.map((id) => {
    const file = workspace.db.files.get(id);
    if (file?.uploaderId !== uploaderId) throw notFound();
    const { contentBase64: _, uploaderId: owner, publicPath: _p, ...shown } = file;
    return { ...shown, owner };
  });
}

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
