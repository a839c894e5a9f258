/** Structured logs: one JSON object a line, secrets taken out on the way. */
import { redactApiKeys } from "../pumble/api-key";

export type LogLevel = "debug" | "info" | "warn" | "error";
const ranks: Record<LogLevel | "silent", number> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

/** Fields of one line. Values with telling names are replaced whole. */
export type LogFields = Record<string, unknown>;

/** Writes lines at or above its level. */
export type Log = Record<LogLevel, (message: string, fields?: LogFields) => void>;

const secretName = /token|secret|password|authorization|api-?key|appkey|encryptionkey|cookie/i;
const secretText = /\b(xpcls|xpss|xapp|xoxb)-[0-9A-Za-z_-]{8,}/g;

/** The value without keys and tokens, wherever they sit. Errors become their message. */
export function redact(value: unknown, name = ""): unknown {
  if (value === null || value === undefined || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (secretName.test(name)) return "[redacted]";
  if (typeof value === "string") return redactApiKeys(value).replace(secretText, "$1-[redacted]");
  if (value instanceof Error) return redact(value.message);
  if (Array.isArray(value)) return value.map((item) => redact(item));
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(item, key)]));
  }
  return String(value);
}

/**
 * A log at this level.
 * @param write receives whole lines with their line end; standard error when absent
 */
export function createLog(
  level: LogLevel | "silent",
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  const at =
    (lineLevel: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (ranks[lineLevel] < ranks[level]) return;
      const time = new Date().toISOString();
      const line = { time, level: lineLevel, message: redact(message), ...(redact(fields) as LogFields) };
      write(`${JSON.stringify(line)}\n`);
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
