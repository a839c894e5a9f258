/** One run from its file to its output, on Node, which is there wherever this runs. */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { type RunScriptOptions, runScript, type ScriptProblem } from "../../src/scripts/runner";
import { builtIn, builtInScripts } from "../../src/scripts/runner/built-in";

let folder = "";
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pumble-runner-")));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines: string[] = [];
function run(definition: string, options: Partial<RunScriptOptions> = {}) {
  lines.length = 0;
  const file = join(folder, "job.ts");
  writeFileSync(
    file,
    `import { defineScript } from "pumble-iac/script";\nexport default defineScript({${definition}});\n`,
  );
  const env = { HOME: folder, PUMBLE_API_KEY: "the-key" };
  return runScript({ file, env, deno: null, progress: (line) => void lines.push(line), ...options });
}
const problem = (definition: string, options: Partial<RunScriptOptions> = {}) =>
  run(definition, options).then(
    () => expect.unreachable() as never,
    (error: unknown) => error as ScriptProblem,
  );

describe("a run", () => {
  test("tells what the script may do and what it says, and gives its output, without the key", async () => {
    const result = await run(
      `input: { word: "x" }, permissions: { env: ["SAID"], net: [], key: false },
       run: ({ input, log }) => { log("the-key \\u001b[2J"); return [input.word, "the-KEY", process.env.SAID, process.env.OTHER ?? null]; }`,
      {
        input: { word: "y" },
        env: { HOME: folder, PUMBLE_API_KEY: "the-key", SAID: "said", OTHER: "hidden" },
      },
    );
    expect(result).toEqual({
      ...{ output: ["y", "…", "said", null], runtime: "node" },
      permissions: { env: ["SAID"], net: [], key: false },
    });
    const told = lines.join("\n");
    expect(told).toContain("NOT enforced");
    expect(told).toContain("job.ts: permissions net none; env SAID; no key");
    expect(lines.at(-1)).toMatch(/job\.ts: … \ufffd\[2J$/);
  });

  test.each(["{", "null", '{"type":"log","text":1}', '{"type":"failed"}', '{"type":"x"}'])(
    "takes %s of a script that talks as the SDK does for a line that it says",
    async (said) => {
      const { output } = await run(
        `run: async () => {
           const token = process.argv.find((one) => one.startsWith("--pumble-iac-script=")).split("=")[1];
           await new Promise((done) => process.stdout.write(token + " " + ${JSON.stringify(said)} + "\\n", done));
           return 7;
         }`,
      );
      expect(output).toBe(7);
      expect(lines.at(-1)).toMatch(/^\S*job\.ts: [0-9a-f]{24} /);
      expect(lines.at(-1)).toContain(said);
    },
  );

  test("says that it rehearses, and fails in the script's words", async () => {
    const { message, exitCode } = await problem('run() { throw new Error("no: the-key"); }', {
      dryRun: true,
    });
    expect(message).toMatch(/job\.ts failed: no: … \(at job\.ts:2:\d+\)$/);
    expect(exitCode).toBe(1);
    expect(lines.at(-1)).toMatch(/job\.ts: dry run, permissions none$/);
  });

  test("leaves nothing behind, however it ends", async () => {
    const temporary = join(folder, "temporary");
    mkdirSync(temporary);
    vi.stubEnv("TMPDIR", temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    await run("run() {}");
    await problem('run() { throw new Error("no"); }');
    await problem('permissions: { net: ["a b"] }, run() {}');
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("ends where the script writes a line without an end", async () => {
    const { message } = await problem(
      "run: () => new Promise(() => { const more = () => process.stdout.write(Buffer.alloc(1 << 22, 97), more); more(); })",
    );
    expect(message).toMatch(/job\.ts failed: it wrote a line that has more than 64 MB$/);
  });

  test("ends before it begins where the script declares what there is not, or was stopped", async () => {
    const wrong = await problem('permissions: { net: ["a b"] }, run() {}');
    expect(wrong.message).toMatch(/declares wrongly: permissions\.net\.?.*: /);
    expect(wrong.nextStep).toBe('A script can declare net (hosts or "pumble"), env, key, read and write');
    const stopped = await problem("run() {}", { signal: AbortSignal.abort() });
    expect(stopped).toMatchObject({ exitCode: 130, message: expect.stringMatching(/job\.ts was stopped$/) });
    expect(stopped.nextStep).toBe("What it had done so far stays; run it again when you are ready");
  });

  test.each(["nonsense", "localhost:8080", "file:///x"])("needs an address to call: %s", async (address) => {
    const { message, exitCode } = await problem("run() {}", { env: { PUMBLE_BASE_URL: address } });
    expect(message).toBe(`PUMBLE_BASE_URL is no web address: ${JSON.stringify(address)}`);
    expect(exitCode).toBe(2);
  });

  test("needs a program that starts", async () => {
    const { message, exitCode, nextStep } = await problem("run() {}", { deno: join(folder, "none") });
    expect([message, exitCode, nextStep]).toEqual([
      `${join(folder, "none")} cannot be started (ENOENT)`,
      2,
      "Check DENO_PATH",
    ]);
  });
});

describe("a script that comes with the package", () => {
  test("is found by its name alone", () => {
    for (const name of Object.keys(builtInScripts))
      expect(builtIn(name)).toMatch(new RegExp(`/built-in/${name}\\.mjs$`));
    for (const name of ["", "constructor", "./rotate-key", "rotate-key.ts"])
      expect(builtIn(name)).toBeUndefined();
  });
});
