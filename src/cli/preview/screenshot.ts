/** A picture of the local workspace's page, by the Chromium that is there. */
import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { Report } from "../../review";
import type { LocalStack } from "../local-stack";
import { CliProblem } from "../problem";

const commands = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome"];
const macApp = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

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
 * The first channel that a plan changes, as the key's owner sees it.
 * @param file a PNG
 */
export async function takePicture(stack: LocalStack, report: Report, file: string): Promise<void> {
  const changed = report.stacks.flatMap(({ changes }) => changes.map(({ channel }) => channel));
  const name = changed.find((channel) => channel !== null) ?? null;
  const url = await addressOf(stack, name);
  const profile = mkdtempSync(join(tmpdir(), "pumble-chromium-"));
  const args = [
    ...["--headless=new", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions"],
    ...[
      "--window-size=1280,900",
      "--virtual-time-budget=8000",
      `--user-data-dir=${profile}`,
      `--screenshot=${file}`,
    ],
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    url,
  ];
  try {
    await promisify(execFile)(findBrowser(), args, { timeout: 60_000 });
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
  if (!existsSync(file))
    throw new CliProblem(`Chromium took no picture of ${url}.`, "Try CHROMIUM_PATH with another one.");
}

async function addressOf({ pageUrl, member }: LocalStack, name: string | null): Promise<string> {
  const response = await fetch(new URL("/page/api/channels", pageUrl), {
    headers: { "x-pumble-member": member.id },
  });
  const entries = (await response.json()) as { channel: { id: string; name: string } }[];
  const found = entries.find(({ channel }) => channel.name === name);
  const url = new URL(pageUrl);
  url.searchParams.set("member", member.id);
  if (found) url.hash = `/${found.channel.id}`;
  return url.href;
}
