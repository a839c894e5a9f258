/** Takes a picture of a page with a Chromium, by its DevTools protocol over two pipes. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout as passed } from "node:timers/promises";
import { CliProblem } from "../cli-problem";

const commands = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome"];
const macApp = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const size = { width: 1280, height: 900 };
const longestMs = 60_000;
const closingMaxMs = 5_000;

/** @throws {CliProblem} when there is none */
function findBrowser(): string {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  const candidates = [process.env.CHROMIUM_PATH, ...onPath, macApp].filter((path) => path !== undefined);
  const found = candidates.find((path) => existsSync(path) && works(path));
  if (found) return found;
  throw new CliProblem(
    "No Chromium was found for the picture.",
    "Install Chrome or Chromium, name one with CHROMIUM_PATH, or leave --screenshot out.",
  );
}

function works(path: string): boolean {
  const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return status === 0 && /chrom/i.test(stdout);
}

/**
 * @param file a PNG
 * @throws {CliProblem} when no browser is there, or it does not answer
 */
export async function takePicture(url: string, file: string): Promise<void> {
  const command = findBrowser();
  const profile = mkdtempSync(join(tmpdir(), "pumble-chromium-"));
  const browser = spawn(
    command,
    [
      ...[
        "--headless=new",
        "--disable-gpu",
        "--hide-scrollbars",
        "--no-first-run",
        "--remote-debugging-pipe",
      ],
      ...[`--user-data-dir=${profile}`, `--window-size=${size.width},${size.height}`],
      // Containers of CI run as root, where Chromium's sandbox does not.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const gone = new Promise<void>((done) => browser.once("close", () => done()));
  const tools = new DevTools(browser);
  try {
    writeFileSync(file, await pictureOf(tools, url));
  } finally {
    // Killed at once, it would leave processes behind that still write to the profile.
    tools.call("Browser.close", {}).catch(() => {});
    const late = setTimeout(() => browser.kill("SIGKILL"), closingMaxMs);
    await gone;
    clearTimeout(late);
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function pictureOf(tools: DevTools, url: string): Promise<Buffer> {
  const { targetId } = await tools.call<{ targetId: string }>("Target.createTarget", { url: "about:blank" });
  const attach = { targetId, flatten: true };
  const { sessionId } = await tools.call<{ sessionId: string }>("Target.attachToTarget", attach);
  await tools.call(
    "Emulation.setDeviceMetricsOverride",
    { ...size, deviceScaleFactor: 1, mobile: false },
    sessionId,
  );
  await tools.call("Page.navigate", { url }, sessionId);
  await settled(tools, sessionId);
  const { data } = await tools.call<{ data: string }>("Page.captureScreenshot", { format: "png" }, sessionId);
  return Buffer.from(data, "base64");
}

/** Waits until the page shows something, and the same a moment later. */
async function settled(tools: DevTools, sessionId: string): Promise<void> {
  const expression = "document.readyState + document.body?.innerText";
  let before = "";
  for (let waited = 0; waited < longestMs / 2; waited += 500) {
    const { result } = await tools.call<{ result: { value?: string } }>(
      "Runtime.evaluate",
      { expression },
      sessionId,
    );
    const now = result.value ?? "";
    if (now.startsWith("complete") && now.length > 100 && now === before) return;
    before = now;
    await passed(500);
  }
}

/** Calls and answers of the DevTools protocol: JSON texts, each ended by a zero byte. */
class DevTools {
  private last = 0;
  private readonly open = new Map<
    number,
    (answer: { result?: unknown; error?: { message: string } }) => void
  >();
  private readonly input: Writable;

  constructor(browser: ChildProcess) {
    const [, , , input, output] = browser.stdio as unknown as [null, null, null, Writable, Readable];
    this.input = input;
    input.on("error", () => {}); // The browser ended; whoever waits is told by the time limit.
    let text = "";
    output.setEncoding("utf8").on("data", (chunk: string) => {
      const messages = (text + chunk).split("\0");
      text = messages.pop()!;
      for (const message of messages) this.take(JSON.parse(message));
    });
  }

  call<T>(method: string, params: object, sessionId?: string): Promise<T> {
    const id = ++this.last;
    return new Promise((done, fail) => {
      const late = () =>
        fail(new CliProblem(`Chromium does not answer to ${method}.`, "Try CHROMIUM_PATH with another one."));
      const timer = setTimeout(late, longestMs).unref();
      this.open.set(id, ({ result, error }) => {
        clearTimeout(timer);
        if (error) fail(new Error(`${method}: ${error.message}`));
        else done(result as T);
      });
      this.input.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
    });
  }

  private take(message: { id?: number; result?: unknown; error?: { message: string } }): void {
    if (message.id === undefined) return;
    this.open.get(message.id)?.(message);
    this.open.delete(message.id);
  }
}
