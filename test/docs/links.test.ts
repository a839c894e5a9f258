import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";
import { pictureFaults, picturesFolder } from "../../tools/pictures";
import { anchorsOf, linksOf, pages } from "./pages";

const isElsewhere = (link: string) => /^[a-z][a-z+.-]*:/i.test(link);

/** What is wrong with a link, or null. */
function fault(page: string, link: string): string | null {
  const [path = "", anchor] = decodeURI(link).split("#");
  const target = path === "" ? page : normalize(join(dirname(page), path));
  if (target.startsWith("..")) return "leads out of the repository";
  if (!existsSync(target)) return `${target} is not there`;
  if (anchor === undefined) return null;
  if (!target.endsWith(".md")) return `${target} has no headings`;
  return anchorsOf(target).has(anchor) ? null : `${target} has no heading #${anchor}`;
}

it("every relative link and anchor in Markdown leads to something", () => {
  const links = pages.flatMap((page) =>
    linksOf(page)
      .filter((link) => !isElsewhere(link))
      .map((link) => ({ page, link, fault: fault(page, link) })),
  );
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter((link) => link.fault !== null)).toEqual([]);
});

it("every guide is linked from the README", () => {
  const linked = new Set(linksOf("README.md"));
  const guides = readdirSync("docs/guides").map((name) => `docs/guides/${name}`);
  expect(guides.filter((guide) => !linked.has(guide))).toEqual([]);
});

it("every example is named on the page of the examples", () => {
  const folders = readdirSync("examples", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const linked = new Set(linksOf("examples/README.md"));
  expect(folders.map(({ name }) => name).filter((name) => !linked.has(name))).toEqual([]);
});

it("the pictures are of the page as it is: `npm run pictures` takes them anew, where this fails", async () => {
  expect(await pictureFaults()).toEqual([]);
});

it("every picture is shown by a page", () => {
  const shown = new Set(pages.flatMap((page) => linksOf(page).map((link) => basename(link))));
  expect(readdirSync(picturesFolder).filter((name) => !shown.has(name))).toEqual([]);
});

it.each([
  "../outside.md",
  "docs/no-such-page.md",
  "docs/index.md#no-such-heading",
  "LICENSE#top",
  "#nowhere",
])("a link that leads nowhere is found: %s", (link) => {
  expect(fault("README.md", link)).not.toBeNull();
});
