/** The page's files: to read, and to upload before the message that carries them. */
import { Hono } from "hono";
import * as z from "zod";
import { invalid } from "../../core/failure";
import type { Ephemerals } from "../../core/workspace/ephemerals";
import { fileNameMax } from "../../core/workspace/file-limits";
import { checkSize, readableFile, storeFile } from "../../core/workspace/files";
import type { Actor, Workspace } from "../../core/workspace/workspace";
import { form, parse } from "../../http/input";
import { fileResponse } from "../../platform/api/files";
import type { PageFile } from "../contract";

const fileName = z.string().min(1).max(fileNameMax);

/** Routes under `/page/api/files`. */
export function fileRoutes(context: {
  workspace: Workspace;
  ephemerals: Ephemerals;
}): Hono<{ Variables: { actor: Actor } }> {
  const { workspace } = context;
  const app = new Hono<{ Variables: { actor: Actor } }>();

  app.get("/:id/:name?", (c) => fileResponse(readableFile(context, c.var.actor, c.req.param("id"))));

  app.post("/", async (c) => {
    const { file } = await form(c);
    if (!(file instanceof File)) throw invalid("file must not be null");
    checkSize(file);
    const { id, name, mimeType, size } = storeFile(workspace, {
      id: workspace.ids.next(),
      name: parse(fileName, file.name),
      mimeType: file.type || "application/octet-stream",
      bytes: Buffer.from(await file.arrayBuffer()),
      uploaderId: c.var.actor.userId,
    });
    return c.json({ id, name, mimeType, size } satisfies PageFile);
  });

  return app;
}
