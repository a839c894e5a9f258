/** `GET /api-docs/`: Swagger UI from this package, so that it works without any other network. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Hono } from "hono";
import { html } from "hono/html";
import { openApiDocument } from "../api/openapi";
import type { Env } from "../http/env";
import type { Services } from "../services";

/** Files that are served, and their types. */
const files: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png",
};

const pageHeaders = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** The key that a person enters under Authorize stays in the page: it is not kept over a reload. */
const script = `SwaggerUIBundle({
  url: "../openapi.json",
  dom_id: "#api",
  deepLinking: true,
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

const index = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pumble API</title>
<link rel="icon" href="favicon-32x32.png">
<link rel="stylesheet" href="swagger-ui.css">
</head>
<body>
<main id="api"></main>
<script src="swagger-ui-bundle.js"></script>
<script src="start.js"></script>
</body>
</html>
`;

/** The files beside the built command, or in the `swagger-ui-dist` package that they were copied from. */
function assets(): string {
  const built = join(__dirname, "..", "swagger-ui");
  return existsSync(built)
    ? built
    : dirname(createRequire(__filename).resolve("swagger-ui-dist/package.json"));
}

export function apiDocsRoutes(services: Services): Hono<Env> {
  const route = new Hono<Env>();
  const document = JSON.stringify(openApiDocument(services.publicUrl));
  const json = "application/json; charset=utf-8";
  route.get("/openapi.json", (c) => c.body(document, 200, { "content-type": json }));
  route.get("/api-docs", (c) => c.redirect("/api-docs/", 301));
  route.get("/api-docs/", (c) => c.html(index, 200, pageHeaders));
  route.get("/api-docs/:file", async (c) => {
    const name = c.req.param("file");
    if (name === "start.js") return c.body(script, 200, { "content-type": "text/javascript; charset=utf-8" });
    if (!Object.hasOwn(files, name)) return c.notFound();
    const bytes = await readFile(join(assets(), name));
    return c.body(bytes, 200, { "content-type": files[name]!, "cache-control": "public, max-age=3600" });
  });
  return route;
}
