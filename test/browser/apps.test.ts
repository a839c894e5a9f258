import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { TriggerInput } from "../../src/platform";
import { serious } from "./axe";
import { everyElement, input, option, plain } from "./every-element";
import { findChromium } from "./find-chromium";
import { type SmallApp, startSmallApp } from "./small-app";
import { Stage } from "./stage";

const executablePath = findChromium();
const stage = new Stage();
let app: SmallApp;
let next: (trigger: TriggerInput) => object;

function modal(trigger: TriggerInput, action: string, view: object): object {
  const triggerId = "triggerId" in trigger ? trigger.triggerId : "";
  const common = { type: "MODAL", callbackId: "poll", notifyOnClose: true };
  return { triggerId, viewType: "NATIVE", action, view: { ...common, ...view } };
}

function heard(messageType: string): TriggerInput[] {
  return app.heard.filter((trigger) => trigger.messageType === messageType);
}

async function open(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "New poll" }).click();
  await page.getByRole("dialog", { name: title }).waitFor();
}

beforeAll(async () => {
  if (!executablePath) return;
  await stage.open(executablePath);
  const member = (await stage.person("Ada")).user.id;
  app = await startSmallApp(stage.workspace, member, (trigger) => next(trigger));
});

afterAll(async () => {
  await app?.close();
  await stage.close();
});

afterEach(async () => {
  await stage.closePages();
  app?.heard.splice(0);
  expect(stage.problems.splice(0)).toEqual([]);
});

describe.skipIf(!executablePath)("an app on the page", () => {
  test("opens a form with every element and gets back what was filled in", async () => {
    next = (trigger) => {
      if (trigger.messageType === "DYNAMIC_MENU") {
        const { onAction, triggerId } = trigger;
        return { onAction, triggerId, options: [option("Lisbon"), option("Lima")] };
      }
      if (trigger.messageType !== "SHORTCUT") return {};
      return modal(trigger, "OPEN", { title: plain("New poll"), submit: plain("Ask"), blocks: everyElement });
    };
    const page = await stage.page("Ada");
    await open(page, "New poll");
    const dialog = page.getByRole("dialog", { name: "New poll" });
    expect(await serious(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Ask" }).click();
    expect(heard("VIEW_ACTION")).toEqual([]);

    await dialog.getByRole("textbox", { name: "Question" }).fill("Tea or coffee?");
    await dialog.getByRole("combobox", { name: "Kind" }).selectOption("secret");
    await dialog.getByRole("combobox", { name: "City" }).pressSequentially("li");
    await dialog.getByRole("option", { name: "Lima" }).waitFor();
    await dialog.getByRole("combobox", { name: "City" }).press("ArrowDown");
    await dialog.getByRole("combobox", { name: "City" }).press("Enter");
    await dialog.getByRole("checkbox", { name: "Coffee" }).check();
    await dialog.getByRole("button", { name: "Ask" }).click();
    await dialog.waitFor({ state: "detached" });

    const [submit] = heard("VIEW_ACTION");
    expect(submit).toMatchObject({ viewActionType: "SUBMIT" });
    const { values } = (submit as { view: { state: { values: object } } }).view.state;
    expect(values).toEqual({
      question: { question: { type: "plain_text_input", value: "Tea or coffee?" } },
      details: { details: { type: "plain_text_input", value: null } },
      kind: { kind: { type: "static_select_menu", value: "secret" } },
      city: { city: { type: "dynamic_select_menu", value: "lima" } },
      answers: { answers: { type: "checkboxes", values: ["coffee"] } },
      day: { day: { type: "date_picker", value: "2026-05-22" } },
      span: { span: { type: "date_range_picker", values: [] } },
    });
  });

  test("can push a second form, update it, and hears when it is closed", async () => {
    const field = input("name", "Name", { type: "plain_text_input" });
    const button = { type: "button", onAction: "go", text: plain("Go on"), value: "x" };
    next = (trigger) => {
      if (trigger.messageType === "SHORTCUT") {
        const blocks = [field, { type: "actions", elements: [button] }];
        return modal(trigger, "OPEN", { title: plain("First"), blocks });
      }
      if (trigger.messageType !== "BLOCK_INTERACTION") return {};
      const parentViewId = trigger.sourceId;
      return modal(trigger, "PUSH", { title: plain("Second"), blocks: [field], parentViewId });
    };
    const page = await stage.page("Ada");
    await open(page, "First");
    await page.getByRole("textbox", { name: "Name" }).fill("kept");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("dialog", { name: "Second" }).waitFor();
    expect(heard("BLOCK_INTERACTION")[0]).toMatchObject({
      sourceType: "VIEW",
      actionType: "BUTTON",
      onAction: "go",
    });
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "First" }).waitFor();
    await expect.poll(() => heard("VIEW_ACTION").length).toBe(1);
    expect(heard("VIEW_ACTION")[0]).toMatchObject({ viewActionType: "CLOSE" });
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await page.getByRole("dialog", { name: "First" }).waitFor({ state: "detached" });
  });

  test("says what is wrong with a form, and the form keeps what was typed", async () => {
    const field = input("name", "Name", { type: "plain_text_input" });
    next = (trigger) => {
      if (trigger.messageType === "SHORTCUT") {
        return modal(trigger, "OPEN", { title: plain("Strict"), blocks: [field] });
      }
      if (trigger.messageType !== "VIEW_ACTION" || trigger.viewActionType === "CLOSE") return {};
      const { id } = trigger.view as { id: string };
      const blocks = [{ ...field, validationError: "That name is taken" }];
      return modal(trigger, "UPDATE", { id, title: plain("Strict"), blocks });
    };
    const page = await stage.page("Ada");
    await open(page, "Strict");
    const name = page.getByRole("textbox", { name: "Name" });
    await name.fill("general");
    await page.getByRole("button", { name: "Submit" }).click();
    await page.getByText("That name is taken").waitFor();
    expect(await name.inputValue()).toBe("general");
    expect(await name.getAttribute("aria-invalid")).toBe("true");
  });

  test("has its shortcuts for messages in each message's menu", async () => {
    next = (trigger) => ({ message: `Asked about it (${trigger.messageType})` });
    const page = await stage.page("Ada");
    const message = page.getByRole("main").locator("article", { hasText: "Welcome to Acme!" });
    await message.hover();
    await message.getByRole("button", { name: "App shortcuts" }).click();
    await page.getByRole("menuitem", { name: /Ask about this/ }).click();
    await page.locator("article.ephemeral", { hasText: "Asked about it (SHORTCUT)" }).waitFor();
    expect(heard("SHORTCUT")[0]).toMatchObject({
      type: "ON_MESSAGE",
      shortcut: "poll_this",
      messageId: await message.getAttribute("data-message-id"),
    });
  });

  test("puts buttons into messages; one that asks first is not pressed by a refusal", async () => {
    next = () => ({ message: "Voted" });
    const ada = await stage.person("Ada");
    const confirm = {
      title: plain("Sure?"),
      text: plain("It counts."),
      confirm: plain("Vote"),
      deny: plain("Wait"),
    };
    const button = { type: "button", onAction: "vote", text: plain("Tea"), value: "tea", confirm };
    const text = [{ type: "rich_text_section", elements: [{ type: "text", text: "What do you drink?" }] }];
    await app.post(await ada.channelId("general"), {
      text: "What do you drink?",
      blocks: [
        { type: "rich_text", elements: text },
        { type: "actions", elements: [button] },
      ],
    });
    const page = await stage.page("Ada");
    const message = page.getByRole("main").locator("article", { hasText: "What do you drink?" });
    await message.getByRole("button", { name: "Tea" }).click();
    await page.getByRole("dialog", { name: "Sure?" }).getByRole("button", { name: "Wait" }).click();
    expect(heard("BLOCK_INTERACTION")).toEqual([]);
    await message.getByRole("button", { name: "Tea" }).click();
    await page.getByRole("dialog", { name: "Sure?" }).getByRole("button", { name: "Vote" }).click();
    await page.locator("article.ephemeral", { hasText: "Voted" }).waitFor();
    expect(heard("BLOCK_INTERACTION")[0]).toMatchObject({ sourceType: "MESSAGE", onAction: "vote" });
  });

  test("has a home whose buttons tell it what was pressed, and which follows what it publishes", async () => {
    const ada = await stage.person("Ada");
    const blocks = (text: string) => [
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] },
      {
        type: "actions",
        elements: [{ type: "button", onAction: "close", text: plain("Close all"), value: "all" }],
      },
    ];
    next = () => ({});
    await app.publishHome(ada.user.id, { title: plain("Your polls"), blocks: blocks("Two are open") });
    const page = await stage.page("Ada");
    await page.getByRole("link", { name: /^Poll/ }).click();
    const home = page.getByRole("region", { name: "Home" });
    await home.getByRole("heading", { name: "Your polls" }).waitFor();
    expect(await page.title()).toMatch(/Poll · Acme$/);
    await home.getByText("Two are open").waitFor();
    await home.getByRole("button", { name: "Close all" }).click();
    await expect.poll(() => heard("BLOCK_INTERACTION").length).toBe(1);
    expect(heard("BLOCK_INTERACTION")[0]).toMatchObject({ sourceType: "VIEW", onAction: "close" });
    await app.publishHome(ada.user.id, { title: plain("Your polls"), blocks: blocks("None is open") });
    await home.getByText("None is open").waitFor();
    await page.reload();
    await home.getByText("None is open").waitFor();
    const region = page.getByRole("region", { name: "Commands" });
    await region.getByText("Ask everyone a question").waitFor();
  });

  test("without a home says so, and its shortcuts and commands are there", async () => {
    next = (trigger) => modal(trigger, "OPEN", { title: plain("From home"), blocks: [] });
    const page = await stage.page("Grace");
    await page.getByRole("link", { name: /^Poll/ }).click();
    await page.getByText("Poll has no home view.").waitFor();
    stage.problems.splice(0);
    const shortcuts = page.getByRole("region", { name: "Shortcuts" });
    await shortcuts.getByRole("button", { name: "New poll" }).click();
    await page.getByRole("dialog", { name: "From home" }).waitFor();
    expect(heard("SHORTCUT")[0]).toMatchObject({ type: "GLOBAL", shortcut: "new_poll" });
  });

  test("shows as busy until it is done, and hears one press only", async () => {
    next = () => ({});
    const ada = await stage.person("Ada");
    const button = {
      type: "button",
      onAction: "slow",
      text: plain("Slowly"),
      value: "1",
      loadingTimeout: 15,
    };
    const text = [{ type: "rich_text_section", elements: [{ type: "text", text: "Takes a while" }] }];
    await app.post(await ada.channelId("general"), {
      text: "Takes a while",
      blocks: [
        { type: "rich_text", elements: text },
        { type: "actions", elements: [button] },
      ],
    });
    const page = await stage.page("Ada");
    const message = page.getByRole("main").locator("article", { hasText: "Takes a while" });
    await message.getByRole("button", { name: "Slowly" }).click();
    const spinner = message.getByRole("status", { name: "Waiting for the app" });
    await spinner.waitFor();
    await message.getByRole("button", { name: "Slowly" }).click();
    const [press] = heard("BLOCK_INTERACTION") as { sourceId: string; triggerId: string }[];
    await app.complete({ sourceType: "MESSAGE", sourceId: press!.sourceId, triggerId: press!.triggerId });
    await spinner.waitFor({ state: "detached" });
    expect(heard("BLOCK_INTERACTION").length).toBe(1);
  });
});
