import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cdktfCommand, runCommand } from "../../src/cli/cdktf";
import { terraformEnvironment } from "../../src/cli/terraform";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { chromiumArgs, findChromium } from "./find-chromium";
import { composer } from "./parts";

const executablePath = findChromium();
let stack: TestStack;
let scratch: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  if (!executablePath) return;
  stack = await startTestStack();
  scratch = mkdtempSync(join(tmpdir(), "pumble-deployed-"));
  const { code, output } = await runCommand(
    [
      ...cdktfCommand().command,
      "deploy",
      "--auto-approve",
      "--output",
      relative(process.cwd(), join(scratch, "cdktf.out")),
    ],
    { env: terraformEnvironment({ ...stack.env, PUMBLE_STATE_FILE: join(scratch, "state.tfstate") }) },
  );
  if (code !== 0) throw new Error(output);
  browser = await chromium.launch({ executablePath, args: chromiumArgs });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(15_000);
  await page.goto(`${stack.stack.pageUrl}?member=${stack.stack.member.id}`);
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  if (scratch) rmSync(scratch, { recursive: true, force: true });
});

describe.skipIf(!executablePath)("a member, after cdktf deploy", () => {
  test("sees the channel in the sidebar and the announcement in it", async () => {
    await page.getByRole("link", { name: /announcements/ }).click();
    await page.getByRole("heading", { level: 1, name: "announcements" }).waitFor();
    await page.getByRole("main").getByText("This channel and this message are declared in code.").waitFor();
  });

  test("types /api-keys list and sees an answer of their own that holds no secret", async () => {
    await composer(page).fill("/api-keys list");
    await composer(page).press("Enter");
    const answer = page.getByRole("main").locator("article.message", { hasText: "e2e" });
    await answer.waitFor();
    await answer.getByText("Only visible to you").waitFor();
    const secret = stack.apiKey.split("_")[2]!;
    expect(await page.content()).not.toContain(secret);
  });
});
