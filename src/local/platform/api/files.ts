/** Uploading files in three steps, as the platform does, and reading them. */
import { Hono } from "hono";
import * as z from "zod";
import { invalid, notAllowed, notAuthenticated, notFound } from "../../core/failure";
import type { FileRecord, Json } from "../../core/state/records";
import type { Ephemerals } from "../../core/workspace/ephemerals";
import { fileMaxBytes, fileNameMax } from "../../core/workspace/file-limits";
import {
  attached,
  checkSize,
  makeFilePublic,
  pathOfFile,
  publicFile,
  readableFile,
  storeFile,
} from "../../core/workspace/files";
import type { Workspace } from "../../core/workspace/workspace";
import { body, form } from "../../http/input";
import { type ApiContext, type ApiEnv, type Caller, callerIn, needs } from "./caller";

interface Upload {
  name: string;
  length: number;
  userId: string;
  received?: { path: string; signature: string; bytes: Buffer; mimeType: string };
}

/** Uploads that were begun and not completed. */
export class Uploads {
  readonly byToken = new Map<string, Upload>();
}

/** A name is part of an address, where half a surrogate pair cannot be. */
const filename = z
  .string()
  .min(1)
  .max(fileNameMax)
  .regex(/^\P{Surrogate}*$/u, "must be well-formed Unicode");
const begun = z.object({ filename, length: z.int().min(0) });
const completed = z.object({ original: z.looseObject({ path: z.string() }), signature: z.string() });

/** `/v1/files`: the first and the last step, with the app's headers. */
export function fileRoutes({ workspace, uploads }: ApiContext & { uploads: Uploads }): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.post("/upload/token", needs("files:write"), async (c) => {
    const { filename, length } = await body(c, begun);
    if (length > fileMaxBytes) throw invalid(`length must be at most ${fileMaxBytes} bytes here`);
    const token = workspace.ids.secret("upload");
    uploads.byToken.set(token, { name: filename, length, userId: c.var.caller.actor.userId });
    return c.json({ token });
  });

  app.post("/upload/complete", needs("files:write"), async (c) => {
    const { original, signature } = await body(c, completed);
    for (const [token, upload] of uploads.byToken) {
      const { received, userId } = upload;
      const isIt = received?.path === original.path && received.signature === signature;
      if (!isIt || userId !== c.var.caller.actor.userId) continue;
      const { id, path, name } = store(workspace, upload, received);
      uploads.byToken.delete(token);
      return c.json({ id, path: workspace.origin + path, name });
    }
    throw notFound();
  });

  app.post("/:id/public", needs("files:write"), (c) =>
    c.json(makeFilePublic(workspace, c.var.caller.actor, c.req.param("id"))),
  );

  return app;
}

/** `/upload/files` and `/files`: what Pumble's file host does, with the upload's own token or the app's headers. */
export function fileHostRoutes(context: {
  workspace: Workspace;
  ephemerals: Ephemerals;
  uploads: Uploads;
}): Hono {
  const { workspace, uploads } = context;
  const app = new Hono();

  app.post("/upload/files", async (c) => {
    const upload = uploads.byToken.get(c.req.header("authtoken") ?? "");
    if (!upload) throw notAuthenticated("Invalid upload token");
    const { file } = await form(c);
    if (!(file instanceof File)) throw invalid("file must not be null");
    checkSize(file);
    const path = pathOfFile(workspace.ids.next(), upload.name);
    const signature = workspace.ids.secret("file");
    const mimeType = file.type || "application/octet-stream";
    upload.received = { path, signature, bytes: Buffer.from(await file.arrayBuffer()), mimeType };
    const original = {
      ...{ mimeType, width: 0, height: 0, size: file.size, path, duration: 0, waveform: null },
      ...{ requestedFileUploadId: null, base64Value: null },
    };
    return c.json({ original, thumbs: [], signature });
  });

  app.get("/files/public/:secret/:name", (c) => fileResponse(publicFile(workspace, c.req.path)));

  app.get("/files/:id/:name", (c) => {
    const caller = callerIn(workspace, c);
    if (!caller.scopes.includes("messages:read")) throw notAllowed("Missing scope: messages:read");
    return fileResponse(readableFile(context, caller.actor, c.req.param("id")));
  });

  return app;
}

/** The bytes, as a download: what a file says it is, is never run by a browser. */
export function fileResponse(file: FileRecord | undefined): Response {
  if (!file) throw notFound();
  return new Response(Buffer.from(file.contentBase64, "base64"), {
    headers: {
      "content-type": file.mimeType,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "x-content-type-options": "nosniff",
    },
  });
}

/**
 * The files of these ids as a message carries them. Refuses what the caller did not upload, and callers without the
 * scope.
 */
export function filesOf(workspace: Workspace, ids: readonly string[], { actor, scopes }: Caller): Json[] {
  if (ids.length > 0 && !scopes.includes("files:write")) throw notAllowed("Missing scope: files:write");
  return attached(workspace, ids, actor.userId);
}

function store(workspace: Workspace, upload: Upload, received: NonNullable<Upload["received"]>): FileRecord {
  const { bytes, mimeType, path } = received;
  const { name, userId: uploaderId } = upload;
  return storeFile(workspace, { id: path.split("/")[2]!, name, mimeType, bytes, uploaderId });
}
