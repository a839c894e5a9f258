/** The site that `npm run docs` builds: its links, its menu and its search. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemSections } from "../../src/provider/problems";
import { buildSite } from "../../tools/site/build";
import { pageOf } from "../../tools/site/pages";
import { rendererOf } from "../../tools/site/renderer";
import { type Found, searchIn } from "../../tools/site/search";
import { serveSite } from "../../tools/site/serve";
import { headingOfProblem } from "../../tools/troubleshooting";
import { serious } from "./axe";
import { findChromium } from "./find-chromium";

const executablePath = findChromium();
const folder = mkdtempSync(join(tmpdir(), "pumble-site-"));
let browser: Browser | undefined;
let site: Awaited<ReturnType<typeof serveSite>>;

beforeAll(async () => {
  await buildSite(folder);
  site = await serveSite(folder, 0);
  if (executablePath) browser = await chromium.launch({ executablePath });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The values of an attribute in a page of the site. */
const valuesIn = (html: string, attribute: string): string[] =>
  [...html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, "g"))].map(([, value]) =>
    decodeURI(value!.replaceAll("&amp;", "&")),
  );

it("every link, picture, anchor and find of the built site leads to something", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const html = new Map(
    files
      .filter((name) => name.endsWith(".html"))
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
  const anchors = new Map([...html].map(([name, text]) => [name, new Set(valuesIn(text, "id"))]));
  const faults: string[] = [];
  let checked = 0;
  const found = Object.values(JSON.parse(readFileSync(join(folder, "search.json"), "utf8")).documentIds);
  const all = [...html].map(
    ([name, text]) => [name, [...valuesIn(text, "href"), ...valuesIn(text, "src")]] as const,
  );
  for (const [name, links] of [...all, ["index.html", found as string[]] as const]) {
    for (const link of links) {
      if (/^[a-z][a-z+.-]*:/i.test(link)) continue;
      checked++;
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? name : posix.join(posix.dirname(name), path.replace(/\/$/, "/index.html"));
      if (!files.includes(target)) faults.push(`${name}: ${link}`);
      else if (anchor && !anchors.get(target)?.has(anchor)) faults.push(`${name}: ${link}`);
    }
  }
  expect(checked).toBeGreaterThan(5_000);
  expect(faults).toEqual([]);
});

it("a link to what is not there is refused", async () => {
  const page = { ...pageOf("README.md"), markdown: "[gone](docs/no-such-page.md)" };
  const renderer = await rendererOf([page]);
  expect(() => renderer.render(page.markdown, page)).toThrow("docs/no-such-page.md, which is not there");
});

it("no page says what only tests have to know", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".html"),
  );
  expect(files.filter((name) => readFileSync(join(folder, name), "utf8").includes("<!--"))).toEqual([]);
});

it("every guide is in the menu", () => {
  const start = readFileSync(join(folder, "index.html"), "utf8");
  const [menu] = /<nav aria-label="Pages">[\s\S]*?<\/nav>/.exec(start)!;
  const guides = readdirSync("docs/guides").map((name) => `guides/${name.replace(/\.md$/, "")}/`);
  expect(valuesIn(menu, "href")).toEqual(expect.arrayContaining(guides));
});

describe("a search finds", () => {
  const problems = problemSections.flatMap(([, section]) => Object.values(section));
  const find = () => searchIn(readFileSync(join(folder, "search.json"), "utf8"));

  it("for each title of the catalogue, as it is printed with values in it, that problem among the first three", () => {
    const search = find();
    const missed = problems.flatMap(({ code, entry }) => {
      const heading = headingOfProblem(code, entry);
      const printed = heading.replaceAll("…", "zork-17");
      const first = search(printed).slice(0, 3);
      const isIt = ({ id, title }: Found) => id.startsWith("guides/troubleshooting/#") && title === heading;
      return first.some(isIt) ? [] : [`${code}: ${printed} → ${first.map(({ id }) => id)}`];
    });
    expect(problems.length).toBeGreaterThan(100);
    expect(missed).toEqual([]);
  });

  it.each([
    ["pumble_channel", "resources/channel/"],
    ["PUMBLE_ENCRYPTION_KEY", "guides/"],
    ["helm kubernetes", "guides/"],
    ["chanel members", "resources/channel_members/"],
    ["install", "guides/start/#install"],
    ["rename channel", "resources/channel/"],
    ["delete message", "resources/message/"],
    ["hcp terraform", "guides/without-node/"],
    ["github actions", "guides/ci/#on-github"],
    ["state backend", "guides/workspace-file/"],
    ["python", "guides/languages/#python"],
    ["rate limit", "guides/troubleshooting/#cannot--too-many-requests"],
    ["drift", "reference/cli/#pumble-drift"],
    ["slack", "#why-not-"],
    ["alpine", "guides/without-node/"],
  ])("for %s the page %s among the first three", (words, url) => {
    const first = find()(words, 3).map(({ id }) => id);
    expect(first).toEqual(expect.arrayContaining([expect.stringContaining(url)]));
  });
});

describe.skipIf(!executablePath)("in a browser", () => {
  it("an error pasted into the search leads to its entry, with the keyboard alone", async () => {
    const page = await browser!.newPage();
    await page.goto(`${site.url}guides/ci/`);
    await page.keyboard.press("Control+k");
    const field = page.getByRole("searchbox");
    await field.fill('│ Error: Channel "ops" cannot be destroyed');
    const first = page.getByRole("dialog").getByRole("link").first();
    await expect.poll(() => first.textContent()).toContain("cannot be destroyed");
    await field.press("Enter");
    await page.waitForURL("**/guides/troubleshooting/#channel--cannot-be-destroyed");
    await page.close();
  });

  it("pages are as wide as a phone, and no rule of accessibility finds anything serious, in light and dark", async () => {
    const looks = { "guides/ci/": "light", "resources/channel/": "dark" } as const;
    for (const [path, colorScheme] of Object.entries(looks)) {
      const page = await browser!.newPage({ viewport: { width: 390, height: 800 }, colorScheme });
      await page.goto(`${site.url}${path}`);
      expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBe(390);
      expect(await serious(page), path).toEqual([]);
      await page.close();
    }
  });
});
