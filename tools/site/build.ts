/** Builds the site: Eleventy makes the pages, MiniSearch the index that the search in them reads. */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { version } from "../../src/pumble/version";
import { partsOf } from "./markdown";
import { navigation, type Section } from "./navigation";
import { copies, type SitePage, sitePages } from "./pages";
import { pathBetween, rendererOf } from "./renderer";
import { indexOf } from "./search";

const folder = "tools/site";

/**
 * @param into folder that is written anew
 * @returns the pages that it has
 * @throws Error for a link that leads nowhere, or with what Eleventy said
 */
export async function buildSite(into: string): Promise<readonly SitePage[]> {
  const pages = sitePages();
  const sections = navigation(pages);
  rmSync(into, { recursive: true, force: true });
  await writePages(into, pages, sections);
  copyFileSync(join(folder, "site.css"), join(into, "site.css"));
  writeFileSync(join(into, "search.json"), searchIndex(pages));
  await writeClient(into);
  return pages;
}

async function writePages(into: string, pages: readonly SitePage[], sections: readonly Section[]) {
  const renderer = await rendererOf(pages);
  const { default: Eleventy } = await import("@11ty/eleventy");
  const inOrder = sections.flatMap((section) => section.pages);
  const eleventy = new Eleventy(folder, into, {
    quietMode: true,
    config(config) {
      config.setIncludesDirectory(".");
      config.setTemplateFormats(["md"]);
      config.setLibrary("md", renderer);
      config.addGlobalData("version", version);
      config.addGlobalData("sections", sections);
      config.addFilter("from", (to: string, from: string) => pathBetween(from, to));
      for (const page of pages) {
        const at = inOrder.indexOf(page);
        config.addTemplate(`${page.url}index.md`, page.markdown, {
          layout: "layout.njk",
          // What the pages hold is text, not a template: workflows have `{{ }}` too.
          templateEngineOverride: "md",
          permalink: `${page.url}index.html`,
          source: page.source,
          url: page.url,
          title: page.title,
          summary: page.description,
          contents: partsOf(page.markdown).filter(({ level }) => level === 2),
          previous: at > 0 ? inOrder[at - 1] : undefined,
          next: at < 0 ? undefined : inOrder[at + 1],
        });
      }
      config.addPassthroughCopy(copies);
    },
  });
  mkdirSync(into, { recursive: true });
  await eleventy.write();
}

/** @returns the index that the search of the pages reads */
function searchIndex(pages: readonly SitePage[]): string {
  const parts = pages.flatMap(({ url, title: page, markdown }) =>
    partsOf(markdown).map(({ title, anchor, text }, at) => ({
      id: at === 0 ? url : `${url}#${anchor}`,
      title: at === 0 ? page : title,
      page,
      begins: text.slice(0, 160).replace(/\s+/g, " ").trim(),
      text,
    })),
  );
  return indexOf(parts);
}

/** The pages' own code, with the search in it. */
async function writeClient(into: string): Promise<void> {
  await build({
    entryPoints: [join(folder, "client", "main.mjs")],
    outfile: join(into, "site.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    logLevel: "warning",
  });
}
