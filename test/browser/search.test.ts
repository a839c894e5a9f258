import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { serious } from "./axe";
import { findChromium } from "./find-chromium";
import { composer } from "./parts";
import { type Person, Stage } from "./stage";

const executablePath = findChromium();
const stage = new Stage();
let ada: Person;
let grace: Person;
/** Id of the message "line 10 end". */
let tenth: string;

/** The results on the page. */
function results(page: Page) {
  return page.getByRole("dialog", { name: "Search messages" }).getByRole("listitem");
}

async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("searchbox", { name: "Search messages" }).fill(text);
}

beforeAll(async () => {
  if (!executablePath) return;
  await stage.open(executablePath);
  ada = await stage.person("Ada");
  grace = await stage.person("Grace");
  await ada.call("POST", "channels", { name: "long", type: "PUBLIC" });
  for (let index = 1; index <= 200; index++) {
    const { id } = await ada.post("long", { text: `line ${index} end` });
    if (index === 10) tenth = id;
  }
  await grace.post("random", { text: "The Zebra is green" });
  await ada.post("general", { text: "a zebra, said Ada" });
});

afterAll(() => stage.close());

afterEach(async () => {
  await stage.closePages();
  expect(stage.problems.splice(0)).toEqual([]);
});

describe.skipIf(!executablePath)("search", () => {
  test("finds words by their beginning and marks them", async () => {
    const page = await stage.page("Ada");
    await search(page, "zeb");
    await expect.poll(() => results(page).count()).toBe(2);
    expect(await results(page).locator("mark").allTextContents()).toEqual(
      expect.arrayContaining(["Zebra", "zebra"]),
    );
    await expect.poll(() => page.locator('[aria-live="polite"]').textContent()).toContain("2 messages found");
  });

  test("is narrowed to an author and a channel, together with words or without", async () => {
    const page = await stage.page("Ada");
    await search(page, "zebra");
    await page.getByRole("combobox", { name: "From" }).selectOption({ label: "Grace" });
    await expect
      .poll(() => results(page).allTextContents())
      .toEqual([expect.stringContaining("The Zebra is green")]);
    await page.getByRole("searchbox").fill("");
    await page.getByRole("combobox", { name: "From" }).selectOption({ label: "Ada" });
    await page.getByRole("combobox", { name: "In" }).selectOption({ label: "#general" });
    await expect.poll(() => results(page).first().textContent()).toContain("a zebra, said Ada");
    await page.getByRole("combobox", { name: "In" }).selectOption({ label: "#random" });
    await page.getByRole("combobox", { name: "From" }).selectOption({ label: "Linus" });
    await page.getByText("No message fits.").waitFor();
  });

  test("leads to a message that is not loaded, from where one reads on in both directions", async () => {
    const page = await stage.page("Ada");
    await search(page, "line 42 end");
    await expect.poll(() => results(page).first().textContent()).toContain("line 42 end");
    await page.getByRole("searchbox").press("Enter");
    const message = page.getByRole("main").locator("article.message", { hasText: "line 42 end" });
    await expect.poll(() => page.locator("article:focus").textContent()).toContain("line 42 end");
    expect(await message.isVisible()).toBe(true);
    expect(await page.getByText("line 120 end").count()).toBe(0);

    const list = page.locator(".messages");
    await list.evaluate((area) => area.scrollTo({ top: area.scrollHeight }));
    await page.getByText("line 80 end").waitFor({ state: "attached" });
    await list.evaluate((area) => area.scrollTo({ top: 0 }));
    await page.getByText("line 3 end").waitFor({ state: "attached" });

    await grace.call("POST", `channels/${await ada.channelId("long")}/join`);
    await grace.post("long", { text: "written while Ada reads what is old" });
    await page.getByRole("button", { name: "To the newest messages" }).click();
    await page.getByRole("main").getByText("written while Ada reads what is old").waitFor();
    await expect
      .poll(() => list.evaluate((area) => area.scrollHeight - area.scrollTop - area.clientHeight))
      .toBeLessThan(40);
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "general" }).waitFor();
  });

  test("an address with a message comes back to it after a reload", async () => {
    const page = await stage.page("Ada");
    await search(page, "line 42 end");
    await results(page).first().getByRole("button").click();
    await expect.poll(() => page.locator("article:focus").textContent()).toContain("line 42 end");
    await page.reload();
    await expect.poll(() => page.locator("article:focus").textContent()).toContain("line 42 end");
  });

  test("what one writes while reading what is old is seen at the end", async () => {
    const page = await stage.page("Ada");
    await search(page, "line 42 end");
    await results(page).first().getByRole("button").click();
    await page.getByText("line 42 end").waitFor();
    await composer(page).fill("my own newest");
    await composer(page).press("Enter");
    await page.getByRole("main").getByText("my own newest").last().waitFor();
    await page.getByText("line 200 end").waitFor({ state: "attached" });
  });

  test("leads to a reply in its thread", async () => {
    const root = await ada.post("general", { text: "root of it" });
    await grace.post("general", { text: "the hidden giraffe", threadRootId: root.id });
    const page = await stage.page("Ada", "random");
    await search(page, "giraffe");
    await results(page).first().getByRole("button").click();
    const thread = page.getByRole("complementary", { name: "Thread" });
    await thread.getByText("the hidden giraffe").waitFor();
    await expect.poll(() => page.locator("article:focus").textContent()).toContain("the hidden giraffe");
    await page.getByRole("heading", { level: 1, name: "general" }).waitFor();
  });

  test("shows nothing of what the member may not see", async () => {
    await ada.call("POST", "channels", { name: "own", type: "PRIVATE" });
    await ada.post("own", { text: "secret okapi" });
    const page = await stage.page("Grace");
    await search(page, "okapi");
    await page.getByText("No message fits.").waitFor();
  });

  test("works by the keyboard alone: open, walk the results, go there, close", async () => {
    const page = await stage.page("Ada");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("zebra");
    await expect.poll(() => results(page).count()).toBe(2);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => page.locator(".found:focus").count()).toBe(1);
    expect(await serious(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(() => page.locator("article:focus").textContent()).toMatch(/zebra/i);
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });
});

describe.skipIf(!executablePath)("pins and groups", () => {
  test("a pinned message is marked, listed in the channel's head, and leads to its place", async () => {
    const page = await stage.page("Ada", "long");
    const other = await stage.page("Grace", "long");
    await ada.call("POST", `messages/${tenth}/pin`);
    await other.getByRole("button", { name: "1 pinned message" }).click();
    await other
      .getByRole("dialog")
      .getByRole("button", { name: /line 10 end/ })
      .click();
    await other.locator("article:focus").getByText("Pinned by Ada").waitFor();
    await other.keyboard.press("Tab");
    await other.locator("article:focus-within").getByRole("button", { name: "Take the pin off" }).click();
    await page.getByRole("button", { name: /pinned/ }).waitFor({ state: "detached" });
  });

  test("a group is mentioned by its handle, for its members as for the others", async () => {
    await stage.act("Ada", "create_group", { handle: "ops", name: "Operations", users: ["Grace"] });
    const page = await stage.page("Ada");
    await composer(page).pressSequentially("ask @op");
    await page.getByRole("option", { name: /@ops/ }).waitFor();
    await composer(page).press("Tab");
    await composer(page).press("Enter");
    await page.locator("article .mention", { hasText: "@ops" }).waitFor();
    expect((await ada.newest("general"))?.text).toMatch(/^ask <<&[0-9a-f]{24}>>$/);
    const hers = await stage.page("Grace");
    await hers.locator("article .mention-me", { hasText: "@ops" }).waitFor();
  });
});
