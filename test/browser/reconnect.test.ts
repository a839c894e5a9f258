import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "./find-chromium";
import { Stage } from "./stage";

const executablePath = findChromium();
const stage = new Stage();
const dataDir = mkdtempSync(join(tmpdir(), "pumble-page-data-"));

beforeAll(async () => {
  if (executablePath) await stage.open(executablePath, { dataDir });
});

afterAll(async () => {
  await stage.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe.skipIf(!executablePath)("the page without its workspace", () => {
  test("says that it is offline, comes back by itself and shows what happened meanwhile", async () => {
    const page = await stage.page("Ada");
    const main = page.getByRole("main");
    await main.getByText("Welcome to Acme!").waitFor();
    await stage.restart({ dataDir }, async () => {
      await page.getByText("The workspace does not answer. Reconnecting…").waitFor();
      await main.getByText("Welcome to Acme!").waitFor();
    });
    await (await stage.person("Grace")).post("general", { text: "Back again" });
    await main.getByText("Back again").waitFor();
    await page.getByText("Reconnecting…").waitFor({ state: "detached" });
    expect(await main.getByText("Back again").count()).toBe(1);
  });

  test("that cannot be reached at all says so, and opens when tried again", async () => {
    const context = (await stage.page("Ada")).context();
    const page = await context.newPage();
    await page.route("**/page/api/state", (route) => route.abort());
    await page.goto(stage.workspace.pageUrl);
    await page.getByRole("alert").getByText("the workspace does not answer").waitFor();
    await page.unroute("**/page/api/state");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("main").getByText("Welcome to Acme!").waitFor();
  });

  test("messages that cannot be read are an error with a way out, not an empty channel", async () => {
    const page = await stage.page("Ada");
    await page.route("**/messages?**", (route) => route.fulfill({ status: 500, body: "broken" }));
    await page.getByRole("link", { name: /^random/ }).click();
    await page.getByText("These messages could not be read: the workspace answered 500.").waitFor();
    await page.unroute("**/messages?**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page
      .getByRole("main")
      .getByText("everything that fits nowhere else.", { exact: false })
      .last()
      .waitFor();
    expect(await page.getByText("could not be read").count()).toBe(0);
  });
});
