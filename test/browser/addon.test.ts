import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { apiKeyPattern } from "../../src/pumble/api-keys/api-key";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { problemsEverywhere, serious } from "./axe";
import { chromiumArgs, findChromium } from "./find-chromium";
import { composer } from "./parts";

const executablePath = findChromium();
const problems: string[] = [];
let stack: TestStack;
let browser: Browser;
let page: Page;
let key = "";

/** How soon a deleted key must be refused everywhere. */
const refusedWithinMs = 5000;

/** Answers that only this member sees, the newest last. */
function answers() {
  return page.getByRole("main").locator("article.ephemeral");
}

async function type(line: string): Promise<void> {
  await composer(page).fill(line);
  await composer(page).press("Enter");
}

/** What the API answers to the key. */
async function statusWithKey(): Promise<number> {
  const response = await fetch(`${stack.stack.addonUrl}/listChannels`, { headers: { ApiKey: key } });
  await response.arrayBuffer();
  return response.status;
}

beforeAll(async () => {
  if (!executablePath) return;
  stack = await startTestStack();
  browser = await chromium.launch({ executablePath, args: chromiumArgs });
  const viewport = { width: 1280, height: 900 };
  page = await (await browser.newContext({ viewport, reducedMotion: "reduce" })).newPage();
  page.setDefaultTimeout(15_000);
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error.stack)));
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => {
  expect(problems.splice(0)).toEqual([]);
});

describe.skipIf(!executablePath)("a member, the API app and its keys, on the page", () => {
  test("finds the way to the app's consent screen, and allows it", async () => {
    await page.goto(`${stack.stack.addonUrl}/`);
    await page.getByRole("link", { name: "Add it to Pumble" }).waitFor();
    expect(await problemsEverywhere(page)).toEqual([]);
    await page.getByRole("link", { name: "Add it to Pumble" }).click();
    await page.getByRole("heading", { name: "Allow API in Acme?" }).waitFor();
    expect(await problemsEverywhere(page)).toEqual([]);
    const option = page.getByRole("option", { name: /^Grace / });
    const grace = (await option.getAttribute("value")) ?? "";
    await page.getByLabel("You are").selectOption(grace);
    await page.getByRole("button", { name: "Allow" }).click();
    await page.waitForURL(`${stack.stack.addonUrl}/**`);
    await page.getByText("/api-keys").first().waitFor();
    await page.goto(`${stack.stack.pageUrl}?member=${grace}`);
    await page.getByRole("link", { name: /^API/ }).waitFor();
  });

  test("makes a key by the form, and is shown it once", async () => {
    const apps = page.getByRole("navigation");
    await apps.getByRole("button", { name: "Add API key" }).click();
    const form = page.getByRole("dialog", { name: "Add API key" });
    await form.getByRole("textbox", { name: "Name" }).fill("from the page");
    expect(await serious(page)).toEqual([]);
    await form.getByRole("button", { name: "Generate" }).click();
    await form.waitFor({ state: "detached" });
    await answers().filter({ hasText: "from the page" }).waitFor();
    const text = (await answers().last().textContent()) ?? "";
    key = apiKeyPattern.exec(text)?.[0] ?? "";
    expect(key).toMatch(/^pmb_/);
    expect(await statusWithKey()).toBe(200);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "general" }).waitFor();
    expect(await page.content()).not.toContain(key);
  });

  test("lists it without the secret, and finds it at the app's home", async () => {
    await type("/api-keys list");
    await answers().filter({ hasText: "from the page" }).waitFor();
    const secret = key.split("_").at(-1)!;
    expect(await page.content()).not.toContain(secret);
    await page.getByRole("link", { name: /^API/ }).click();
    const home = page.getByRole("region", { name: "Home" });
    await home.getByText("from the page").waitFor();
    expect(await serious(page)).toEqual([]);
    expect(await page.content()).not.toContain(secret);
  });

  test("uses it in Swagger UI", async () => {
    const docs = await page.context().newPage();
    docs.setDefaultTimeout(15_000);
    await docs.goto(`${stack.stack.addonUrl}/api-docs/`);
    await docs.getByRole("button", { name: "Authorize" }).click();
    const dialog = docs.locator(".dialog-ux");
    await dialog.getByRole("textbox").first().fill(key);
    await dialog.getByRole("button", { name: "Apply credentials" }).first().click();
    await dialog.getByRole("button", { name: "Close" }).first().click();
    const operation = docs.locator('.opblock[id$="-listChannels"]');
    await operation.locator(".opblock-summary-control").click();
    await operation.getByRole("button", { name: "Execute" }).click();
    const answer = operation.locator(".live-responses-table .response").first();
    await expect.poll(() => answer.locator(".response-col_status").textContent()).toContain("200");
    expect(await answer.textContent()).toContain("general");
    await docs.close();
  });

  test("deletes it by the form, and the key is refused within seconds", async () => {
    await page.getByRole("navigation").getByRole("link", { name: "general" }).click();
    await page.getByRole("navigation").getByRole("button", { name: "Delete API key" }).click();
    const choose = page.getByRole("dialog", { name: "Delete API key" });
    const option = choose.getByRole("option", { name: /^from the page/ });
    await choose.getByRole("combobox").selectOption((await option.getAttribute("value")) ?? "");
    await choose.getByRole("button", { name: "Delete" }).click();
    const confirm = page.getByRole("dialog", { name: "Delete this key?" });
    await confirm.getByRole("button", { name: "Delete" }).click();
    await confirm.waitFor({ state: "detached" });
    await expect.poll(statusWithKey, { timeout: refusedWithinMs }).toBe(403);
    await answers()
      .filter({ hasText: /deleted/i })
      .waitFor();
    await page.getByRole("link", { name: /^API/ }).click();
    await page.getByRole("region", { name: "Home" }).getByText("You have no API keys.").waitFor();
  });
});
