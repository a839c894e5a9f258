import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { serious } from "./axe";
import { findChromium } from "./find-chromium";
import { type SmallApp, startSmallApp } from "./small-app";
import { Stage } from "./stage";

const executablePath = findChromium();
const stage = new Stage();
let app: SmallApp;

/** A channel in which everything that a message can be is on screen. */
async function fill(): Promise<void> {
  const [ada, grace] = [await stage.person("Ada"), await stage.person("Grace")];
  const text = (value: string, style: object = {}) => ({ type: "text", text: value, style });
  const section = (...elements: object[]) => ({ type: "rich_text_section", elements });
  const blocks = [
    {
      type: "rich_text",
      elements: [
        section({ ...text("Title"), size: 1 }, text(" bold", { bold: true }), text(" code", { code: true })),
        section(
          { type: "link", url: "https://example.com/", text: "a link" },
          { type: "user", user_id: grace.user.id },
          { type: "user", user_id: ada.user.id },
          { type: "channel", channel_id: await ada.channelId("random") },
          { type: "broadcast", range: "here" },
          { type: "emoji", name: "tada" },
        ),
        { type: "rich_text_list", style: "bullet", elements: [section(text("one")), section(text("two"))] },
        { type: "rich_text_quote", elements: [text("a quote")] },
        { type: "rich_text_preformatted", elements: [text("some code")] },
      ],
    },
  ];
  const rich = await grace.post("general", { text: "rich", blocks });
  await ada.call("POST", `messages/${rich.id}/reactions`, { code: ":+1:" });
  await grace.call("POST", `messages/${rich.id}/reactions`, { code: ":rocket:" });
  await ada.post("general", { text: "a reply", threadRootId: rich.id });
  const path = `channels/${rich.channelId}/messages/${rich.id}`;
  await grace.call("PUT", path, { text: "rich", blocks });
  const gone = await ada.post("general", { text: "goes away" });
  await grace.post("general", { text: "reply to what goes away", threadRootId: gone.id });
  await ada.call("DELETE", `channels/${gone.channelId}/messages/${gone.id}`);
  await grace.post("random", { text: "unread" });
}

beforeAll(async () => {
  if (!executablePath) return;
  await stage.open(executablePath);
  app = await startSmallApp(stage.workspace, (await stage.person("Ada")).user.id, () => ({
    message: "Only for you",
  }));
  await fill();
});

afterAll(async () => {
  await app?.close();
  await stage.close();
});

afterEach(async () => {
  await stage.closePages();
  expect(stage.problems.splice(0)).toEqual([]);
});

test.skipIf(!executablePath)("the engine sees a button without a name", async () => {
  const page = await stage.page("Ada");
  await page.evaluate("document.querySelector('main').append(document.createElement('button'))");
  expect(await serious(page)).toEqual([expect.stringContaining("button-name")]);
});

describe.skipIf(!executablePath)("the page has no serious accessibility problem", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`in its main views, ${colorScheme}`, async () => {
      const page = await stage.page("Ada", "general", { colorScheme });
      const main = page.getByRole("main");
      await main.getByRole("textbox").fill("/poll lunch");
      await main.getByRole("textbox").press("Enter");
      await page.getByText("Only visible to you", { exact: true }).waitFor();
      await main
        .getByRole("button", { name: /1 reply/ })
        .first()
        .click();
      await page.getByRole("complementary", { name: "Thread" }).getByText("a reply").waitFor();
      await main.getByRole("textbox").fill("/nothing");
      await main.getByRole("textbox").press("Enter");
      await page.getByText("No app here answers /nothing.").waitFor();
      expect(await serious(page)).toEqual([]);
    });

    test(`with something open over it, ${colorScheme}`, async () => {
      const page = await stage.page("Ada", "general", { colorScheme });
      const composer = page.getByRole("main").getByRole("textbox");
      await composer.pressSequentially("/");
      await page.getByRole("listbox").waitFor();
      expect(await serious(page)).toEqual([]);
      await composer.press("Escape");
      await page.getByRole("button", { name: "Insert an emoji" }).click();
      await page.getByRole("dialog", { name: "Choose an emoji" }).waitFor();
      expect(await serious(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /Switch member/ }).click();
      await page.getByRole("menuitemradio").first().waitFor();
      expect(await serious(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "New channel" }).click();
      await page.getByRole("dialog", { name: "New channel" }).waitFor();
      expect(await serious(page)).toEqual([]);
      await page.getByRole("button", { name: "Cancel" }).click();
      expect(await page.getByRole("dialog", { name: "New channel" }).count()).toBe(0);
    });
  }

  for (const colorScheme of ["light", "dark"] as const) {
    test(`in an app's home, in search and among pins, ${colorScheme}`, async () => {
      const ada = await stage.person("Ada");
      const { id } = await ada.post("general", { text: "worth keeping" });
      await ada.call("POST", `messages/${id}/pin`);
      const button = {
        type: "button",
        onAction: "a",
        text: { type: "plain_text", text: "Press" },
        value: "1",
      };
      const section = { type: "section", text: { type: "plain_text", text: "A section" } };
      await app.publishHome(ada.user.id, {
        title: { type: "plain_text", text: "Your polls" },
        blocks: [section, { type: "divider" }, { type: "actions", elements: [button] }],
      });
      const page = await stage.page("Ada", "general", { colorScheme });
      await page.getByRole("button", { name: /pinned/ }).click();
      await page.getByRole("dialog").getByText("worth keeping").first().waitFor();
      expect(await serious(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /^Search/ }).click();
      await page.getByRole("searchbox").fill("worth");
      await page.locator(".found mark").first().waitFor();
      expect(await serious(page)).toEqual([]);
      await page.keyboard.press("Enter");
      await page.locator(".message-target").waitFor();
      expect(await serious(page)).toEqual([]);
      await page.getByRole("link", { name: /^Poll/ }).click();
      await page.getByRole("region", { name: "Home" }).getByText("A section").waitFor();
      expect(await serious(page)).toEqual([]);
    });
  }

  test("on a phone, where the channels are a drawer that the keyboard opens and closes", async () => {
    const page = await stage.page("Ada", "general", { viewport: { width: 390, height: 844 } });
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBe(390);
    expect(await page.getByRole("navigation").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Show channels" }).press("Enter");
    await expect.poll(() => page.locator(".sidebar a:focus").count()).toBe(1);
    expect(await serious(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("navigation").isVisible()).toBe(false);
    expect(await serious(page)).toEqual([]);
  });
});
