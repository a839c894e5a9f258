import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "./find-chromium";
import { composer } from "./parts";
import { type Person, Stage } from "./stage";

const executablePath = findChromium();
const stage = new Stage();
let ada: Person;
let grace: Person;

beforeAll(async () => {
  if (!executablePath) return;
  await stage.open(executablePath);
  ada = await stage.person("Ada");
  grace = await stage.person("Grace");
});

afterAll(() => stage.close());

afterEach(async () => {
  await stage.closePages();
  expect(stage.problems.splice(0)).toEqual([]);
});

/** The entry of a channel in the sidebar. */
function entry(page: Page, name: string | RegExp) {
  return page.getByRole("navigation").getByRole("link", { name });
}

describe.skipIf(!executablePath)("several windows", () => {
  test("ten tabs of one browser, each with the inspector, all hear of everything", async () => {
    const first = await stage.page("Ada");
    const tabs = [first];
    const address = first.url().replace("#", "&inspector=requests#");
    while (tabs.length < 10) {
      const tab = await first.context().newPage();
      await tab.goto(address);
      await tab.getByRole("heading", { level: 1, name: "general" }).waitFor();
      tabs.push(tab);
    }
    await grace.post("general", { text: "heard everywhere" });
    for (const tab of tabs) await tab.getByRole("main").getByText("heard everywhere").waitFor();
    await composer(first).fill("and answered");
    await composer(first).press("Enter");
    await tabs[9]!.getByRole("main").getByText("and answered").waitFor();
  });

  test("what is read in one is read in the other", async () => {
    const page = await stage.page("Ada");
    const other = await stage.page("Ada");
    await grace.post("random", { text: "for both" });
    await entry(other, /^random/)
      .locator(".count")
      .waitFor();
    await entry(page, /^random/).click();
    await page.getByRole("main").getByText("for both").waitFor();
    await entry(other, /^random/)
      .locator(".count")
      .waitFor({ state: "detached" });
  });
});

describe.skipIf(!executablePath)("what is unread", () => {
  test("is counted through a reload, in the sidebar and the title, and what speaks to one stands out", async () => {
    await stage.act("Grace", "create_channel", { name: "counted" });
    await stage.act("Grace", "add_members", { channel: "counted", users: ["Ada"] });
    await grace.post("counted", { text: "one" });
    await grace.post("counted", { text: `two <<@${ada.user.id}>>` });
    const page = await stage.page("Ada");
    const count = entry(page, /^counted/).locator(".count-mention");
    await expect.poll(() => count.textContent()).toContain("@2 unread, 1 for you");
    await expect.poll(() => page.title()).toMatch(/^\(\d+\)/);
    await page.reload();
    await expect.poll(() => count.textContent()).toContain("@2");
  });

  test("begins below a line that stays through a reload and goes when one writes", async () => {
    await stage.act("Grace", "create_channel", { name: "fresh" });
    await stage.act("Ada", "join", { channel: "fresh" });
    await grace.post("fresh", { text: "before" });
    await ada.call("POST", `channels/${await ada.channelId("fresh")}/read`);
    await grace.post("fresh", { text: "after" });
    const page = await stage.page("Ada", "fresh");
    const line = page.getByText("New messages", { exact: true });
    await line.waitFor();
    const order = await page.locator(".message, .new-line").allTextContents();
    const at = order.findIndex((text) => text.includes("New messages"));
    expect([order[at - 1], order[at + 1]]).toEqual([
      expect.stringContaining("before"),
      expect.stringContaining("after"),
    ]);
    await page.reload();
    await line.waitFor();
    expect(
      await entry(page, /^fresh/)
        .locator(".count")
        .count(),
    ).toBe(0);
    await composer(page).fill("thanks");
    await composer(page).press("Enter");
    await line.waitFor({ state: "detached" });
  });

  test("a first direct message is bold; what an app posts in one's own name is not", async () => {
    const page = await stage.page("Ada", "fresh");
    await stage.act("Linus", "open_direct", { users: ["Ada"] });
    const direct = (await stage.act("Linus", "open_direct", { users: ["Ada"] })) as {
      channel: { id: string };
    };
    await stage.act("Linus", "post", { channelId: direct.channel.id, text: "psst" });
    const link = entry(page, /^Linus/);
    await expect.poll(() => link.getAttribute("class")).toContain("entry-unread");
    await page.reload();
    await expect.poll(() => link.getAttribute("class")).toContain("entry-unread");
    await stage.act("Ada", "post", { channel: "general", text: "by another way, but mine" });
    await page.reload();
    await link.waitFor();
    expect(
      await entry(page, /^general/)
        .locator(".count")
        .count(),
    ).toBe(0);
  });

  test("a message that speaks to one stands out in its channel", async () => {
    await grace.post("general", { text: `look <<@${ada.user.id}>>` });
    const page = await stage.page("Ada");
    await page.locator(".message-to-me", { hasText: "look" }).waitFor();
    expect(await page.locator(".message-to-me", { hasText: "heard everywhere" }).count()).toBe(0);
  });
});
