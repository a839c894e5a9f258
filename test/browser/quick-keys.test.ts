import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "./find-chromium";
import { startSmallApp } from "./small-app";
import { Stage } from "./stage";

const executablePath = findChromium();
const stage = new Stage();
let closeApp: (() => Promise<void>) | undefined;

beforeAll(async () => {
  if (!executablePath) return;
  await stage.open(executablePath);
  const ada = await stage.person("Ada");
  const app = await startSmallApp(stage.workspace, ada.user.id, () => ({}));
  closeApp = app.close;
});

afterAll(async () => {
  await closeApp?.();
  await stage.close();
});

afterEach(async () => {
  await stage.closePages();
  expect(stage.problems.splice(0)).toEqual([]);
});

const codes: Record<string, number> = { Enter: 13, Escape: 27, Tab: 9, k: 75 };

/** Presses the keys one right after another, without waiting for what each does. `^k` is Control and K. */
async function inOneBreath(page: Page, ...keys: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const sent = keys.flatMap((name) => {
    const key = name.replace("^", "");
    const event = { key, modifiers: key === name ? 0 : 2, windowsVirtualKeyCode: codes[key] ?? 0 };
    const text = key === "Enter" ? { text: "\r" } : {};
    return [
      session.send("Input.dispatchKeyEvent", { type: "keyDown", ...event, ...text }),
      session.send("Input.dispatchKeyEvent", { type: "keyUp", ...event }),
    ];
  });
  await Promise.all(sent);
  await session.detach();
}

/** A page that paints nothing for a while, as a busy machine does: what waits for a frame comes late. */
async function slowPage(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await stage.page("Ada", "general", options);
  await page.evaluate("window.requestAnimationFrame = (callback) => setTimeout(callback, 1000, 0)");
  return page;
}

/** Whether nothing is open over the page. */
function nothingOpen(page: Page): Promise<boolean> {
  return page.evaluate(`document.querySelector("dialog, :popover-open") === null`);
}

/** The button of the newest message, which shows its buttons when one points at it. */
async function focusButton(page: Page, name: string): Promise<void> {
  const message = page.getByRole("main").locator("article").last();
  await message.hover();
  await message.getByRole("button", { name, exact: true }).focus();
}

const openers: Record<string, (page: Page) => Promise<void>> = {
  "a new channel": (page) => page.getByRole("button", { name: "New channel" }).focus(),
  "the choice of a member": (page) => page.getByRole("button", { name: /Switch member/ }).focus(),
  "the picker of emoji": (page) => page.getByRole("button", { name: "Insert an emoji" }).focus(),
  "the shortcuts of a message": (page) => focusButton(page, "App shortcuts"),
  "the question before deleting": (page) => focusButton(page, "Delete"),
};

describe.skipIf(!executablePath)("a key that comes before the next picture", () => {
  test("Escape closes a search that is just opening, and opens a closed one anew", async () => {
    const page = await slowPage();
    for (let turn = 0; turn < 5; turn++) {
      await inOneBreath(page, "^k", "Escape");
      expect(await nothingOpen(page)).toBe(true);
    }
    await inOneBreath(page, "^k", "Escape", "^k");
    expect(await page.getByRole("dialog").count()).toBe(1);
  });

  for (const [name, focus] of Object.entries(openers)) {
    test(`Escape closes ${name}, which has the focus at once`, async () => {
      const ada = await stage.person("Ada");
      await ada.post("general", { text: "mine" });
      const page = await slowPage();
      await page.locator("article").last().getByText("mine").waitFor();
      for (let turn = 0; turn < 5; turn++) {
        await focus(page);
        await inOneBreath(page, "Enter", "Escape");
        expect(await nothingOpen(page)).toBe(true);
      }
      await focus(page);
      await inOneBreath(page, "Enter");
      expect(await page.locator("dialog :focus, [popover] :focus").count()).toBe(1);
    });
  }

  test("Escape hides the list of channels on a phone, whose first line has the focus at once", async () => {
    const page = await slowPage({ viewport: { width: 390, height: 800 } });
    await page.getByRole("button", { name: "Show channels" }).focus();
    await inOneBreath(page, "Enter", "Escape");
    expect(await page.locator(".app-drawer").count()).toBe(0);
    await page.getByRole("button", { name: "Show channels" }).focus();
    await inOneBreath(page, "Enter");
    expect(await page.locator(".sidebar :focus").count()).toBe(1);
  });
});
