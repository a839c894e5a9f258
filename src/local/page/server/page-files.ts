/** The page itself: one document, one script, one style sheet. */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Context, Hono } from "hono";
import type { Workspace } from "../../core/workspace/workspace";

const types: Record<string, string> = {
  "main.js": "text/javascript; charset=utf-8",
  "main.css": "text/css; charset=utf-8",
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Attachments show pictures from anywhere on the web, as Pumble does.
  "img-src 'self' data: https: http:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const securityHeaders = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** `GET /`, `/main.js` and `/main.css`, from the folder that the page was built into. */
export function pageFiles(workspace: Workspace, folder: string | undefined): Hono {
  const app = new Hono();
  const cache = new Map<string, { mtimeMs: number; bytes: Buffer; etag: string }>();

  function read(name: string) {
    if (!folder) return undefined;
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return undefined;
    let file = cache.get(name);
    if (file?.mtimeMs !== stat.mtimeMs) {
      const bytes = readFileSync(path);
      file = { mtimeMs: stat.mtimeMs, bytes, etag: etagOf(bytes) };
      cache.set(name, file);
    }
    return file;
  }

  app.get("/", (c) => {
    const built = read("main.js") !== undefined;
    return send(c, Buffer.from(indexHtml(workspace.record.name, built)), "text/html; charset=utf-8");
  });
  app.get("/favicon.ico", (c) => c.body(null, 204));
  for (const [name, type] of Object.entries(types)) {
    app.get(`/${name}`, (c) => {
      const file = read(name);
      return file ? send(c, file.bytes, type, file.etag) : c.text("Not found", 404);
    });
  }
  return app;
}

/** Always asked for anew, and sent again only when it changed. */
function send(c: Context, bytes: Buffer, type: string, etag = etagOf(bytes)): Response {
  const headers = { ...securityHeaders, etag, "cache-control": "no-cache" };
  if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
  return c.body(new Uint8Array(bytes), 200, { ...headers, "content-type": type });
}

function etagOf(bytes: Buffer): string {
  return `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
}

function indexHtml(name: string, built: boolean): string {
  const title = name.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
  const head = built
    ? '<link rel="stylesheet" href="/main.css"><script type="module" src="/main.js"></script>'
    : "";
  const body = built
    ? '<div id="app"></div><noscript>This page needs JavaScript.</noscript>'
    : "<p>The page is not part of this build; the APIs work without it.</p>";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${head}
</head>
<body>${body}</body>
</html>
`;
}
