/** Asks a published accessibility engine about a page. */
import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const engine = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** What the engine finds serious or critical, as short lines that name rule and element. */
export async function serious(page: Page): Promise<string[]> {
  await page.evaluate(engine);
  const results = await page.evaluate<AxeResults>("axe.run()");
  return results.violations
    .filter((rule) => rule.impact === "serious" || rule.impact === "critical")
    .flatMap((rule) =>
      rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
    );
}
