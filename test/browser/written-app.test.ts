import { createHmac } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { control } from "../support/control";
import { findChromium } from "./find-chromium";
import { composer } from "./parts";
import { Stage } from "./stage";
import { WrittenApp } from "./written-app";
import type { AppSettings } from "./written-app-platform";

const executablePath = findChromium();
const stage = new Stage();
/** By hooks, and in socket mode. */
const apps: Record<string, WrittenApp> = {};

async function register(manifest: object): Promise<AppSettings> {
  type Secrets = Omit<AppSettings, "apiUrl" | "consentUrl">;
  const secrets = await control<Secrets>(stage.workspace, "POST", "/apps", { manifest });
  const { workspaceUrl } = stage.workspace;
  return { ...secrets, apiUrl: workspaceUrl, consentUrl: `${workspaceUrl}/access-request` };
}

const inChannel = (page: Page, text: string) =>
  page.getByRole("main").locator("article.message", { hasText: text });

async function type(page: Page, line: string): Promise<void> {
  await composer(page).fill(line);
  await composer(page).press("Enter");
}

beforeAll(async () => {
  if (!executablePath) return;
  await stage.open(executablePath);
  apps.lunch = await WrittenApp.start("lunch", register);
  apps.supper = await WrittenApp.start("supper", register, true);
  await apps.supper.connect();
});

afterAll(async () => {
  for (const app of Object.values(apps)) await app.close();
  await stage.close();
});

afterEach(async () => {
  await stage.closePages();
  expect(stage.problems.splice(0)).toEqual([]);
  for (const app of Object.values(apps)) expect(app.failures.splice(0)).toEqual([]);
});

describe.skipIf(!executablePath).each([
  ["lunch", "signed hooks"],
  ["supper", "socket mode"],
])("an app written from the documentation: %s, by %s", (name) => {
  test("is installed through its link and the consent screen", async () => {
    const page = await stage.page("Ada");
    await page.goto(apps[name]!.installUrl);
    await page.getByRole("heading", { name: `Allow ${name} in Acme?` }).waitFor();
    await page.getByLabel("You are").selectOption({ label: "Grace (grace@example.com)" });
    await page.getByRole("button", { name: "Allow" }).click();
    await page.getByRole("heading", { name: "Installed" }).waitFor();
    const grace = await stage.person("Grace");
    expect(apps[name]!.lunch.grant).toMatchObject({ userId: grace.user.id, accessToken: expect.any(String) });
  });

  test("opens a form by its command, fills its menu, refuses an input, and posts the order", async () => {
    const page = await stage.page("Ada");
    await type(page, `/${name} the corner`);
    const form = page.getByRole("dialog", { name: "Order lunch" });
    await form.getByText("From the corner").waitFor();
    await form.getByRole("combobox", { name: "Dish" }).pressSequentially("l");
    await form.getByRole("option", { name: "Lasagne" }).waitFor();
    expect(await form.getByRole("option").allTextContents()).toHaveLength(2);
    await form.getByRole("option", { name: "Lentil soup" }).click();
    await form.getByRole("textbox", { name: "Note" }).fill("nothing");
    await form.getByRole("button", { name: "Order", exact: true }).click();
    await form.getByText("Then order nothing").waitFor();
    await form.getByRole("textbox", { name: "Note" }).fill("no salt");
    await form.getByRole("button", { name: "Order", exact: true }).click();
    await form.waitFor({ state: "detached" });
    await inChannel(page, "Lunch: Lentil soup").last().waitFor();
    await page.locator("article.ephemeral", { hasText: "Your order is in." }).waitFor();
  });

  test("counts who presses the button in its message", async () => {
    const page = await stage.page("Linus");
    const order = inChannel(page, "Lunch: Lentil soup").last();
    await order.getByRole("button", { name: "Me too", exact: true }).click();
    await order.getByRole("button", { name: "Me too (1)" }).click();
    await order.getByRole("button", { name: "Me too (2)" }).waitFor();
    await order.getByText("(edited)").waitFor();
  });

  test("shows its notices and refusals to who typed alone", async () => {
    const page = await stage.page("Ada");
    const other = await stage.page("Linus");
    await type(page, `/${name} help`);
    await page.locator("article.ephemeral", { hasText: "Name a place, or nothing." }).waitFor();
    await type(page, `/${name} closed`);
    await page.locator("article.ephemeral", { hasText: "They are closed today." }).waitFor();
    expect(await other.locator("article.ephemeral").count()).toBe(0);
  });

  test("hears that its form was closed", async () => {
    const before = apps[name]!.lunch.closed;
    const page = await stage.page("Ada");
    await type(page, `/${name}`);
    await page.getByRole("dialog", { name: "Order lunch" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => apps[name]!.lunch.closed).toBe(before + 1);
  });

  test("answers a message of a member in its thread and with a reaction", async () => {
    const page = await stage.page("Ada");
    await type(page, `I am hungry for ${name}`);
    const message = inChannel(page, `I am hungry for ${name}`).last();
    await message
      .getByRole("button", { name: /repl(y|ies)/ })
      .first()
      .waitFor();
    await expect.poll(() => apps[name]!.lunch.events).toContain("REACTION_ADDED");
  });
});

describe.skipIf(!executablePath)("signatures", () => {
  test("every hook of the workspace verifies with the app's own implementation; others are refused", async () => {
    const { url, settings } = apps.lunch!;
    expect(apps.lunch!.refused).toBe(0);
    const body = JSON.stringify({ messageType: "SLASH_COMMAND", text: "help" });
    const sign = (secret: string, timestamp: string) =>
      createHmac("sha256", secret).update(`${timestamp}:${body}`).digest("hex");
    const statusOf = async (timestamp: string, signature: string, sent = body) => {
      const headers = {
        "x-pumble-request-timestamp": timestamp,
        "x-pumble-request-signature": signature,
      };
      return (await fetch(`${url}/hook`, { method: "POST", headers, body: sent })).status;
    };
    const now = String(Date.now());
    const old = String(Date.now() - 600_000);
    expect(await statusOf(now, sign(settings.signingSecret, now))).toBe(200);
    expect(await statusOf(now, sign("another secret", now))).toBe(403);
    expect(await statusOf(old, sign(settings.signingSecret, old))).toBe(403);
    expect(await statusOf(now, sign(settings.signingSecret, now), `${body} `)).toBe(403);
  });
});
