/** Finds a Chromium for the browser tests, and installs one where that is possible without asking. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macApp = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const installTimeoutMs = 300_000;

function onPath(): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

/** Whatever `playwright install` put into its folder, newest first, of any version. */
function inPlaywrightFolder(): string[] {
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH || join(homedir(), ".cache", "ms-playwright");
  if (!existsSync(folder)) return [chromium.executablePath()];
  const builds = readdirSync(folder).filter((name) => /^chromium-\d+$/.test(name));
  builds.sort((a, b) => Number(b.split("-")[1]) - Number(a.split("-")[1]));
  const found = builds.flatMap((build) =>
    ["chrome-linux/chrome", "chrome-linux64/chrome"].map((file) => join(folder, build, file)),
  );
  return [chromium.executablePath(), ...found];
}

/** Whether it is a browser that starts: a stub, or one whose libraries are missing, is not. */
function works(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return status === 0 && /chrom/i.test(stdout);
}

function firstThatWorks(): string | null {
  return [...onPath(), macApp, ...inPlaywrightFolder()].find(works) ?? null;
}

function run(command: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { env, stdio: "ignore", timeout: installTimeoutMs }).status === 0;
}

function install(): void {
  const packages = ["install", "-y", "--no-install-recommends", "chromium"];
  const isRoot = process.getuid?.() === 0;
  if (isRoot && run("apt-get", ["update"]) && run("apt-get", packages) && firstThatWorks()) return;
  run(process.execPath, ["node_modules/playwright-core/cli.js", "install", "chromium", "--no-shell"]);
}

/**
 * The path of a Chromium that starts: `CHROMIUM_PATH`, then PATH, then Playwright's folder, then a fresh install (Debian
 * package as root, else Playwright's download). Null, after one clear line on standard error, when there is none.
 */
export function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (works(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, which is not a Chromium that starts here`);
  }
  const found = firstThatWorks();
  if (found) return found;
  install();
  const installed = firstThatWorks();
  if (!installed) {
    const advice = "install the package chromium, or set CHROMIUM_PATH to one";
    process.stderr.write(
      `\nSKIPPED: the browser tests did not run, for there is no Chromium: ${advice}.\n\n`,
    );
  }
  return installed;
}

/** Flags that keep Chromium quiet and self-contained. */
export const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
