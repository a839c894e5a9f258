/** The script's side of the conversation with the runner. */
import { BaseClient } from "../client/base-client";
import { PumbleConfigError, PumbleError } from "../client/errors";
import { FetchTransport } from "../client/transports/fetch";
import { RehearsedTransport } from "./dry-run";
import { currentHost, type Host } from "./host";
import { checkInput, InputProblem } from "./input";
import { type Order, type Report, runnerFlag } from "./messages";
import type { Script, ScriptFiles } from "./script";

/** After a request to stop, the script may tidy up for so long. */
const graceMs = 2_000;

type Emit = (report: Report) => Promise<void>;

const host = currentHost();
const flag = host.args.find((arg) => arg.startsWith(runnerFlag));
const emit = flag === undefined ? undefined : emitter(host, flag.slice(runnerFlag.length));
let served = false;

if (emit) redirectConsole(emit);

/** Obeys the runner, if one started this process; else does nothing, so that a script can be imported and tested. */
export function serveRunner(script: Script): void {
  if (!emit || served) return;
  served = true;
  void evaluated(host).then(() => obey(script, emit).catch(fail), leaveToRuntime);
}

async function fail(error: unknown): Promise<void> {
  await emit?.(failureReport(error));
  host.exit(1);
}

/** Resolves when the whole file has been evaluated; rejects with what it threw. */
async function evaluated({ args }: Host): Promise<void> {
  await import(args[args.indexOf(flag!) + 1]!);
}

/** A file that throws while it is loaded ends by itself, and the runner reads why. */
function leaveToRuntime(): void {}

function emitter(to: Host, token: string): Emit {
  let last = Promise.resolve();
  return (report) => {
    last = last.then(() => to.write(`${token} ${JSON.stringify(report)}\n`));
    return last;
  };
}

/** Standard output belongs to the runner, so what a script prints travels as progress. */
function redirectConsole(send: Emit): void {
  const print = (...values: unknown[]): void => {
    const text = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" ");
    void send({ type: "log", text });
  };
  Object.assign(console, { log: print, info: print, debug: print, warn: print, error: print });
}

async function obey(script: Script, send: Emit): Promise<void> {
  const stop = new AbortController();
  const order = await firstOrder(host, () => {
    stop.abort(new Error("the script was stopped"));
    setTimeout(() => host.exit(1), graceMs);
  });
  const report =
    order.mode === "declare" ? declare(script, order.input) : await run(script, order, send, stop.signal);
  await send(report);
  host.exit(report.type === "done" || report.type === "declaration" ? 0 : 1);
}

/** The first line of standard input; `ended` is called when the rest of it ends, which is when the runner is gone. */
async function firstOrder(from: Host, ended: () => void): Promise<Order> {
  const pieces = from.input()[Symbol.asyncIterator]();
  const decoder = new TextDecoder();
  let text = "";
  while (!text.includes("\n")) {
    const { done, value } = await pieces.next();
    if (done) throw new Error("the runner ended before it said what to do");
    text += decoder.decode(value, { stream: true });
  }
  const drain = async (): Promise<void> => {
    while (!(await pieces.next()).done);
  };
  void drain().then(ended, ended);
  return JSON.parse(text.slice(0, text.indexOf("\n"))) as Order;
}

function declare({ permissions = {}, input }: Script, given: unknown): Report {
  if (typeof permissions !== "function") return { type: "declaration", permissions };
  try {
    return { type: "declaration", permissions: permissions(checkInput(input, given) as never) };
  } catch (error) {
    return failureReport(error);
  }
}

/** A run that was ordered. */
type RunOrder = Extract<Order, { mode: "run" }>;

async function run(
  script: Script,
  { input, dryRun }: RunOrder,
  send: Emit,
  signal: AbortSignal,
): Promise<Report> {
  const log = (text: string): void => void send({ type: "log", text: String(text) });
  let client: BaseClient | undefined;
  try {
    const output = await script.run({
      get pumble() {
        client ??= connect(log, dryRun);
        return client;
      },
      input: checkInput(script.input, input) as never,
      log,
      files: files(log, dryRun),
      dryRun,
      signal,
    });
    return { type: "done", output: checkedOutput(output) };
  } catch (error) {
    return failureReport(error);
  }
}

/** The client logs at the info level when it waits or tries again, which is what a person watching wants to know. */
function connect(log: (text: string) => void, dryRun: boolean): BaseClient {
  const transport = new FetchTransport();
  return new BaseClient({
    apiKey: host.env("PUMBLE_API_KEY") ?? "",
    baseUrl: host.env("PUMBLE_BASE_URL") || undefined,
    transport: dryRun ? new RehearsedTransport(transport, log) : transport,
    log: { debug() {}, info: log, warn: log },
  });
}

function files(log: (text: string) => void, dryRun: boolean): ScriptFiles {
  if (!dryRun) return host.files;
  const write = async (path: string, text: string): Promise<void> =>
    log(`dry run, not written: ${path}, ${text.length} characters`);
  return { read: host.files.read, write };
}

function checkedOutput(output: unknown): unknown {
  if (output === undefined) return null;
  try {
    const text = JSON.stringify(output);
    if (text !== undefined) return JSON.parse(text);
  } catch {}
  throw new Error("the script's output does not fit into JSON");
}

function failureReport(error: unknown): Report {
  if (error instanceof InputProblem) return { type: "refused", message: error.message };
  if (!(error instanceof Error)) return { type: "failed", message: `it threw ${JSON.stringify(error)}` };
  // Mostly a NotCapable, but an import's denial is a TypeError with the same words.
  if (/^Requires \w+ access to /.test(error.message)) return { type: "denied", message: error.message };
  if (error instanceof PumbleError) {
    return { type: "failed", message: error.message, nextStep: error.nextStep };
  }
  if (error instanceof PumbleConfigError) {
    return { type: "failed", message: error.title, nextStep: error.nextStep };
  }
  const at = /\/([^/\s]+\.[mc]?tsx?:\d+:\d+|[^/\s]+\.mjs:\d+:\d+)/.exec(ownFrames(error.stack))?.[1];
  const message = error.name === "Error" ? error.message : `${error.name}: ${error.message}`;
  return { type: "failed", message, ...(at && { at }) };
}

/** The stack without the SDK's own frames. */
function ownFrames(stack = ""): string {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line) && !line.includes("/pumble-iac.mjs"))
    .join("\n");
}
