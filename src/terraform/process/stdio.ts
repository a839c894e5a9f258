import { Console } from "node:console";
import { Writable } from "node:stream";
import type { Logger } from "./log";

/**
 * Turns what anything prints into log lines. After the handshake nobody reads stdout, and a stray line of JSON on stderr
 * can crash Terraform; so `process.stdout`, `process.stderr` and with them `console` lead to the logger.
 */
export function guardStdio(log: Logger): void {
  replace("stdout", (line) => log.info(line, { printed: "stdout" }));
  replace("stderr", (line) => log.warn(line, { printed: "stderr" }));
  if (process.versions["bun"]) guardConsole();
}

/** Bun's console writes to the descriptors themselves; Node's asks `process` for its streams. */
function guardConsole(): void {
  let guarded: Console | undefined;
  const methods = console as unknown as Record<string, unknown>;
  for (const name of Object.keys(methods)) {
    if (typeof methods[name] !== "function" || name === "Console") continue;
    methods[name] = (...args: unknown[]) => {
      guarded ??= new Console({ stdout: process.stdout, stderr: process.stderr });
      return (guarded as unknown as Record<string, (...args: unknown[]) => unknown>)[name]?.(...args);
    };
  }
}

function replace(name: "stdout" | "stderr", onLine: (line: string) => void): void {
  let stream: Writable | undefined;
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get: () => {
      stream ??= lineWriter(onLine);
      return stream;
    },
  });
}

/** A stream that hands on whole lines. */
export function lineWriter(onLine: (line: string) => void): Writable {
  let rest = "";
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const lines = `${rest}${chunk}`.split("\n");
      rest = lines.pop()!;
      for (const line of lines) if (line !== "") onLine(line);
      done();
    },
  });
}
