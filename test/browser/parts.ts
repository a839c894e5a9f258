/** Parts of the page by the names that only they have, also while a dialog is open, or still closing. */
import type { Locator, Page } from "playwright-core";

/** Where a message to the open channel is written. */
export function composer(page: Page): Locator {
  return page.getByRole("main").getByRole("textbox", { name: /^Message to / });
}

/** Where a reply in the open thread is written. */
export function threadComposer(page: Page): Locator {
  return page
    .getByRole("complementary", { name: "Thread" })
    .getByRole("textbox", { name: "Message to thread" });
}
