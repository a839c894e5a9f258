/** Markdown to HTML: links to where the pages are on the site, anchors as GitHub has them, and code in colours. */
import MarkdownIt from "markdown-it";
import { anchorOf, textOf } from "./markdown";
import { assetUrl, type SitePage, targetOf } from "./pages";

const themes = { light: "github-light-default", dark: "github-dark-default" };

/** The theme's own stands in the element, where no style sheet has a say. */
const withoutBackground = {
  pre(element: { properties: Record<string, unknown> }) {
    delete element.properties["style"];
  },
};

/** What Eleventy hands on with a page's text. */
export interface Rendered {
  readonly source: string;
  readonly url: string;
}

/**
 * @returns a renderer for these pages
 * @throws Error for a link to what is no page
 */
export async function rendererOf(pages: readonly SitePage[]): Promise<MarkdownIt> {
  const { bundledLanguages, createHighlighter } = await import("shiki");
  const highlighter = await createHighlighter({
    themes: Object.values(themes),
    langs: languagesIn(pages).filter((name) => name in bundledLanguages),
  });
  const known = new Set<string>(highlighter.getLoadedLanguages());
  const renderer = new MarkdownIt({
    html: true,
    highlight: (code, language) =>
      highlighter.codeToHtml(code.trimEnd(), {
        lang: known.has(language) ? language : "text",
        themes,
        defaultColor: "light-dark()",
        transformers: [withoutBackground],
      }),
  });
  const urls = new Map(pages.map(({ source, url }) => [source, url]));
  addLinks(renderer, urls);
  addAnchors(renderer);
  addTables(renderer);
  leaveOutComments(renderer);
  return renderer;
}

function languagesIn(pages: readonly SitePage[]): string[] {
  const named = pages.flatMap(({ markdown }) =>
    [...markdown.matchAll(/^ *```+(\w+)/gm)].map(([, it]) => it!),
  );
  return [...new Set(named)];
}

function addLinks(renderer: MarkdownIt, urls: ReadonlyMap<string, string>): void {
  renderer.core.ruler.push("site-links", ({ tokens, env }) => {
    const { source, url } = env as Rendered;
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const name = token.type === "image" ? "src" : "href";
      const link = token.attrGet(name);
      const target = link === null ? null : targetOf(source, link);
      if (link === null || target === null) continue;
      const to = urls.get(target) ?? assetUrl(target);
      if (to === null) throw new Error(`${source} links to ${target}, which is no page of the site.`);
      const [, anchor] = link.split("#");
      token.attrSet(name, `${pathBetween(url, to)}${anchor === undefined ? "" : `#${anchor}`}`);
    }
  });
}

/** From one page to another, so that the site works below any address. */
export function pathBetween(from: string, to: string): string {
  return `${"../".repeat(from.split("/").length - 1)}${to}` || "./";
}

/** Headings get an `id`, and a link to themselves. */
function addAnchors(renderer: MarkdownIt): void {
  renderer.core.ruler.push("site-anchors", ({ tokens, Token }) => {
    const taken = new Set<string>();
    tokens.forEach((token, index) => {
      const inline = tokens[index + 1];
      if (token.type !== "heading_open" || !inline) return;
      const id = anchorOf(textOf(inline), taken);
      taken.add(id);
      token.attrSet("id", id);
      if (token.tag === "h1") return;
      const link = new Token("html_inline", "", 0);
      link.content = `<a class="anchor" href="#${id}" aria-label="Link to this part">#</a>`;
      inline.children?.push(link);
    });
  });
}

/** Wide tables are scrolled by themselves, also with the keyboard. */
function addTables(renderer: MarkdownIt): void {
  renderer.renderer.rules.table_open = () =>
    '<div class="table" tabindex="0" role="region" aria-label="Table"><table>';
  renderer.renderer.rules.table_close = () => "</table></div>";
}

/** What a page says to its tests is no reader's business. */
function leaveOutComments({ renderer: { rules } }: MarkdownIt): void {
  const withoutComments = (html: string) => html.replace(/<!--[\s\S]*?-->\n?/g, "");
  rules.html_block = (tokens, at) => withoutComments(tokens[at]!.content);
  rules.html_inline = (tokens, at) => withoutComments(tokens[at]!.content);
}
