import type { ScriptFiles } from "./script";

/** What a script writes may be secret, such as a key. */
const ownersOnly = 0o600;

/** The process around a script, Deno's or Node's, without importing anything of either. */
export interface Host {
  args: readonly string[];
  env(name: string): string | undefined;
  /** Writes to standard output and waits until it is out. */
  write(text: string): Promise<void>;
  /** Pieces of standard input. */
  input(): AsyncIterable<Uint8Array>;
  /** The next piece of standard input, waited for here and now; absent where a runtime cannot. */
  inputNow?(): Uint8Array;
  files: ScriptFiles;
  exit(code: number): never;
}

interface DenoGlobal {
  readTextFile(path: string): Promise<string>;
  writeTextFile(path: string, text: string, options: { mode: number }): Promise<void>;
  args: string[];
  env: { get(name: string): string | undefined };
  stdin: { readable: AsyncIterable<Uint8Array>; readSync(into: Uint8Array): number | null };
  stdout: { write(bytes: Uint8Array): Promise<number> };
  exit(code: number): never;
}

function onDeno(deno: DenoGlobal): Host {
  return {
    args: deno.args,
    env: (name) => deno.env.get(name),
    async write(text) {
      let bytes: Uint8Array = new TextEncoder().encode(text);
      while (bytes.length > 0) bytes = bytes.subarray(await deno.stdout.write(bytes));
    },
    input: () => deno.stdin.readable,
    inputNow() {
      const piece = new Uint8Array(65_536);
      return piece.subarray(0, deno.stdin.readSync(piece) ?? 0);
    },
    files: {
      read: (path) => deno.readTextFile(path),
      write: (path, text) => deno.writeTextFile(path, text, { mode: ownersOnly }),
    },
    exit: (code) => deno.exit(code),
  };
}

function onNode(): Host {
  return {
    args: process.argv.slice(2),
    env: (name) => process.env[name],
    write: (text) => new Promise((resolve) => void process.stdout.write(text, () => resolve())),
    input: () => process.stdin,
    files: {
      read: async (path) => (await nodeFiles()).readFile(path, "utf8"),
      async write(path, text) {
        const file = await (await nodeFiles()).open(path, "w", ownersOnly);
        try {
          // One that is there already has a mode of its own.
          await file.chmod(ownersOnly);
          await file.writeFile(text);
        } finally {
          await file.close();
        }
      },
    },
    exit: (code) => process.exit(code),
  };
}

/** Not named in an import, for this file must load where there is no such module. */
async function nodeFiles(): Promise<typeof import("node:fs/promises")> {
  return process.getBuiltinModule("node:fs/promises");
}

/** The process that this module runs in. */
export function currentHost(): Host {
  const { Deno: deno } = globalThis as { Deno?: DenoGlobal };
  return deno ? onDeno(deno) : onNode();
}
