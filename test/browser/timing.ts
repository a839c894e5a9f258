/**
 * Finds tests that depend on what comes first: with `PAGE_TIMING=late-answers`, `late-events` or `slow-page`, the pages of
 * the browser tests get the answers of the workspace late, hear of its events late, or compute slowly.
 */
import type { BrowserContext, Page } from "playwright-core";

const lateByMs = 300;
const slowBy = 8;

const later = () => new Promise((resolve) => setTimeout(resolve, lateByMs));

/** In the browser: what a connection tells is heard later, in its order. */
const lateEvents = `{
  const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    set(hear) {
      set.call(this, (event) => setTimeout(() => hear.call(this, event), ${lateByMs}));
    },
  });
}`;

const ways: Record<string, (page: Page) => Promise<unknown>> = {
  "late-answers": (page) =>
    page.context().route("**/page/api/**", async (route) => {
      const response = await route.fetch().catch(() => null);
      await later();
      // The test may be through before its last answer.
      if (response) await route.fulfill({ response }).catch(() => {});
    }),
  "late-events": (page) => page.context().addInitScript(lateEvents),
  "slow-page": async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowBy });
  },
};

/** A new page of the context, slowed down as `PAGE_TIMING` says. @throws Error when it says what is not known */
export async function timedPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const way = process.env.PAGE_TIMING;
  if (!way) return page;
  const slowDown = ways[way];
  if (!slowDown) throw new Error(`PAGE_TIMING is ${way}, not one of ${Object.keys(ways).join(", ")}`);
  await slowDown(page);
  return page;
}
