import { writeSync } from "node:fs";
import type { Environment } from "./handshake";

const levels = ["trace", "debug", "info", "warn", "error", "off"] as const;

/** From the most talkative to silence. */
export type LogLevel = (typeof levels)[number];

/** Extra facts of a line. Values are written as JSON. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes lines that Terraform shows as its own log entries. Give it no secrets: Terraform hides nothing. */
export interface Logger {
  trace(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** Whether lines of this level are written at all. */
  isOn(level: LogLevel): boolean;
  /** The same logger with facts that every line has. */
  with(fields: LogFields): Logger;
}

export interface LoggerOptions {
  /** The provider's type, `random`; `TF_LOG_PROVIDER_RANDOM` then sets its level. */
  readonly name: string;
  /** @default process.env */
  readonly env?: Environment;
  /** Level when no variable says one. @default "off" */
  readonly fallback?: LogLevel;
  /** Takes each finished line. @default writes to stderr */
  readonly write?: (line: string) => void;
}

/** Terraform cuts lines at 64 KiB and then shows them raw. */
const longestLineBytes = 60_000;
const longestTextCharacters = 8000;

/** Makes a logger whose level follows `TF_LOG_PROVIDER_<NAME>`, `TF_LOG_PROVIDER` and `TF_LOG`, the first that is set. */
export function createLogger(options: LoggerOptions): Logger {
  const threshold = levelFrom(options.env ?? process.env, options.name, options.fallback ?? "off");
  return makeLogger(levels.indexOf(threshold), options.write ?? writeStderr, { "@module": options.name });
}

/** The level that the environment asks for. A value that is no level counts as trace, as in Terraform. */
export function levelFrom(env: Environment, name: string, fallback: LogLevel = "off"): LogLevel {
  const own = `TF_LOG_PROVIDER_${name.toUpperCase().replaceAll("-", "_")}`;
  const asked = env[own] || env["TF_LOG_PROVIDER"] || env["TF_LOG"];
  if (!asked) return fallback;
  return levels.find((level) => level === asked.toLowerCase()) ?? "trace";
}

function makeLogger(threshold: number, write: (line: string) => void, always: LogFields): Logger {
  const isOn = (level: LogLevel): boolean => level !== "off" && levels.indexOf(level) >= threshold;
  const at = (level: LogLevel) => (message: string, fields?: LogFields) => {
    if (isOn(level)) write(formatLine(level, message, { ...always, ...fields }));
  };
  return {
    trace: at("trace"),
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    isOn,
    with: (fields) => makeLogger(threshold, write, { ...always, ...fields }),
  };
}

/**
 * One log entry as Terraform reads it: a JSON object in one line. Terraform itself crashes when `@level`, `@message` or
 * `@timestamp` is not a string, and shows the raw line unless the timestamp has six fractional digits.
 */
export function formatLine(
  level: LogLevel,
  message: string,
  fields: LogFields = {},
  now = new Date(),
): string {
  const head = {
    "@level": level,
    "@message": shorten(String(message)),
    "@timestamp": now.toISOString().replace("Z", "000Z"),
  };
  const facts: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (key === "@module") facts[key] = String(value);
    else facts[key.replace(/^@+/, "")] = plain(value);
  }
  const line = JSON.stringify({ ...facts, ...head });
  if (Buffer.byteLength(line) <= longestLineBytes) return `${line}\n`;
  return `${JSON.stringify({ ...head, cut: "the facts of this line were too long" })}\n`;
}

/** A value that JSON can hold, whatever it was. */
function plain(value: unknown): unknown {
  if (typeof value === "string") return shorten(value);
  if (typeof value === "bigint") return String(value);
  if (value instanceof Error) return shorten(value.stack ?? value.message);
  try {
    const text = JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === "bigint" ? String(inner) : inner,
    );
    return text === undefined ? String(value) : JSON.parse(text);
  } catch {
    return "(not loggable)";
  }
}

function shorten(text: string): string {
  if (text.length <= longestTextCharacters) return text;
  return `${text.slice(0, longestTextCharacters)}… (${text.length} characters)`;
}

/** Writes to stderr at once and without Node's stream; a host that has gone away is no reason to fail. */
export function writeStderr(text: string): void {
  let rest = Buffer.from(text);
  for (let attempt = 0; rest.length > 0 && attempt < 100; attempt++) {
    try {
      rest = rest.subarray(writeSync(2, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
