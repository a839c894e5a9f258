import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { currentHost } from "../../src/scripts/host";
import { stopSignal } from "../../src/scripts/runner/stop-signal";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("on Node", () => {
  test("files are for their owner alone, and read as they were written", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pumble-host-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "key.txt");
    const { files } = currentHost();
    await files.write(file, "é");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toBe("é");
    expect(await files.read(file)).toBe("é");
  });

  test("a file that was there is for its owner alone from then on", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pumble-host-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "key.txt");
    writeFileSync(file, "longer than what comes", { mode: 0o644 });
    await currentHost().files.write(file, "new");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toBe("new");
  });

  test("arguments, variables, output and end are the process's", async () => {
    const host = currentHost();
    expect(host.args).toEqual(process.argv.slice(2));
    expect(host.env("PATH")).toBe(process.env.PATH);
    expect(host.input()).toBe(process.stdin);
    expect(host.inputNow).toBeUndefined();
    const written: unknown[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation(((text: string, done: () => void) => {
      written.push(text);
      done();
      return true;
    }) as never);
    const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
    await host.write("x");
    host.exit(3);
    vi.mocked(process.stdout.write).mockRestore();
    expect(written).toEqual(["x"]);
    expect(exit.mock.calls).toEqual([[3]]);
  });
});

describe("on Deno", () => {
  test("everything is asked of Deno, and a text goes out whole", async () => {
    const out: number[] = [];
    const calls: unknown[] = [];
    const readable = (async function* () {})();
    vi.stubGlobal("Deno", {
      args: ["a"],
      env: { get: (name: string) => `value of ${name}` },
      readTextFile: async (path: string) => `text of ${path}`,
      writeTextFile: async (...given: unknown[]) => calls.push(given),
      stdin: {
        readable,
        readSync(into: Uint8Array) {
          calls.push(into.length);
          into.set([1, 2]);
          return calls.length > 1 ? null : 2;
        },
      },
      stdout: {
        write: async (bytes: Uint8Array) => {
          out.push(...bytes.subarray(0, 2));
          return Math.min(2, bytes.length);
        },
      },
      exit: (code: number) => calls.push(code),
    });
    const host = currentHost();
    expect([...host.inputNow!()]).toEqual([1, 2]);
    expect([...host.inputNow!()]).toEqual([]);
    await host.write("é漢");
    expect(Buffer.from(out).toString()).toBe("é漢");
    expect([host.args, host.env("X"), await host.files.read("f")]).toEqual([
      ["a"],
      "value of X",
      "text of f",
    ]);
    expect(host.input()).toBe(readable);
    await host.files.write("f", "t");
    host.exit(4);
    expect(calls).toEqual([65_536, 65_536, ["f", "t", { mode: 0o600 }], 4]);
  });
});

describe("the signal to stop", () => {
  test("is the caller's where there is one", () => {
    const { signal } = new AbortController();
    const stop = stopSignal(signal);
    expect(stop.signal).toBe(signal);
    stop.release();
  });

  test.each(["SIGINT", "SIGTERM"] as const)("is %s otherwise, and nothing is left listening", (name) => {
    const before = process.listenerCount(name);
    const stop = stopSignal(undefined);
    expect(process.listenerCount(name)).toBe(before + 1);
    expect(stop.signal.aborted).toBe(false);
    process.listeners(name).at(-1)!(name);
    expect(stop.signal.aborted).toBe(true);
    stop.release();
    expect(process.listenerCount(name)).toBe(before);
  });
});
