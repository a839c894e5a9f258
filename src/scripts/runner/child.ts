import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { namedFileBytesMax, tooLargeFile } from "../../pumble/at-most";
import { type Order, type Report, runnerFlag } from "../messages";

/** How to start a script's process; the flag that tells the SDK about the runner is added. */
export interface Start {
  program: string;
  /** Up to the script's file. */
  args: readonly string[];
  /** The file that runs. */
  file: string;
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** How a script's process ended. */
export interface End {
  /** What the script reported, log lines aside; undefined when it never came to it. */
  report: Exclude<Report, { type: "log" }> | undefined;
  /** What the runtime wrote to standard error, for when there is no report. */
  stderr: string;
  stopped: boolean;
}

/** From the request to stop until the process is killed. The script's side gives up a second before. */
const killAfterMs = 3_000;
const stderrMax = 20_000;

/**
 * Starts a script's process, gives it the order and waits for its end. Standard input stays open meanwhile: when we
 * are gone, for whatever reason, it ends, and the script stops.
 * @param log one line of progress
 */
export async function converse(
  start: Start,
  order: Order,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<End> {
  const token = randomBytes(12).toString("hex");
  const url = pathToFileURL(start.file).href;
  const child = spawn(start.program, [...start.args, start.file, `${runnerFlag}${token}`, url], {
    cwd: start.cwd,
    env: start.env,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
    // A group of its own: Ctrl-C reaches us, and the script hears of it from us.
    detached: process.platform !== "win32",
  });
  const end: End = { report: undefined, stderr: "", stopped: false };
  const stop = (): void => {
    end.stopped = true;
    child.stdin.end();
    setTimeout(() => child.kill("SIGKILL"), killAfterMs).unref();
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  child.stdin.on("error", () => {}); // it may end before it has read everything
  child.stdin.write(`${JSON.stringify(order)}\n`);
  createInterface({ input: child.stdout }).on("line", (line) => {
    const report = reportIn(line, token);
    if (!report) log(line);
    else if (report.type === "log") log(report.text);
    else end.report = report;
  });
  let lineBytes = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    const lastEnd = chunk.lastIndexOf("\n");
    lineBytes = lastEnd < 0 ? lineBytes + chunk.length : chunk.length - lastEnd - 1;
    if (lineBytes > namedFileBytesMax) child.kill("SIGKILL");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    if (end.stderr.length < stderrMax) end.stderr += chunk.toString();
  });
  try {
    await closed(child);
  } finally {
    signal.removeEventListener("abort", stop);
  }
  if (lineBytes > namedFileBytesMax)
    end.report = { type: "failed", message: `it wrote a line that ${tooLargeFile}` };
  return end;
}

const report = z.discriminatedUnion("type", [
  z.object({ type: z.literal("declaration"), permissions: z.unknown() }),
  z.object({ type: z.literal("log"), text: z.string() }),
  z.object({ type: z.literal("done"), output: z.unknown() }),
  z.object({ type: z.enum(["refused", "denied"]), message: z.string() }),
  z.object({
    type: z.literal("failed"),
    message: z.string(),
    nextStep: z.string().optional(),
    at: z.string().optional(),
  }),
]);

/** The token is among the script's arguments, where it can read it: what follows it need be no report. */
function reportIn(line: string, token: string): Report | undefined {
  if (!line.startsWith(`${token} `)) return undefined;
  try {
    return report.safeParse(JSON.parse(line.slice(token.length + 1))).data;
  } catch {
    return undefined;
  }
}

function closed(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
}
