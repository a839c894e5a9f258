/** The script's side of the conversation with the runner. */
import { BaseClient, type BaseClientOptions } from "../client/base-client";
import { PumbleConfigError, PumbleError } from "../client/errors";
import { FetchTransport } from "../client/transports/fetch";
import { RehearsedTransport } from "./dry-run";
import { fetchWithKey, placeholder } from "./held-key";
import { currentHost, type Host } from "./host";
import { checkInput, InputProblem } from "./input";
import { type Access, type Order, type Report, runnerFlag } from "./messages";
import { drain, orderAtOnce, orderOf } from "./order";
import type { Script, ScriptFiles } from "./script";

/** After a request to stop, the script may tidy up for so long. */
const graceMs = 2_000;

type Emit = (report: Report) => Promise<void>;

const host = currentHost();
const flag = host.args.find((arg) => arg.startsWith(runnerFlag));
const emit = flag === undefined ? undefined : emitter(host, flag.slice(runnerFlag.length));
let served = false;

if (emit) redirectConsole(emit);

// Where the SDK is loaded before the script, the script sees nothing of the order, and so nothing of the key.
const early = emit && orderAtOnce(host);
const heldEarly = early && held(early);

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
  const pieces = host.input()[Symbol.asyncIterator]();
  const { order, connection } = heldEarly ?? held(await orderOf(pieces));
  void drain(pieces).finally(() => {
    stop.abort(new Error("the script was stopped"));
    setTimeout(() => host.exit(1), graceMs);
  });
  const report =
    order.mode === "declare"
      ? declare(script, order.input)
      : await run(script, { ...order, connection: connection! }, send, stop.signal);
  await send(report);
  host.exit(report.type === "done" || report.type === "declaration" ? 0 : 1);
}

function declare({ permissions = {}, input }: Script, given: unknown): Report {
  if (typeof permissions !== "function") return { type: "declaration", permissions };
  try {
    return { type: "declaration", permissions: permissions(checkInput(input, given) as never) };
  } catch (error) {
    return failureReport(error);
  }
}

/** How the client calls. */
type Connection = Pick<BaseClientOptions, "apiKey" | "baseUrl" | "transport">;

/** The order, and the connection that it gives. */
function held(order: Order): { order: Order; connection?: Connection } {
  return order.mode === "run" ? { order, connection: connectionOf(order.access) } : { order };
}

/** The client gets no key that could be one, only what stands for it; where none is, it is the client that says so. */
function connectionOf({ apiKey = "", baseUrl }: Access): Connection {
  const key = apiKey.trim();
  if (!/^[\x21-\x7e]+$/.test(key)) return { apiKey: key, baseUrl, transport: new FetchTransport() };
  return { apiKey: placeholder, baseUrl, transport: new FetchTransport(fetchWithKey(key, baseUrl)) };
}

/** A run that was ordered. */
type RunOrder = Omit<Extract<Order, { mode: "run" }>, "access"> & { connection: Connection };

async function run(
  script: Script,
  { input, dryRun, connection }: RunOrder,
  send: Emit,
  signal: AbortSignal,
): Promise<Report> {
  const log = (text: string): void => void send({ type: "log", text: String(text) });
  let client: BaseClient | undefined;
  try {
    const output = await script.run({
      get pumble() {
        client ??= connect(connection, log, dryRun);
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
function connect(connection: Connection, log: (text: string) => void, dryRun: boolean): BaseClient {
  const { transport } = connection;
  return new BaseClient({
    ...connection,
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
