/** The process around a script, Deno's or Node's, without importing anything of either. */
export interface Host {
  args: readonly string[];
  env(name: string): string | undefined;
  /** Writes to standard output and waits until it is out. */
  write(text: string): Promise<void>;
  /** Pieces of standard input. */
  input(): AsyncIterable<Uint8Array>;
  exit(code: number): never;
}

interface DenoGlobal {
  args: string[];
  env: { get(name: string): string | undefined };
  stdin: { readable: AsyncIterable<Uint8Array> };
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
    exit: (code) => deno.exit(code),
  };
}

function onNode(): Host {
  return {
    args: process.argv.slice(2),
    env: (name) => process.env[name],
    write: (text) => new Promise((resolve) => void process.stdout.write(text, () => resolve())),
    input: () => process.stdin,
    exit: (code) => process.exit(code),
  };
}

/** The process that this module runs in. */
export function currentHost(): Host {
  const { Deno: deno } = globalThis as { Deno?: DenoGlobal };
  return deno ? onDeno(deno) : onNode();
}
