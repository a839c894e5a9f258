import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TriggerInput } from "../../src/platform";
import { findChromium } from "./find-chromium";
import { composer } from "./parts";
import { type SmallApp, startSmallApp } from "./small-app";
import { Stage } from "./stage";

const executablePath = findChromium();
const stage = new Stage();
let app: SmallApp;
let general: string;
let next: (trigger: TriggerInput) => object;

/** The inspector on the page, open at a tab. */
async function inspector(page: Page, tab: string): Promise<Locator> {
  await page.getByRole("button", { name: "Inspector" }).click();
  const section = page.getByRole("region", { name: "Inspector", exact: true });
  await section.getByRole("tab", { name: tab }).click();
  return section;
}

async function poll(page: Page): Promise<void> {
  await composer(page).fill("/poll lunch");
  await composer(page).press("Enter");
}

async function addFault(section: Locator, fields: Record<string, string>): Promise<void> {
  const form = section.getByRole("form", { name: "New fault" });
  for (const [label, value] of Object.entries(fields)) {
    const field = form.locator("label", { hasText: new RegExp(`^${label}`) }).locator("input, select");
    if (await field.evaluate((element) => element.nodeName === "SELECT"))
      await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await form.getByRole("button", { name: "Add fault" }).click();
}

/** What a call of the app that must not work was answered. */
async function refused(): Promise<string> {
  return app.post(general, { text: "never seen" }).then(
    () => "it worked",
    (error: unknown) => String(error),
  );
}

beforeAll(async () => {
  if (!executablePath) return;
  await stage.open(executablePath);
  const ada = await stage.person("Ada");
  general = await ada.channelId("general");
  app = await startSmallApp(stage.workspace, ada.user.id, (trigger) => next(trigger));
});

beforeEach(() => {
  next = () => ({ message: "Asked" });
});

afterAll(async () => {
  await app?.close();
  await stage.close();
});

afterEach(async () => {
  await stage.closePages();
  expect(stage.problems.splice(0)).toEqual([]);
});

describe.skipIf(!executablePath)("the inspector", () => {
  test("shows calls and hooks as they happen, with bodies and without secrets", async () => {
    const page = await stage.page("Ada");
    const section = await inspector(page, "Requests and hooks");
    await poll(page);
    await section.getByRole("button", { name: /SLASH_COMMAND.*200/ }).click();
    const detail = section.getByRole("region", { name: "Request", exact: true });
    await detail.getByText('"text": "lunch"').waitFor();
    await detail.getByText('"message": "Asked"').waitFor();
    await app.post(general, { text: "from the app" });
    await section
      .getByRole("button", { name: /POST \/v1\/channels\/.*\/messages.*200/ })
      .first()
      .click();
    await detail.getByText("Call by Poll").waitFor();
    await detail.getByText("from the app").first().waitFor();
    await detail.getByText(/request headers/).click();
    await detail.getByText("xpbt-…").waitFor();
    expect(await page.content()).not.toContain(app.credentials.appKey);
    expect(await page.content()).not.toMatch(/xp(bt|ut|at)-[0-9a-f]/);
  });

  test("sends a hook again, and shows it as a new one", async () => {
    const page = await stage.page("Ada");
    const section = await inspector(page, "Requests and hooks");
    await section.getByRole("button", { name: "Clear" }).click();
    await poll(page);
    const hooks = section.getByRole("button", { name: /SLASH_COMMAND.*200/ });
    await hooks.first().click();
    await section.getByRole("button", { name: "Send again" }).click();
    await expect.poll(() => hooks.count()).toBe(2);
  });

  test("copies a call as curl, with its whole address", async () => {
    await app.post(general, { text: "to be repeated" });
    const page = await stage.page("Ada", "general", { permissions: ["clipboard-read", "clipboard-write"] });
    const section = await inspector(page, "Requests and hooks");
    await section
      .getByRole("button", { name: /POST \/v1\/channels\// })
      .first()
      .click();
    await section.getByRole("button", { name: "Copy as curl" }).click();
    await section.getByRole("button", { name: "Copied" }).waitFor();
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    const address = `${stage.workspace.workspaceUrl}/v1/channels/${general}/messages`;
    expect(copied.startsWith(`curl -X POST '${address}' `)).toBe(true);
    expect(copied).toContain("to be repeated");
    expect(copied).toContain("'token: xpbt-…'");
  });

  test("filters by kind and by words, and is emptied", async () => {
    const page = await stage.page("Ada");
    const section = await inspector(page, "Requests and hooks");
    await poll(page);
    await app.post(general, { text: "needle in the log" });
    const list = section.getByRole("list", { name: /Requests/ });
    await section.getByLabel("Kind").selectOption("hook");
    await list.getByText("SLASH_COMMAND").first().waitFor();
    expect(await list.getByText("/v1/").count()).toBe(0);
    await section.getByLabel("Kind").selectOption("all");
    await section.getByRole("searchbox", { name: "Filter requests" }).fill("needle");
    await expect.poll(() => list.getByRole("listitem").count()).toBe(1);
    await section.getByRole("searchbox", { name: "Filter requests" }).fill("");
    await section.getByRole("button", { name: "Clear" }).click();
    await section.getByText("Nothing has been called yet.").waitFor();
  });

  test("shows a hook that was not answered, and why", async () => {
    next = () => {
      throw new Error("the app fails on purpose");
    };
    const page = await stage.page("Ada");
    const section = await inspector(page, "Requests and hooks");
    await poll(page);
    await section.getByRole("button", { name: /SLASH_COMMAND.*500/ }).waitFor();
    await page.locator("article.ephemeral", { hasText: "Poll is asleep" }).last().waitFor();
  });

  test("shows who granted what, the tokens masked", async () => {
    const page = await stage.page("Ada");
    const section = await inspector(page, "Tokens");
    const bot = section.getByRole("row", { name: /xpbt-…/ });
    expect(await bot.textContent()).toContain("messages:write");
    await section.getByRole("row", { name: /Ada xput-…/ }).waitFor();
  });

  test("freezes the clock and moves it, and what was due then is posted", async () => {
    const page = await stage.page("Ada");
    const section = await inspector(page, "Clock");
    await section.getByText("Runs with the real time.").waitFor();
    await section.getByRole("button", { name: "Freeze" }).click();
    await section.getByText("Stands still.", { exact: false }).waitFor();
    const shown = section.getByRole("time");
    const before = Date.parse((await shown.getAttribute("datetime")) ?? "");
    await app.schedule(general, { text: "due in an hour", sendAt: before + 3_600_000 });
    await section.getByRole("button", { name: "Advance 1 hour" }).click();
    await expect
      .poll(async () => Date.parse((await shown.getAttribute("datetime")) ?? "") - before)
      .toBe(3_600_000);
    await page.getByRole("main").getByText("due in an hour").waitFor();
    await section.getByLabel("How many").fill("1.5");
    await section.getByLabel("Unit").selectOption({ label: "minutes" });
    await section.getByRole("button", { name: "Advance", exact: true }).click();
    await expect
      .poll(async () => Date.parse((await shown.getAttribute("datetime")) ?? "") - before)
      .toBe(3_690_000);
    await section.getByRole("button", { name: "Let it run" }).click();
    await section.getByText(/^Runs, 1 hour \d+ minutes? ahead\.$/).waitFor();
  });

  test.each([
    ["answers a status, nothing done", { Status: "429" }, /answers 429/, "429", /Fault on purpose/],
    ["answers a status, but it is done", { Status: "500" }, /answers 500/, "500", /Fault on purpose/],
    ["breaks the line, nothing done", {}, /breaks the line/, "cut", /fetch failed/],
    ["breaks the line, but it is done", {}, /breaks the line, but/, "cut", /fetch failed/],
  ] as const)(
    "puts a fault in the way that %s, shows that it hit, and takes it away",
    async (...[title, more, words, status, error]) => {
      const page = await stage.page("Ada");
      const section = await inspector(page, "Faults");
      await addFault(section, {
        Method: "POST",
        Path: "/v1/channels/*/messages",
        "What happens": title,
        ...more,
        Times: "1",
      });
      const rule = section.getByRole("list", { name: "Faults in the way" }).getByRole("listitem");
      await rule.getByText(words).waitFor();
      await rule.getByText("waits for its first call").waitFor();
      expect(await refused()).toMatch(error);
      await rule.getByText("hit once, used up").waitFor();
      await section.getByRole("tab", { name: "Requests" }).click();
      const line = section.getByRole("button", { name: new RegExp(`fault: .* ${status}`) });
      await line.first().waitFor();
      await section.getByRole("tab", { name: "Faults" }).click();
      await rule.getByRole("button", { name: /^Remove the fault/ }).click();
      await section.getByText("Nothing is in the way").waitFor();
      expect(await refused()).toBe("it worked");
    },
  );

  test.each([
    ["cuts the answer short", { "What happens": "cuts the answer short" }, "fault: truncate"],
    ["answers HTML", { "What happens": "answers HTML" }, "fault: not_json"],
    ["answers nothing", { "What happens": "answers nothing" }, "fault: empty"],
    ["waits", { "What happens": "waits", "Wait, ms": "20" }, "fault: latency"],
  ])("a fault that %s is seen in the log", async (_, fields, problem) => {
    const page = await stage.page("Ada");
    const section = await inspector(page, "Faults");
    await addFault(section, { Path: "/v1/channels/*", ...fields });
    await section.getByText("waits for its first call").waitFor();
    await app.post(general, { text: "hit by a fault" });
    await section.getByText("hit once").waitFor();
    await section.getByRole("tab", { name: "Requests" }).click();
    await section.getByText(problem).first().waitFor();
    await section.getByRole("tab", { name: "Faults" }).click();
    await section.getByRole("button", { name: /^Remove the fault/ }).click();
    await section.getByText("Nothing is in the way").waitFor();
  });

  test("a rule that is wrong is refused with its reason", async () => {
    const page = await stage.page("Ada");
    const section = await inspector(page, "Faults");
    await addFault(section, { Path: "/v1/*", "What happens": "waits", "Wait, ms": "700000" });
    await page.getByRole("alert").getByText("Fault not added: latencyMs").waitFor();
    stage.problems.splice(0);
  });

  test("works by the keyboard, stays open over a reload, and closes", async () => {
    const page = await stage.page("Ada");
    await page.keyboard.press("Control+i");
    const section = page.getByRole("region", { name: "Inspector", exact: true });
    await section.getByRole("tab", { name: "Requests" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await section.getByRole("tab", { name: "Clock" }).getAttribute("aria-selected")).toBe("true");
    await page.reload();
    await section.getByRole("button", { name: "Freeze" }).waitFor();
    await page.keyboard.press("Control+i");
    await section.waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("main").waitFor();
    expect(await section.count()).toBe(0);
  });

  test("covers the conversation on a phone, and nothing is wider than the screen", async () => {
    const page = await stage.page("Ada", "general", { viewport: { width: 390, height: 844 } });
    await page.getByRole("button", { name: "Show channels" }).click();
    const section = await inspector(page, "Requests and hooks");
    await app.post(general, { text: "seen on a phone" });
    await section.getByPlaceholder("Filter by path or body").fill("seen on a phone");
    await section.getByRole("button", { name: /POST/ }).click();
    await section.getByText("seen on a phone").first().waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    const box = await section.boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
    await section.getByRole("button", { name: "Close inspector" }).click();
    await page.getByRole("heading", { level: 1, name: "general" }).waitFor();
  });
});
