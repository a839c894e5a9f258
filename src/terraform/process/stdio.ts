import { Writable } from "node:stream";
import type { Logger } from "./log";

/**
 * Turns what anything prints into log lines. After the handshake nobody reads stdout, and a stray line of JSON on stderr
 * can crash Terraform; so `process.stdout`, `process.stderr` and with them `console` lead to the logger.
 */
export function guardStdio(log: Logger): void {
  replace("stdout", (line) => log.info(line, { printed: "stdout" }));
  replace("stderr", (line) => log.warn(line, { printed: "stderr" }));
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
