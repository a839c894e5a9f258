/** Asks a published accessibility engine about a page, and whether it fits the screen. */
import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const engine = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** What the engine finds serious or critical by these rules, or by all, as short lines that name rule and element. */
export async function serious(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(engine);
  const options = JSON.stringify({ resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}) });
  const results = await page.evaluate<AxeResults>(`axe.run(${options})`);
  return results.violations
    .filter((rule) => rule.impact === "serious" || rule.impact === "critical")
    .flatMap((rule) =>
      rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
    );
}

/** In the browser: what stands out of the screen, and what scrolls downwards and sideways too; code may do so. */
const findTooWide = `[...document.querySelectorAll("body *")].filter((item) => {
  if (!item.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || item.closest("pre")) return false;
  const { left, right, width, height } = item.getBoundingClientRect();
  const { overflowX } = getComputedStyle(item);
  if (["auto", "scroll"].includes(overflowX) && item.scrollWidth > item.clientWidth + 1) return true;
  if (width < 2 || height < 2 || (left >= -1 && right <= innerWidth + 1)) return false;
  for (let place = item.parentElement; place; place = place.parentElement) {
    const style = getComputedStyle(place);
    if (["auto", "scroll"].includes(style.overflowX) || style.textOverflow === "ellipsis") return false;
  }
  return true;
}).map((item) => item.outerHTML.slice(0, 160))`;

/** What is wider than its place, or stands out of the screen, by the beginning of its HTML. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(findTooWide);
}

/** Both on a desk and on a phone, in light and in dark. */
export async function problemsEverywhere(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  const problems: string[] = [];
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    problems.push(...(await tooWide(page)));
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      problems.push(...(await serious(page)));
    }
  }
  if (before) await page.setViewportSize(before);
  return problems;
}
