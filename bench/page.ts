/**
 * `npm run bench:page`: the local workspace's page in Chromium, with 500 channels and 5,000 messages in one of them. Each
 * step is traced by the browser; its figure is the longest task of the page's thread, for which nothing else can be done or
 * drawn. A Markdown table on stdout; exit 1 when a step takes longer than a tenth of a second of the processor.
 */
import { loadavg } from "node:os";
import { Command } from "commander";
import type { Browser, Page } from "playwright-core";
import type { Seed } from "../src/local";
import { findChromium } from "../test/browser/find-chromium";
import { Stage } from "../test/browser/stage";
import { type Longest, longestTask } from "./browser-trace";
import { largeSeed, sentences } from "./large-seed";

/** Longest task of a step, in ms of the processor. */
const mustMs = 100;

interface Size {
  channels: number;
  messages: number;
  runs: number;
}

/** Few messages in each channel, many in `busy`, with what messages can have. */
function seedOf({ channels, messages }: Size): Seed {
  const quiet = largeSeed({ channels: channels - 1, messages: 4 * (channels - 1) });
  const sentence = sentences(3);
  const emails = quiet.users!.map(({ email }) => email);
  const busy = {
    name: "busy",
    messages: Array.from({ length: messages }, (_, at) => ({
      from: emails[Math.floor(at / 3) % emails.length]!,
      markdown: at % 5 === 0 ? `**${sentence()}**\n\n- ${sentence()}\n- \`code\` :tada:` : sentence(),
      ...(at % 7 === 0 ? { reactions: { ":+1:": emails.slice(0, 3), ":rocket:": emails.slice(3, 5) } } : {}),
      ...(at % 11 === 0 ? { replies: [{ from: emails[1]!, text: sentence() }] } : {}),
    })),
  };
  return { ...quiet, channels: [busy, ...quiet.channels!] };
}

interface Step {
  title: string;
  /** How often it is done; each time is measured. */
  times: number;
  work(run: number): Promise<unknown>;
}

/** Until the page has drawn what it was told. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
}

async function shown(page: Page, name: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  await page.locator(`section[aria-label='Messages in #${name}'] article`).last().waitFor();
  await drawn(page);
}

function stepsOf(page: Page, { channels, runs }: Size): Step[] {
  const address = page.url();
  const entry = (name: string) => page.locator(".entries").getByText(name, { exact: true });
  const other = (run: number) => `channel-${(run * 37) % (channels - 1)}`;
  const searchField = page.getByRole("searchbox", { name: "Search messages" });
  const list = page.locator("main .messages");
  const open = async (name: string) => {
    await entry(name).click();
    await shown(page, name);
  };
  return [
    {
      title: "Open the page",
      times: runs,
      async work() {
        await page.goto("about:blank");
        await page.goto(address);
        await shown(page, "busy");
      },
    },
    { title: "Switch to another channel", times: runs, work: (run) => open(other(run)) },
    { title: "Switch to the large channel", times: 1, work: () => open("busy") },
    {
      title: "Open the search (Ctrl+K)",
      times: runs,
      async work() {
        await page.keyboard.press("Control+k");
        await searchField.waitFor();
        await drawn(page);
        await page.keyboard.press("Escape");
        await searchField.waitFor({ state: "detached" });
      },
    },
    {
      title: "Type into the search",
      times: 1,
      async work() {
        await page.keyboard.press("Control+k");
        await searchField.pressSequentially("channel-4");
        await page.getByRole("list", { name: "Channels and people" }).waitFor();
        await page.keyboard.press("Escape");
      },
    },
    {
      title: "Narrow the list of channels",
      times: 1,
      async work() {
        const field = page.getByRole("searchbox", { name: "Find a channel in the list" });
        await field.pressSequentially("channel-4");
        await field.fill("");
        await drawn(page);
      },
    },
    {
      title: "Scroll up through the messages",
      times: 1,
      async work() {
        for (;;) {
          await list.hover();
          await page.mouse.wheel(0, -4000);
          await drawn(page);
          if ((await page.locator("main .beginning").count()) > 0) return;
        }
      },
    },
    {
      title: "Scroll at the beginning",
      times: 1,
      async work() {
        for (let turn = 0; turn < 20; turn += 1) {
          await page.mouse.wheel(0, turn < 10 ? 1500 : -1500);
          await drawn(page);
        }
      },
    },
    {
      title: "Write a message after that",
      times: 1,
      async work() {
        await page.locator("main textarea").pressSequentially("hello there");
        await drawn(page);
      },
    },
  ];
}

interface Figure extends Longest {
  title: string;
  steps: number;
}

async function measure(browser: Browser, page: Page, { title, times, work }: Step): Promise<Figure> {
  const found: Longest[] = [];
  for (let run = 0; run < times; run += 1) found.push(await longestTask(browser, page, () => work(run)));
  return {
    title,
    steps: times,
    wallMs: Math.max(...found.map(({ wallMs }) => wallMs)),
    processorMs: Math.max(...found.map(({ processorMs }) => processorMs)),
  };
}

function row({ title, processorMs, wallMs }: Figure): string {
  const verdict = processorMs <= mustMs ? "ok" : "over";
  return `| ${title} | ${processorMs.toFixed(1)} ms | ${wallMs.toFixed(1)} ms | ≤ ${mustMs} ms | ${verdict} |`;
}

async function bench(size: Size): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("The benchmark of the page needs a Chromium.");
  const stage = new Stage();
  try {
    await stage.open(executablePath, { seed: seedOf(size) });
    const page = await stage.page("Member 0", "busy");
    console.log("| Longest task | Processor | By the clock | Must | |\n| --- | --- | --- | --- | --- |");
    for (const step of stepsOf(page, size)) {
      const figure = await measure(page.context().browser()!, page, step);
      console.log(row(figure));
      if (figure.processorMs > mustMs) process.exitCode = 1;
    }
    const { channels, messages, runs } = size;
    const load = loadavg()[0]!.toFixed(1);
    console.log(
      `\n${channels} channels, ${messages} messages in one; the worst of ${runs}, load average ${load}.`,
    );
  } finally {
    await stage.close();
  }
}

new Command("bench:page")
  .option("--channels <count>", "channels", Number, 500)
  .option("--messages <count>", "messages in one of them", Number, 5000)
  .option("--runs <count>", "runs of each step", Number, 5)
  .action(bench)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  });
