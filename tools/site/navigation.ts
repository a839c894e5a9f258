/** What the site's menu lists: the guides as the README's table has them, the rest as the folders have it. */
import { linkTable } from "./markdown";
import { type SitePage, targetOf } from "./pages";

export interface Section {
  readonly name: string;
  readonly pages: readonly SitePage[];
}

/** The folders below `docs` that come first; the project's own pages, which are in no folder, come last. */
const first = ["reference", "resources", "data-sources"];
const noFolder = "project";

/**
 * Every page that a menu should have, in sections.
 * @throws Error when the README's table of guides is not there
 */
export function navigation(pages: readonly SitePage[]): Section[] {
  const bySource = new Map(pages.map((page) => [page.source, page]));
  const readme = bySource.get("README.md");
  if (!readme) throw new Error("There is no README.md: start this at the root of the repository.");
  const guides = linkTable(readme.markdown, "Guides").map(({ name, links }) => ({
    name,
    pages: links.flatMap((link) => bySource.get(targetOf(readme.source, link) ?? "") ?? []),
  }));
  if (guides.length === 0) throw new Error("The README has no table of links below its heading Guides.");
  const listed = new Set([readme, ...guides.flatMap((section) => section.pages)]);
  const rest = pages.filter((page) => !listed.has(page) && isListed(page));
  const folders = [...new Set(rest.map(folderOf))].sort((one, other) => rank(one) - rank(other));
  const others = folders.map((folder) => ({
    name: titleOf(folder),
    pages: rest.filter((page) => folderOf(page) === folder),
  }));
  return [...guides, ...others];
}

/** The examples have a page that lists them; single files are only linked to. */
const isListed = ({ source }: SitePage) => source === "examples" || source.endsWith(".md");

function folderOf({ source }: SitePage): string {
  return /^docs\/([^/]+)\//.exec(source)?.[1] ?? noFolder;
}

function rank(folder: string): number {
  if (folder === noFolder) return Number.POSITIVE_INFINITY;
  return first.includes(folder) ? first.indexOf(folder) : first.length;
}

/** `data-sources` → `Data sources` */
function titleOf(folder: string): string {
  return `${folder[0]!.toUpperCase()}${folder.slice(1).replaceAll("-", " ")}`;
}
