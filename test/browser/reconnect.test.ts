import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page, Route } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "./find-chromium";
import { composer } from "./parts";
import { Stage } from "./stage";

const executablePath = findChromium();
const stage = new Stage();
const dataDir = mkdtempSync(join(tmpdir(), "pumble-page-data-"));

beforeAll(async () => {
  if (executablePath) await stage.open(executablePath, { dataDir });
});

afterEach(() => stage.closePages());

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

/** Holds the first answer to such a request until `meanwhile` is through. `answered` is when the page has it. */
async function hold(page: Page, method: string, path: string, meanwhile: () => Promise<unknown>) {
  let taken: ((route: Route) => void) | undefined;
  const held = new Promise<Route>((resolve) => (taken = resolve));
  await page.route(path, (route) => {
    if (!taken || route.request().method() !== method) return route.fallback();
    taken(route);
    taken = undefined;
  });
  const answered = held.then(async (route) => {
    const response = await route.fetch();
    await meanwhile();
    await route.fulfill({ response });
  });
  return { answered };
}

describe.skipIf(!executablePath)("an answer that comes after newer events", () => {
  test("to a message that was sent: a reply to it stays", async () => {
    const page = await stage.page("Ada");
    const grace = await stage.person("Grace");
    const sent = page.getByRole("main").locator("article.message", { hasText: "Who is hungry?" });
    const replies = sent.getByRole("button", { name: "1 reply" });
    const { answered } = await hold(page, "POST", "**/messages", async () => {
      const { id: threadRootId } = (await grace.newest("general"))!;
      await grace.post("general", { text: "I am", threadRootId });
      await replies.waitFor();
    });
    await composer(page).fill("Who is hungry?");
    await composer(page).press("Enter");
    await answered;
    // It goes when the one before it has its answer.
    await composer(page).fill("And thirsty?");
    await composer(page).press("Enter");
    await page.getByRole("main").locator("article.message", { hasText: "And thirsty?" }).waitFor();
    expect(await replies.count()).toBe(1);
  });

  test("to a message that was sent: what is written meanwhile stays, and goes after it", async () => {
    const page = await stage.page("Ada");
    const { answered } = await hold(page, "POST", "**/messages", async () => {
      await composer(page).pressSequentially("then the second");
      await composer(page).press("Enter");
      await composer(page).pressSequentially("not yet the third");
    });
    await composer(page).fill("at first the first");
    await composer(page).press("Enter");
    await answered;
    const sent = page.getByRole("main").locator("article.message", { hasText: /the (first|second|third)$/ });
    await expect.poll(() => sent.count()).toBe(2);
    expect(await sent.locator(".text").allTextContents()).toEqual(["at first the first", "then the second"]);
    expect(await composer(page).inputValue()).toBe("not yet the third");
  });

  test("to the reading of a channel: what was changed, deleted and sent since stays so", async () => {
    const page = await stage.page("Ada");
    const main = page.getByRole("main");
    await main.getByText("Welcome to Acme!").waitFor();
    const grace = await stage.person("Grace");
    const wrong = await grace.post("random", { text: "Lunch is at tvelve" });
    const gone = await grace.post("random", { text: "Lunch is cancelled" });
    const at = `channels/${wrong.channelId}/messages`;
    const { answered } = await hold(page, "GET", "**/messages?**", async () => {
      await grace.call("PUT", `${at}/${wrong.id}`, { text: "Lunch is at twelve" });
      await grace.call("DELETE", `${at}/${gone.id}`);
      await grace.post("random", { text: "See you there" });
      await grace.post("general", { text: "The last event" });
      await page.getByRole("link", { name: /^general.*1 unread/ }).waitFor();
    });
    await page.getByRole("link", { name: /^random/ }).click();
    await answered;
    await main.getByText("everything that fits nowhere else.", { exact: false }).last().waitFor();
    expect(await main.getByText("Lunch is at twelve").count()).toBe(1);
    expect(await main.getByText("tvelve").count()).toBe(0);
    expect(await main.getByText("Lunch is cancelled").count()).toBe(0);
    expect(await main.getByText("See you there").count()).toBe(1);
  });
});
