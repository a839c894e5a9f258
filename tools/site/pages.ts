/** The pages of the site: which files they are made of, and where they go. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { type Block, headingOf, linksIn, markdownOf } from "./markdown";

export interface SitePage {
  /** The file or folder that it shows, from the root of the repository. */
  readonly source: string;
  /** Path below the site's root: empty for the first page, otherwise with a `/` at its end. */
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly markdown: string;
}

/** What a page may link to that the site has as it is. */
const assets = ["docs/images", "docs/schemas"];

/** @returns where a file goes that is copied as it is; null for one that is not */
export function assetUrl(source: string): string | null {
  const known = assets.some((folder) => source.startsWith(`${folder}/`)) && statSync(source).isFile();
  return known ? source.slice("docs/".length) : null;
}

/** Copied as they are: where from, and where to. */
export const copies: Readonly<Record<string, string>> = Object.fromEntries(
  assets.map((folder) => [folder, basename(folder)]),
);

/** Every page: Markdown of the root, of `docs` and of the examples, and whatever else one of them links to. */
export function sitePages(): SitePage[] {
  const found = new Map<string, SitePage>();
  const open = [
    ...["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"],
    ...markdownBelow("docs").filter((path) => !path.startsWith("docs/api/")),
    "examples",
  ];
  for (let source = open.pop(); source !== undefined; source = open.pop()) {
    if (found.has(source)) continue;
    const page = pageOf(source);
    found.set(source, page);
    open.push(...linkedFrom(page).filter((target) => assetUrl(target) === null));
  }
  return [...found.values()].sort((one, other) => (one.source < other.source ? -1 : 1));
}

/** The files and folders of the repository that a page links to. */
function linkedFrom(page: SitePage): string[] {
  return linksIn(page.markdown).flatMap((link) => targetOf(page.source, link) ?? []);
}

/**
 * The file or folder that a link leads to.
 * @returns null for one that leads out of the repository, or within its own page
 */
export function targetOf(source: string, link: string): string | null {
  if (/^([a-z][a-z+.-]*:|#)/i.test(link)) return null;
  const folder = isFolder(source) ? source : dirname(source);
  const target = posix.join(folder, decodeURI(link).split("#", 1)[0]!).replace(/\/$/, "");
  if (!existsSync(target)) throw new Error(`${source} links to ${target}, which is not there.`);
  // A folder's page shows what its README says.
  return basename(target) === "README.md" && dirname(target) !== "." ? dirname(target) : target;
}

/** @param source a file or folder of the repository */
export function pageOf(source: string): SitePage {
  const { title, description, markdown } = isFolder(source)
    ? folderPage(source)
    : source.endsWith(".md")
      ? markdownOf(readFileSync(source, "utf8"))
      : { title: basename(source), description: "", markdown: `# ${source}\n\n${fenced(source)}\n` };
  return { source, url: urlOf(source), title, description, markdown };
}

/** `docs/guides/start.md` → `guides/start/` */
function urlOf(source: string): string {
  if (source === "README.md") return "";
  if (source === "docs/index.md") return "provider/";
  const path = source.replace(/^docs\//, "").replace(/\.md$/, "");
  return `${path.toLowerCase().replaceAll(".", "-")}/`;
}

/** What its README says and each of its files, or a list of what is in it. */
function folderPage(folder: string): Block {
  const names = readdirSync(folder).filter((name) => name !== "cdktf.out" && name !== "node_modules");
  const readme = join(folder, "README.md");
  const said = existsSync(readme)
    ? markdownOf(readFileSync(readme, "utf8"))
    : { title: folder, description: "", markdown: `# ${folder}\n` };
  const linked = new Set(linksIn(said.markdown));
  const shown = names
    .filter((name) => !linked.has(name))
    .map((name) => join(folder, name))
    .filter((path) => path !== readme)
    .map((path) => (isFolder(path) ? `- [${basename(path)}](${basename(path)})` : fileSection(path)));
  const markdown = `${said.markdown}\n${shown.join("\n")}\n`;
  return { ...said, title: headingOf(said.markdown) ?? folder, markdown };
}

const fileSection = (path: string) => `\n## ${basename(path)}\n\n${fenced(path)}\n`;

/** A file's text as a block of code, whatever it holds. */
function fenced(path: string): string {
  const text = readFileSync(path, "utf8");
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const language = /\.(\w+)$/.exec(path)?.[1] ?? "text";
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

function markdownBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
}

const isFolder = (path: string) => statSync(path).isDirectory();
