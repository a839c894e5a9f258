/** Runs the shell blocks of a page as one person would: what a block exports, defines and changes into stays. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failure } from "./failure";

export interface ShellOptions {
  /** Where the page begins; its home is beside it. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How long a block may take, in milliseconds. */
const patienceMs = 240_000;

export class PageShell {
  readonly #folder: string;
  readonly #env: Record<string, string>;
  readonly #hidden: string;

  constructor({ folder, env }: ShellOptions) {
    this.#folder = folder;
    this.#hidden = `${folder}.shell`;
    mkdirSync(this.#hidden, { recursive: true });
    mkdirSync(join(this.#hidden, "home"));
    this.#env = { ...env, HOME: join(this.#hidden, "home"), KEPT: join(this.#hidden, "kept.sh") };
  }

  /** Where the page is now. */
  get folder(): string {
    const kept = join(this.#hidden, "kept.sh");
    const [, folder] = (existsSync(kept) && /^cd '(.*)'$/m.exec(readFileSync(kept, "utf8"))) || [];
    return folder ?? this.#folder;
  }

  write(name: string, text: string): void {
    const file = join(this.folder, name);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
  }

  /**
   * Runs a block to its end.
   * @param answers lines that are typed at a terminal, which then is there
   * @returns what it printed
   * @throws Error with what it printed, when a line of it failed
   */
  async run(code: string, answers?: string): Promise<string> {
    const child = this.#start(code, answers !== undefined);
    if (answers !== undefined) child.stdin!.end(`${answers}\n`);
    const [status, output] = await ended(child);
    if (status !== 0) throw failure(`it ended with ${status}:\n${code}\n${output}`);
    return output;
  }

  /**
   * Runs a block whose last command goes on for ever, or each of whose lines does, and ends it when it has said something.
   * @returns what it printed until then
   */
  async begin(code: string, said: string): Promise<string> {
    const lines = code.trim().split("\n");
    const starts = lines.every((line) => line.startsWith("npx pumble dev")) ? lines : [code];
    let output = "";
    for (const start of starts) {
      const child = this.#start(start, false);
      try {
        output += await printed(child, said);
      } finally {
        await stop(child);
      }
    }
    return output;
  }

  #start(code: string, hasTerminal: boolean): ChildProcess {
    const script = join(this.#hidden, "block.sh");
    const keep = `{ declare -px; declare -f; printf "cd '%s'\\n" "$PWD"; } > "$KEPT"`;
    writeFileSync(
      script,
      `set -e\n[ ! -e "$KEPT" ] || . "$KEPT"\ntrap '${keep.replaceAll("'", "'\\''")}' EXIT\n${code}`,
    );
    const command = hasTerminal ? ["script", "-qefc", `bash ${script}`, "/dev/null"] : ["bash", script];
    return spawn(command[0]!, command.slice(1), {
      cwd: this.#folder,
      env: this.#env,
      stdio: [hasTerminal ? "pipe" : "ignore", "pipe", "pipe"],
      detached: true,
    });
  }
}

function ended(child: ChildProcess): Promise<[status: number | null, output: string]> {
  let output = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk) => (output += chunk));
  return new Promise((settle, fail) => {
    const timer = setTimeout(() => process.kill(-child.pid!, "SIGKILL"), patienceMs);
    child.once("error", fail);
    child.once("close", (status) => {
      clearTimeout(timer);
      settle([status, output]);
    });
  });
}

function printed(child: ChildProcess, said: string): Promise<string> {
  let output = "";
  return new Promise((settle, fail) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on("data", (chunk) => {
        output += chunk;
        if (output.includes(said)) settle(output);
      });
    }
    child.once("error", fail);
    child.once("close", (status) => fail(failure(`it ended with ${status}:\n${output}`)));
  });
}

/** Ends a child with all that it started. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const gone = once(child, "close");
  process.kill(-child.pid, "SIGTERM");
  await gone;
}
