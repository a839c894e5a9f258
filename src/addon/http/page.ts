/** A plain HTML page that needs no script and no network. */
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

const style = `
:root { color-scheme: light dark; background: Canvas; font: 1.0625rem/1.6 system-ui, sans-serif; }
body { max-width: 34rem; margin: 12vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.3; }
.button { display: inline-block; padding: 0.5rem 1.25rem; border-radius: 0.5rem; background: #0f5fd7; color: #fff;
  font-weight: 600; text-decoration: none; }
.button:hover { background: #0a4aab; }
a:focus-visible { outline: 3px solid #6aa5ff; outline-offset: 2px; }
code { font: 0.95em ui-monospace, monospace; }
`;

/** Headers of every page: nothing but its own inline style is loaded, nobody may frame it. */
export const pageHeaders = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

/** Text, which is escaped, or HTML. */
export type Paragraph = string | HtmlEscapedString | Promise<HtmlEscapedString>;

/** A page with one heading and its paragraphs. */
export function page(title: string, paragraphs: readonly Paragraph[]) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${paragraphs.map(
  (text) => html`<p>${text}</p>
`,
)}</main>
</body>
</html>
`;
}
