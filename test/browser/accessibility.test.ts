import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { TriggerInput } from "../../src/platform";
import { serious, tooWide } from "./axe";
import { everyElement, plain } from "./every-element";
import { findChromium } from "./find-chromium";
import { composer } from "./parts";
import { type SmallApp, startSmallApp } from "./small-app";
import { Stage } from "./stage";

const executablePath = findChromium();
const stage = new Stage();
let app: SmallApp;

/** Whatever the app is asked, it whispers; its shortcut opens a form with everything in it. */
function answer(trigger: TriggerInput): object {
  if (trigger.messageType !== "SHORTCUT") return { message: "Only for you" };
  const view = { type: "MODAL", callbackId: "poll", title: plain("New poll"), submit: plain("Ask") };
  const { triggerId } = trigger;
  return {
    ...{ triggerId, viewType: "NATIVE", action: "OPEN" },
    view: { ...view, blocks: everyElement, notifyOnClose: false },
  };
}

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
  const { id } = await ada.post("general", { text: "worth keeping" });
  await ada.call("POST", `messages/${id}/pin`);
  await ada.call("POST", `channels/${rich.channelId}/scheduled`, { text: "Later", sendAt: Date.now() + 9e7 });
  await stage.act("Grace", "create_channel", { name: "elsewhere" });
  await stage.act("Ada", "create_channel", { name: "closed" });
  await stage.act("Ada", "archive", { channel: "closed" });
  await stage.act("Ada", "open_direct", { users: ["Linus"] });
}

beforeAll(async () => {
  if (!executablePath) return;
  await stage.open(executablePath);
  const ada = (await stage.person("Ada")).user.id;
  app = await startSmallApp(stage.workspace, ada, answer);
  await fill();
  const button = { type: "button", onAction: "a", text: plain("Press"), value: "1" };
  await app.publishHome(ada, {
    title: plain("Your polls"),
    blocks: [
      { type: "section", text: plain("A section") },
      { type: "divider" },
      { type: "actions", elements: [button] },
    ],
  });
});

afterAll(async () => {
  await app?.close();
  await stage.close();
});

afterEach(async () => {
  await stage.closePages();
  expect(stage.problems.splice(0)).toEqual([]);
});

const main = (page: Page) => page.getByRole("main");
const lastOwn = (page: Page) => main(page).locator("article", { hasText: "worth keeping" });
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name }).waitFor();

/** On a phone the sidebar is a drawer. */
async function showSidebar(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Show channels" });
  if (await button.isVisible()) await button.click();
}

async function goTo(page: Page, link: string | RegExp): Promise<void> {
  await showSidebar(page);
  await page.getByRole("navigation").getByRole("link", { name: link }).click();
}

async function inspectorTab(page: Page, tab: string, text: string): Promise<void> {
  await page.keyboard.press("Control+i");
  await page.getByRole("tab", { name: tab }).click();
  await page.locator(".inspector").getByText(text).first().waitFor();
}

/** Every view of the page, with the way to it from a channel that has just been opened. */
const views: Record<string, (page: Page) => Promise<unknown>> = {
  "the channel, what is whispered in it, and a command that nobody answers": async (page) => {
    await composer(page).fill("/poll lunch");
    await composer(page).press("Enter");
    await page.getByText("Only visible to you", { exact: true }).first().waitFor();
    await composer(page).fill("/nothing");
    await composer(page).press("Enter");
    await page.getByText("No app here answers /nothing.").waitFor();
  },
  "a thread": async (page) => {
    await main(page)
      .getByRole("button", { name: /1 reply/ })
      .first()
      .click();
    await page.getByRole("complementary", { name: "Thread" }).getByText("a reply").waitFor();
  },
  suggestions: async (page) => {
    await composer(page).fill("");
    await composer(page).pressSequentially("/");
    await page.getByRole("listbox", { name: "Commands" }).waitFor();
  },
  "files that are to be sent": async (page) => {
    const file = { name: `${"notes-".repeat(20)}.txt`, mimeType: "text/plain", buffer: Buffer.from("x") };
    await page.getByLabel("Files to attach").setInputFiles(file);
    await page.getByRole("list", { name: "Files to send" }).waitFor();
  },
  "the choice of emoji": async (page) => {
    await press(page, "Insert an emoji");
    await dialog(page, "Choose an emoji");
  },
  "an edit": async (page) => {
    await lastOwn(page).hover();
    await lastOwn(page).getByRole("button", { name: "Edit" }).click();
    await page.locator(".editor textarea").waitFor();
  },
  "the question before deleting": async (page) => {
    await lastOwn(page).hover();
    await lastOwn(page).getByRole("button", { name: "Delete" }).click();
    await dialog(page, "Delete this message?");
  },
  "the shortcuts of a message": async (page) => {
    await lastOwn(page).hover();
    await lastOwn(page).getByRole("button", { name: "App shortcuts" }).click();
    await page.getByRole("menuitem").first().waitFor();
  },
  "the choice of a member": async (page) => {
    await showSidebar(page);
    await press(page, /Switch member/);
    await page.getByRole("menuitemradio").first().waitFor();
  },
  "a new channel": async (page) => {
    await showSidebar(page);
    await press(page, "New channel");
    await dialog(page, "New channel");
  },
  "a new conversation": async (page) => {
    await showSidebar(page);
    await press(page, "New conversation");
    await dialog(page, "New conversation");
  },
  "a channel's details": async (page) => {
    await press(page, /channel details/);
    await dialog(page, "#general");
  },
  "scheduled messages": async (page) => {
    await press(page, "Scheduled messages");
    await page.getByRole("dialog", { name: "Scheduled messages" }).getByText("Later").waitFor();
  },
  pins: async (page) => {
    await press(page, /pinned/);
    await page
      .getByRole("dialog", { name: "Pinned in #general" })
      .getByText("worth keeping")
      .first()
      .waitFor();
  },
  search: async (page) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("searchbox", { name: "Search messages" }).fill("worth");
    await page.locator(".found mark").first().waitFor();
  },
  "a message that was found": async (page) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("searchbox", { name: "Search messages" }).fill("worth");
    await page.locator(".found mark").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".message-target").waitFor();
  },
  "a form with every element": async (page) => {
    await showSidebar(page);
    await press(page, "New poll");
    await dialog(page, "New poll");
  },
  "an app's home": async (page) => {
    await goTo(page, /^Poll/);
    await page.getByRole("region", { name: "Home" }).getByText("A section").waitFor();
  },
  "a conversation in which nothing was said": async (page) => {
    await goTo(page, /^Linus/);
    await page.getByText("No messages yet.").waitFor();
  },
  "an archived channel": async (page) => {
    await goTo(page, /^closed/);
    await page.getByText("This channel is archived.").waitFor();
  },
  "a channel that one is not in": async (page) => {
    await goTo(page, /^elsewhere/);
    await page.getByRole("button", { name: "Join" }).waitFor();
  },
  "the inspector's requests": async (page) => {
    await inspectorTab(page, "Requests", "SLASH_COMMAND");
    await page
      .locator(".inspector")
      .getByRole("button", { name: /SLASH_COMMAND/ })
      .first()
      .click();
    await page.getByRole("region", { name: "Request", exact: true }).waitFor();
  },
  "the inspector's tokens": (page) => inspectorTab(page, "Tokens", "xpbt-…"),
  "the inspector's clock": (page) => inspectorTab(page, "Clock", "Freeze"),
  "the inspector's faults": (page) => inspectorTab(page, "Faults", "Add fault"),
};

test.skipIf(!executablePath)(
  "the engine sees a button without a name, and the measure what is too wide",
  async () => {
    const page = await stage.page("Ada");
    expect(await tooWide(page)).toEqual([]);
    await page.evaluate(`{
    const button = document.createElement("button");
    button.style.cssText = "flex: none; width: 3000px; height: 20px";
    document.querySelector("main").append(button);
  }`);
    expect(await serious(page)).toEqual([expect.stringContaining("button-name")]);
    expect(await tooWide(page)).not.toEqual([]);
  },
);

// By default all rules in one scheme and those of colours in the other; with ACCESSIBILITY=all, all rules in both.
const sizes = [
  { width: 1280, height: 800, schemes: ["dark", "light"] },
  { width: 390, height: 844, schemes: ["light", "dark"] },
] as const;
const otherRules = process.env.ACCESSIBILITY === "all" ? undefined : ["color-contrast"];

describe.skipIf(!executablePath)(
  "no view has a serious accessibility problem, or more than fits the screen",
  () => {
    for (const { width, height, schemes } of sizes) {
      test(`at ${width} pixels, in light and in dark`, async () => {
        const page = await stage.page("Ada", "general", { viewport: { width, height } });
        const address = page.url();
        const found: Record<string, unknown> = {};
        for (const [name, show] of Object.entries(views)) {
          await page.goto("about:blank");
          await page.goto(address);
          await page.getByRole("heading", { level: 1, name: "general" }).waitFor();
          await lastOwn(page).waitFor();
          await show(page);
          const problems = await tooWide(page);
          for (const [index, colorScheme] of schemes.entries()) {
            await page.emulateMedia({ colorScheme });
            problems.push(...(await serious(page, index === 0 ? otherRules : undefined)));
          }
          if (problems.length > 0) found[name] = problems;
        }
        expect(found).toEqual({});
      });
    }

    test("on a phone, where the channels are a drawer that the keyboard opens and closes", async () => {
      const page = await stage.page("Ada", "general", { viewport: { width: 390, height: 844 } });
      expect(await page.getByRole("navigation").isVisible()).toBe(false);
      await page.getByRole("button", { name: "Show channels" }).press("Enter");
      await expect.poll(() => page.locator(".sidebar a:focus, .sidebar button:focus").count()).toBe(1);
      expect(await serious(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await expect.poll(() => page.getByRole("navigation").isVisible()).toBe(false);
    });
  },
);
