/** `pumble` as people run it, in a process that can be killed, moved in time, and asked how much it holds. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** What a process holds, in bytes; its heap is told after what is garbage is gone. */
export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

export interface ProcessOptions {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  /** Gets what it writes on standard error, of all its lives. */
  readonly logFile: string;
  /** Hears that it ended without having been told to. */
  readonly onUnexpectedEnd: (how: string) => void;
}

/** Its lives, one after the other. */
export class SoakProcess<Ready extends object> {
  #child: ChildProcess | undefined;
  #aheadMs = 0;
  #isWanted = false;
  #asked = 0;

  constructor(private readonly options: ProcessOptions) {}

  get name(): string {
    return this.options.name;
  }

  /** Starts it; gives the line of JSON that says it is ready. */
  async start(): Promise<Ready> {
    const { name, args, env, logFile, onUnexpectedEnd } = this.options;
    const inside = ["--expose-gc", "--import", join(__dirname, "inside.mjs"), "dist/bin/pumble.js"];
    const child = spawn(process.execPath, [...inside, ...args], {
      env: { ...env, SOAK_AHEAD_MS: String(this.#aheadMs) },
      stdio: ["ignore", "pipe", openSync(logFile, "a"), "ipc"],
    });
    this.#child = child;
    this.#isWanted = true;
    child.once("exit", (code, signal) => {
      if (!this.#isWanted || this.#child !== child) return;
      onUnexpectedEnd(signal ?? `exit code ${code}`);
      // As a service manager does.
      this.start().catch((error: unknown) => onUnexpectedEnd(String(error)));
    });
    for await (const line of createInterface({ input: child.stdout! })) {
      child.stdout!.resume();
      return JSON.parse(line) as Ready;
    }
    throw new Error(`${name} ended before it was ready; see ${logFile}.`);
  }

  /** Ends it, and waits for its end. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#isWanted = false;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }

  /** Lets its clock show this much more than the machine's. */
  async moveClock(aheadMs: number): Promise<void> {
    this.#aheadMs = aheadMs;
    // One that is down learns of it at its start.
    if (this.#child?.connected) await this.#ask({ aheadMs });
  }

  async memory(): Promise<Memory> {
    return (await this.#ask<{ memory: Memory }>({ memory: true })).memory;
  }

  async #ask<Answer>(question: object): Promise<Answer> {
    const child = this.#child!;
    const id = this.#asked++;
    const answered = new Promise<Answer>((resolve, reject) => {
      child.once("exit", () => reject(new Error(`${this.name} ended while it was asked`)));
      const hear = (answer: Answer & { id: number }): void => {
        if (answer.id !== id) return;
        child.off("message", hear);
        resolve(answer);
      };
      child.on("message", hear);
    });
    child.send({ id, ...question });
    return answered;
  }
}
