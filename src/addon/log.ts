/** Structured logs: one JSON object a line, secrets taken out on the way. */
import { redactApiKeys } from "../pumble/api-keys/api-key";
import { inertJson } from "../pumble/printable";

export type LogLevel = "debug" | "info" | "warn" | "error";
const ranks: Record<LogLevel | "silent", number> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

/** Fields of one line. Values with telling names are replaced whole. */
export type LogFields = Record<string, unknown>;

/** Writes lines at or above its level. */
export interface Log extends Record<LogLevel, (message: string, fields?: LogFields) => void> {
  /** Whether lines of this level are written at all; where making their fields costs, ask first. */
  writes(level: LogLevel): boolean;
  /**
   * A line whose fields are an object's JSON already, for lines that come by the thousand. Secrets are taken out of its
   * texts, which one look finds to hold none nearly always.
   */
  json(level: LogLevel, message: string, json: string): void;
}

const secretName = /token|secret|password|authorization|api-?key|appkey|encryptionkey|cookie/i;
const secretText = /\b(xpcls|xpss|xapp|xoxb)-[0-9A-Za-z_-]{8,}/g;
/** Texts without any of these hold no secret that the patterns know. */
const mayBeSecret = /pmb_|xp|xapp|xoxb/;
/** Few names come again and again. */
const isSecretName = new Map<string, boolean>();

function namesSecret(name: string): boolean {
  let isSecret = isSecretName.get(name);
  if (isSecret === undefined) {
    isSecret = secretName.test(name);
    if (isSecretName.size < 1000) isSecretName.set(name, isSecret);
  }
  return isSecret;
}

function redactText(text: string): string {
  return mayBeSecret.test(text) ? redactApiKeys(text).replace(secretText, "$1-[redacted]") : text;
}

/** The value without keys and tokens, wherever they sit. Errors become their message. */
function redact(value: unknown, name = ""): unknown {
  if (value === null || value === undefined || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (namesSecret(name)) return "[redacted]";
  if (typeof value === "string") return redactText(value);
  if (value instanceof Error) return redact(value.message);
  if (Array.isArray(value)) return value.map((item) => redact(item));
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(item, key)]));
  }
  return String(value);
}

let timeMs = Number.NaN;
let time = "";

/** Now, as ISO 8601; lines of one millisecond share the text. */
function timeText(): string {
  const now = Date.now();
  if (now !== timeMs) {
    timeMs = now;
    time = new Date(now).toISOString();
  }
  return time;
}

/** Writes what comes within one turn of the event loop at once: under load a line is not worth a system call of its own. */
function standardError(): (line: string) => void {
  let waiting = "";
  const flush = () => {
    const text = waiting;
    waiting = "";
    if (text) process.stderr.write(text);
  };
  let isWatching = false;
  return (line) => {
    if (!isWatching) process.once("exit", flush);
    isWatching = true;
    if (!waiting) setImmediate(flush);
    waiting += line;
  };
}

/**
 * A log at this level.
 * @param write receives whole lines with their line end; standard error when absent
 */
export function createLog(level: LogLevel | "silent", write: (line: string) => void = standardError()): Log {
  const writes = (lineLevel: LogLevel) => ranks[lineLevel] >= ranks[level];
  const writeLine = (lineLevel: LogLevel, message: string, json: string) => {
    const head = `{"time":"${timeText()}","level":"${lineLevel}","message":${JSON.stringify(redactText(message))}`;
    write(`${inertJson(json === "{}" ? `${head}}` : `${head},${json.slice(1)}`)}\n`);
  };
  const at =
    (lineLevel: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (writes(lineLevel)) writeLine(lineLevel, message, JSON.stringify(redact(fields)));
    };
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    writes,
    json: (lineLevel, message, json) => {
      if (!writes(lineLevel)) return;
      const isClean = !mayBeSecret.test(json);
      writeLine(lineLevel, message, isClean ? json : JSON.stringify(redact(JSON.parse(json))));
    },
  };
}
