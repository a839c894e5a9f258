import { dirname, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { defaultBaseUrl } from "../../client/base-client";
import { hanging } from "../../pumble/hanging";
import { printable } from "../../pumble/printable";
import type { Order } from "../messages";
import { type Permissions, permissions } from "../permissions";
import { builtIn } from "./built-in";
import { builtSdk } from "./built-sdk";
import { converse, type End, type Start } from "./child";
import { childEnv, loadEnv } from "./child-env";
import { flagsToDeclare, flagsToRun, hostOf, pathsOf } from "./deno-flags";
import { problemIn, problemInOutput } from "./explain";
import { findDeno } from "./find-deno";
import { linksOut } from "./links";
import { moduleOf } from "./module";
import { checkReach } from "./reach";
import { type Redact, redactorOf, redactValue } from "./redact";
import { denoMissing, requirementOf } from "./runtime";
import { exitCodes, ScriptProblem } from "./script-problem";
import { readScript } from "./source";
import { stopSignal } from "./stop-signal";

export interface RunScriptOptions {
  /** Path of the TypeScript file. */
  file: string;
  /** Parsed JSON; undefined for none. */
  input?: unknown;
  /** Tell what would be changed instead of changing it. @default false */
  dryRun?: boolean;
  /** Where PUMBLE_API_KEY, PUMBLE_BASE_URL, DENO_PATH and what the script declares come from. @default process.env */
  env?: NodeJS.ProcessEnv;
  /** One line of progress. @default standard error */
  progress?: (line: string) => void;
  /** Stops the script. Without it SIGINT and SIGTERM do. */
  signal?: AbortSignal;
  /** Deno's binary, or null to run on Node; looked for when left out. */
  deno?: string | null;
  /** `deno`: do not run where nothing enforces the permissions. @default what the environment or the project requires */
  runtime?: string | undefined;
  /** The built SDK. @default the one of this package */
  sdk?: string;
}

export interface ScriptResult {
  /** What the script's `run` returned, as JSON holds it; null for nothing. */
  output: unknown;
  /** On "node" nothing enforced the permissions. */
  runtime: "deno" | "node";
  permissions: Permissions;
}

/** What a run needs to know, worked out once. */
interface Run {
  /** The path as the caller wrote it, for messages. */
  name: string;
  file: string;
  text: string;
  folder: string;
  env: NodeJS.ProcessEnv;
  baseUrl: string;
  apiHost: string;
  sdkUrl: string;
  progress: (line: string) => void;
  signal: AbortSignal;
  input: unknown;
  dryRun: boolean;
  redact: Redact;
}

/**
 * Runs a runtime script: under Deno with exactly the permissions that it declares, else on Node, saying so.
 * @throws {ScriptProblem} when it cannot be run, fails or is stopped
 */
export async function runScript(options: RunScriptOptions): Promise<ScriptResult> {
  const stop = stopSignal(options.signal);
  try {
    const run = prepareRun(options, stop.signal);
    const required = requirementOf(options.runtime, run.env, [run.folder, process.cwd()]);
    const deno =
      options.deno === undefined ? findDeno(run.env, [run.folder, process.cwd(), __dirname]) : options.deno;
    if (!deno && required) throw denoMissing(run.name, required);
    return await runModule(run, deno);
  } finally {
    stop.release();
  }
}

function prepareRun(options: RunScriptOptions, signal: AbortSignal): Run {
  const file = resolve(builtIn(options.file) ?? options.file);
  const env = options.env ?? process.env;
  const text = readScript(builtIn(options.file) ?? options.file);
  const baseUrl = env.PUMBLE_BASE_URL || defaultBaseUrl;
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    const nextStep = `Set it to an address such as ${defaultBaseUrl}, or unset it`;
    throw new ScriptProblem(`PUMBLE_BASE_URL is no web address: ${JSON.stringify(baseUrl)}`, nextStep, 2);
  }
  const redact = redactorOf(env.PUMBLE_API_KEY);
  const print = options.progress ?? ((line: string) => void process.stderr.write(`${line}\n`));
  return {
    name: nameOf(options.file),
    file,
    text,
    folder: builtIn(options.file) ? process.cwd() : dirname(file),
    input: options.input,
    dryRun: options.dryRun ?? false,
    env,
    baseUrl,
    apiHost: hostOf(baseUrl),
    sdkUrl: pathToFileURL(options.sdk ?? builtSdk()).href,
    progress: (line) => print(printable(redact(line))),
    signal,
    redact,
  };
}

/** As the caller named it, short where that is below the working folder. */
function nameOf(script: string): string {
  if (builtIn(script)) return script;
  const below = relative(process.cwd(), resolve(script));
  return below.startsWith("..") ? resolve(script) : below;
}

/** What runs the file, and with which arguments. */
interface Runtime {
  name: "deno" | "node";
  program: string;
  file: string;
  /** @param declared undefined while the script is only loaded */
  args(declared?: Permissions): string[];
}

async function runModule(run: Run, deno: string | null): Promise<ScriptResult> {
  const { file, remove } = await moduleOf(run, run.sdkUrl);
  try {
    return await loadAndRun(run, deno ? denoAt(deno, file, run) : node(file, run));
  } finally {
    remove();
  }
}

function denoAt(program: string, file: string, run: Run): Runtime {
  const flags = (declared?: Permissions): string[] => {
    if (!declared) return flagsToDeclare(run.sdkUrl);
    const paths = pathsOf(declared, run.folder);
    return flagsToRun(declared, { ...run, paths, linksOut: linksOut(run.name, paths) });
  };
  return { name: "deno", program, file, args: (declared) => ["run", ...flags(declared)] };
}

function node(file: string, run: Run): Runtime {
  const notice =
    "Deno was not found, so this runs on Node, where the script's permissions are NOT enforced. " +
    "To have them enforced: npm install --save-dev deno";
  for (const line of hanging(`${run.name}: `, notice, "  ").split("\n")) run.progress(line);
  return { name: "node", program: process.execPath, file, args: () => ["--no-warnings"] };
}

async function loadAndRun(run: Run, runtime: Runtime): Promise<ScriptResult> {
  const { program, file } = runtime;
  const cwd = run.folder;
  const loading: Start = { program, file, cwd, args: runtime.args(), env: loadEnv(run.env) };
  const declared = declaration(run, await talk(run, loading, { mode: "declare", input: run.input }));
  const rehearsal = run.dryRun ? "dry run, " : "";
  run.progress(`${run.name}: ${rehearsal}permissions ${describe(declared)}`);
  checkReach(run.name, declared, run.env);
  const env = childEnv(run.env, declared, run.baseUrl);
  const running: Start = { program, file, cwd, args: runtime.args(declared), env };
  const access = { baseUrl: run.baseUrl, apiKey: run.env.PUMBLE_API_KEY };
  const end = await talk(run, running, { mode: "run", input: run.input, dryRun: run.dryRun, access });
  return { output: redactValue(run.redact, output(run, end)), runtime: runtime.name, permissions: declared };
}

async function talk(run: Run, start: Start, order: Order): Promise<End> {
  const log = (line: string): void => run.progress(`${run.name}: ${line}`);
  const end = await converse(start, order, order.mode === "declare" ? () => {} : log, run.signal).catch(
    (error: NodeJS.ErrnoException) => {
      throw new ScriptProblem(
        `${start.program} cannot be started (${error.code})`,
        "Check DENO_PATH",
        exitCodes.usage,
      );
    },
  );
  if (end.stopped) {
    const nextStep = "What it had done so far stays; run it again when you are ready";
    throw new ScriptProblem(`Script ${run.name} was stopped`, nextStep, exitCodes.stopped);
  }
  return end;
}

function declaration(run: Run, end: End): Permissions {
  if (end.report?.type !== "declaration") throw problemOf(run, end, false);
  const parsed = permissions.safeParse(end.report.permissions);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = ["permissions", ...issue.path].join(".");
  const nextStep = 'A script can declare net (hosts or "pumble"), env, key, read and write';
  throw new ScriptProblem(`Script ${run.name} declares wrongly: ${field}: ${issue.message}`, nextStep);
}

function output(run: Run, end: End): unknown {
  if (end.report?.type === "done") return end.report.output;
  throw problemOf(run, end, true);
}

function problemOf(run: Run, end: End, loaded: boolean): ScriptProblem {
  const problem = end.report
    ? problemIn(run.name, end.report, run.apiHost)
    : problemInOutput(run.name, end.stderr, run.apiHost, loaded);
  return new ScriptProblem(run.redact(problem.message), run.redact(problem.nextStep), problem.exitCode);
}

function describe(declared: Permissions): string {
  const parts = Object.entries(declared).map(([kind, value]) =>
    typeof value === "boolean"
      ? value
        ? kind
        : `no ${kind}`
      : `${kind} ${[value].flat().join(", ") || "none"}`,
  );
  return parts.join("; ") || "none";
}
